import { system } from 'alidade';

export const shop = system({
  title: 'Shop',
  owner: 'shop-team',
  docsUrl: 'https://docs.example.com/shop',
  severities: ['critical', 'warning'],
  runsOn: { prometheus: '3.5', grafana: '12' },
});
export const server = shop.scrapeJob('shop', { targets: ['shop:9090'], interval: '15s' });
