import { oneOf, system } from 'alidade';

export const shop = system({
  title: 'Shop',
  owner: 'shop-team',
  docsUrl: 'https://docs.example.com/shop',
  severities: ['critical', 'warning'],
  environments: ['dev', 'prod'],
  runsOn: { prometheus: '3.5', grafana: '12' },
});
const server = shop.scrapeJob('shop', { targets: ['shop:9091'], interval: '15s' });
export const requests = server.counter('shop_requests_total', {
  help: 'Requests handled.',
  counts: 'requests',
  labels: { method: oneOf('GET', 'POST', 'PUT') },
});
export const up = server.up;
