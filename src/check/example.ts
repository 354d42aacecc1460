import type { Diagnostic, Location } from '../model/diagnostic.ts';

/** What stands above the examples of every check: a small web shop. Shown by `check --explain`, run by the tests. */
export const prelude = `import { dashboardOf, link, matching, not, oneOf, panelOf, promql, ramp, row, secret, see, series, sli, stat, step, system, timeseries, upTo } from 'alidade';

export const shop = system({
  title: 'Shop', owner: 'shop-team', docsUrl: 'https://docs.example.com/shop',
  severities: ['critical', 'warning', 'info'],
  runsOn: { prometheus: '3.5', grafana: '12' },
  dashboards: { queriesPerPanel: 3 },
});
export const server = shop.scrapeJob('shop', { targets: ['shop:9090'], interval: '15s' });
export const requests = server.counter('shop_requests_total', {
  help: 'Requests handled.', counts: 'requests', labels: { method: upTo(20), status: oneOf('success', 'error') },
});
export const latency = server.histogram('shop_request_duration_seconds', {
  help: 'Time to handle a request.', unit: 'seconds', labels: { method: upTo(20) }, buckets: [0.1, 0.5, 1, 5],
});
export const queueLength = server.gauge('shop_queue_length', { help: 'Orders waiting to be packed.', counts: 'orders' });
export const basketBytes = server.gauge('shop_basket_bytes', { help: 'Size of all open baskets.', unit: 'bytes' });
export const runbook = shop.runbook('first-steps', {
  title: 'First steps', about: 'Something is wrong.', steps: [step('Look at the overview', see(dashboardOf('shop-overview')))],
});
/** What most alerts of the shop have in common. */
export const warning = { for: '10m', severity: 'warning', summary: 'The shop needs a look.', runbook } as const;
shop.alert('ShopDown', { when: server.up.eq(0), ...warning });
shop.dashboard('shop-overview', { title: 'Shop overview', rows: [row('Overview', [
  timeseries('Requests', { query: requests.rate().sum(), description: 'Requests handled each second.' }),
  timeseries('Latency', { query: latency.quantile(0.95), description: '95 % of requests take up to this long.' }),
  timeseries('Queue', { query: queueLength, description: 'Orders waiting.' }),
  timeseries('Baskets', { query: basketBytes, description: 'Memory that open baskets take.' }),
])] });
`;

/** An example as a whole file: below the prelude, unless it has imports of its own because it needs another shop. */
export function exampleFile(body: string): string {
  if (body.startsWith('import ')) return `${body}\n`;
  return `${prelude}\n${body}\n`;
}

/** What was found in the file of an example, with lines that count from the example's first. */
export function ofExample(found: Diagnostic<Location>, body: string): Diagnostic<Location> {
  const above = exampleFile(body).split('\n').indexOf(body.split('\n')[0]!);
  const raised = (place: Location): Location => ({
    ...place,
    line: place.line - above,
    endLine: place.endLine - above,
  });
  const related = found.related.flatMap(({ place, message }) =>
    place.file === found.place.file && place.line > above ? { place: raised(place), message } : [],
  );
  return { ...found, place: raised(found.place), related };
}
