import { system } from 'alidade';
import { isLong } from '../lib/queue.ts';

export const store = system({
  title: 'Store',
  owner: 'shop-team',
  docsUrl: 'https://docs.example.com/shop',
  severities: ['critical', 'warning'],
  runsOn: { prometheus: '3.5', grafana: '12' },
});
const server = store.scrapeJob('shop', { targets: ['shop:9090'], interval: '15s' });
server.gauge('shop_queue_lengths', { help: 'Orders waiting to be packed.', counts: 'orders' });
store.alert('QueueLong', { when: isLong, for: '10m', severity: 'warning', summary: 'Orders wait.' });
