import { oneOf, promql, ramp, series, steady, step, system } from 'alidade';

export const shop = system({
  title: 'Shop',
  owner: 'shop-team',
  docsUrl: 'https://docs.example.com/shop',
  severities: ['critical'],
  environments: ['dev', 'prod'],
  runsOn: { prometheus: '3.5', grafana: '12' },
});
const server = shop.scrapeJob('shop', { targets: ['shop:9090'], interval: '15s' });
const requests = server.counter('shop_requests_total', {
  help: 'Requests handled.',
  counts: 'requests',
  labels: { status: oneOf('success', 'error') },
});
const runbook = shop.runbook('first-steps', { title: 'First steps', about: 'Look.', steps: [step('Look')] });
const critical = { severity: 'critical', summary: 'Look', runbook, for: '5m' } as const;

export const shopFails = shop.alert('ShopFails', {
  when: requests.fraction({ status: 'error' }, { over: '5m' }).gt(shop.perEnvironment({ dev: '20%', prod: '5%' })),
  ...critical,
});
export const shopDown = shop.alert('ShopDown', { when: promql`max_over_time(${server.up}[1h:30s] @ end()) == 0`, ...critical });

shop.ruleTest({
  name: 'errors above 5 %',
  alert: shopFails,
  series: [
    series(requests, { status: 'error' }, ramp(10)),
    series(requests, { status: 'success' }, ramp(90)),
  ],
  firing: [...shop.perEnvironment<readonly '12m'[]>({ dev: [], prod: ['12m'] })],
  quiet: ['0s'],
});
shop.ruleTest({ alert: shopDown, series: [series(server.up, {}, steady(0))], firing: ['6m'] });
