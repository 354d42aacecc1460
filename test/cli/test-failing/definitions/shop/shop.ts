import { observations, oneOf, outage, ramp, series, steady, step, system } from 'alidade';

export const shop = system({
  title: 'Shop',
  owner: 'shop-team',
  docsUrl: 'https://docs.example.com/shop',
  severities: ['critical', 'warning'],
  runsOn: { prometheus: '3.5', grafana: '12' },
});
const server = shop.scrapeJob('shop', { targets: ['shop:9090'], interval: '15s' });
const requests = server.counter('shop_requests_total', {
  help: 'Requests handled.',
  counts: 'requests',
  labels: { method: oneOf('search', 'buy'), status: oneOf('success', 'error') },
});
const latency = server.histogram('shop_request_duration_seconds', {
  help: 'Time to handle a request.',
  unit: 'seconds',
  labels: { method: oneOf('search', 'buy') },
  buckets: [0.1, 0.5, 1, 5],
});
const runbook = shop.runbook('first-steps', { title: 'First steps', about: 'Look.', steps: [step('Look')] });

export const shopFails = shop.alert('ShopFails', {
  when: requests.fraction({ status: 'error' }, { over: '5m', by: 'method' }).gt('5%'),
  for: '5m',
  severity: 'critical',
  summary: ({ value, labels }) => `${value.percentage} of ${labels.method} fail`,
  runbook,
});
export const shopSlow = shop.alert('ShopSlow', {
  when: latency.quantile(0.9, { over: '5m', by: 'method' }).gt('500ms'),
  for: '10m',
  severity: 'warning',
  summary: 'The shop is slow',
  runbook,
});
export const shopDown = shop.alert('ShopDown', {
  when: server.up.eq(0),
  for: '1m',
  severity: 'critical',
  summary: ({ labels }) => `${labels.instance} is down`,
  runbook,
});

shop.ruleTest({
  alert: shopFails,
  interval: '1m',
  series: [
    series(requests, { method: 'buy', status: 'error' }, ramp(10)),
    series(requests, { method: 'buy', status: 'success' }, '0+90x30'),
    series(requests, { method: 'search', status: 'error' }, steady(0)),
    series(requests, { method: 'search', status: 'success' }, ramp(100)),
  ],
  firing: [
    '10m',
    { at: '10m', labels: { method: 'buy' }, annotations: { summary: '10% of buy fail' } },
    { at: '10m', labels: { method: 'search' } },
    { at: '5m', labels: { method: 'buy' } },
  ],
  pending: ['3m', '0s', '10m'],
  quiet: [{ at: '0s', labels: { method: 'buy' } }, { at: '9m', labels: { method: 'search' } }, '11m', { at: '3m', labels: { method: 'buy' } }],
});
shop.ruleTest({
  name: 'a slow shop & <others>',
  alert: shopSlow,
  series: [series(latency, { method: 'buy' }, observations({ each: 80, at: '20ms' }, { each: 20, at: '700ms' }))],
  firing: ['20m'],
  pending: ['5m'],
  quiet: ['0s'],
});
shop.ruleTest({
  alert: shopDown,
  series: [series(server.up, {}, outage({ from: '5m', until: '10m' }))],
  firing: [{ at: '7m', labels: { instance: 'shop:9090' }, annotations: { summary: 'shop:9090 is down' } }],
  pending: ['5m'],
  quiet: ['4m', '11m'],
});
