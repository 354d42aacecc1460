import { system } from 'alidade';

export const shop = system({
  title: 'Shop',
  owner: 'shop-team',
  docsUrl: 'https://docs.example.com/shop',
  severities: ['critical', 'warning'],
  environments: ['dev', 'prod'],
  runsOn: { prometheus: '3.5', grafana: '12' },
  ignore: { 'metric-unused': 'another team draws them' },
});
export const server = shop.scrapeJob('shop', { targets: ['shop:9091'], interval: '15s' });
export const stock = server.gauge('shop_stock', { help: 'Articles in stock.', counts: 'articles' });
export const queue = server.gauge('shop_queue_length', { help: 'Orders that wait.', counts: 'orders' });
