import { system } from 'alidade';
import { isLong } from '../lib/queue.ts';

export const shop = system({
  title: 'Shop',
  owner: 'shop-team',
  docsUrl: 'https://docs.example.com/shop',
  severities: ['critical', 'warning'],
  runsOn: { prometheus: '3.5', grafana: '12' },
});
const server = shop.scrapeJob('shop', { targets: ['shop:9090'], interval: '15s' });
server.gauge('shop_queue_length', { help: 'Orders waiting to be packed.', counts: 'orders' });
shop.alert('QueueLong', { when: isLong, for: '10m', severity: 'warning', summary: 'Orders wait.' });
