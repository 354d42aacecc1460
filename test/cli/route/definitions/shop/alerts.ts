import { requests, shop, up } from './system.ts';

const common = { for: '5m', summary: 'Look.', ignore: { 'alert-runbook': 'a story needs none' } } as const;
export const down = shop.alert('ShopDown', { when: up.eq(0), severity: 'critical', ...common });
export const busy = shop.alert('ShopBusy', {
  when: requests.rate('5m').sum({ by: ['instance', 'method'] }).gt(100),
  severity: 'warning',
  ...common,
});
export const quiet = shop.alert('ShopQuiet', {
  when: requests.rate('5m').sum({ by: 'instance' }).lt(1),
  severity: 'warning',
  ...common,
});
if (shop.environment === 'dev') shop.alert('ShopTried', { when: up.lt(1), severity: 'warning', ...common });
