import * as alidade from 'alidade';
import { describe, expect, test } from 'vitest';
import { DefinitionError } from '../../src/model/declaration.ts';
import { registryOf } from '../../src/model/project.ts';

/** Wrong SLOs behind a cast: options are refused each at its place, with all others; of a wrong indicator nothing can be made. */

const { sli } = alidade;

function shop() {
  const system = alidade.system({
    title: 'Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com',
    severities: ['critical', 'warning'],
    runsOn: { prometheus: '3.5', grafana: '12', retention: '90d' },
  });
  const job = system.scrapeJob('shop', { targets: ['shop:9090'] });
  const labels = { status: alidade.upTo(3) };
  const requests = job.counter('shop_requests_total', { help: 'Requests.', counts: 'requests', labels });
  const queue = job.gauge('shop_queue', { help: 'Requests that wait.', counts: 'requests' });
  const latency = job.histogram('shop_seconds', { help: 'Time.', unit: 'seconds', buckets: [0.1, 1] });
  const board = system.dashboard('board', { title: 'Board', rows: [] });
  return { system, requests, queue, latency, board };
}

const { system, ...metrics } = shop();
const { requests, queue, latency } = metrics;
const errors = sli.ratio({ bad: requests.where({ status: '5' }), total: requests });

/** What is said of the options, as `path message`; nothing of such an SLO is declared but that it does not hold. */
function refused(options: object, id: unknown = 'a'): readonly string[] {
  const before = registryOf(system)!.declarations.length;
  system.slo(id as 'a', { sli: errors, objective: '99%', window: '7d', ...options } as never);
  const made = registryOf(system)!.declarations.slice(before);
  expect(made.map(({ kind }) => kind)).toEqual(['invalid']);
  return made
    .flatMap((one) => (one.kind === 'invalid' ? one.issues : []))
    .map(({ path, message }) => `${path.slice(1).join('.')} ${message}`);
}

const page = (windows: unknown) => ({ alerts: { page: { windows } } });
const percent = "write a percentage as a text: '99.9%'";
const duration = "write a duration as Prometheus does, units descending: '30s', '5m', '1h30m'";
const window = "write a length of time, '30d', or { calendar: 'month' }";
const first = 'alerts.page.windows.0';

test.each<readonly [object, string]>([
  [{ sli: undefined }, 'sli sli is missing: make it with sli.ratio(…), sli.latency(…), sli.gauge(…) or sli.raw(…)'],
  [{ sli: { kind: 'sli' } }, 'sli make it with sli.ratio(…), sli.latency(…), sli.gauge(…) or sli.raw(…)'],
  [{ objective: 99.9 }, `objective ${percent}`],
  [{ objective: '99,9%' }, `objective ${percent}`],
  [{ objective: '99.9' }, `objective ${percent}`],
  [{ objective: '-5%' }, `objective ${percent}`],
  [{ window: '5 minutes' }, `window ${duration}`],
  [{ window: 30 }, `window ${window}`],
  [{ window: '0d' }, 'window the window is empty'],
  [{ window: null }, `window ${window}`],
  [{ window: { calendar: 'fortnight' } }, `window ${window}`],
  [
    { window: { calendar: 'month', timeZone: 'Berlin' } },
    "window.timeZone this is no time zone: write 'UTC', 'Europe/Berlin' or another name of the IANA database",
  ],
  [
    { window: { calendar: 'month', start: '2027-02-30' } },
    'window.start a day is written 2027-01-01, and must be in the calendar',
  ],
  [{ service: '' }, 'service write what people read here: it is empty'],
  [{ owner: ' ' }, 'owner write what people read here: it is empty'],
  [{ title: 5 }, 'title write a text in quotes'],
  [{ description: 5 }, 'description write a text or md`…`'],
  [{ runbook: 'budget' }, 'runbook a runbook is needed here'],
  [{ runbook: metrics.board }, 'runbook a runbook is needed here'],
  [{ labels: { a: 5 } }, 'labels.a a label value is a text in quotes'],
  [{ labels: { slo: 'b' } }, 'labels.slo the label slo is set by the SLO: leave it out'],
  [
    { alerts: { ticket: { labels: { severity: 'x' } } } },
    'alerts.ticket.labels.severity the label severity is set by the SLO: leave it out',
  ],
  [{ shortestWindow: '0s' }, 'shortestWindow the window is empty'],
  [{ shortestWindow: 60 }, `shortestWindow ${duration}`],
  [{ rules: 'no' }, 'rules write true or false'],
  [{ dashboard: 1 }, 'dashboard write true or false'],
  [{ ignore: { 'slo-window': '' } }, 'ignore.slo-window the reason is empty: say why this is right here'],
  [{ policy: 'stop' }, "policy list the steps: [{ remaining: '25%', action: '…' }]"],
  [{ policy: [{ remaining: '150%', action: 'x' }] }, 'policy.0.remaining no more than 100% can be left'],
  [
    {
      policy: [
        { remaining: '0%', action: 'x' },
        { remaining: '50%', action: 'y' },
      ],
    },
    'policy.1.remaining the step before it begins with no more left: list the steps from most left to least',
  ],
  [{ policy: [{ remaining: 0.5, action: 'x' }] }, `policy.0.remaining ${percent}`],
  [{ policy: [{ remaining: '5%' }] }, 'policy.0.action action is missing: write a text or md`…`'],
  [{ alerts: { pager: false } }, 'alerts.pager there is no option "pager" here: did you mean page?'],
  [{ alerts: { page: true } }, 'alerts.page write { … }'],
  [{ alerts: { page: { severity: 5 } } }, 'alerts.page.severity write a text in quotes'],
  [{ alerts: { page: { for: '5m' } } }, 'alerts.page.for there is no option "for" here'],
  [{ alerts: { absent: { for: '5 minutes' } } }, `alerts.absent.for ${duration}`],
  [page([]), 'alerts.page.windows list at least one pair of windows'],
  [page('1h'), 'alerts.page.windows list the windows: [{ … }]'],
  [page([{ budget: '2%' }]), `${first}.long long is missing: ${duration}`],
  [
    page([{ long: '1h', short: '1h', budget: '2%' }]),
    `${first}.short the short window is not shorter than the long one`,
  ],
  [
    page([{ long: '1h', budget: '2%', burnRate: 3 }]),
    `${first} say how much of the budget may go in the long window, budget: '2%', or how fast, burnRate: 14.4`,
  ],
  [
    page([{ long: '1h' }]),
    `${first} say how much of the budget may go in the long window, budget: '2%', or how fast, burnRate: 14.4`,
  ],
  [page([{ long: '1h', burnRate: 0 }]), `${first}.burnRate write a number above 0`],
  [page([{ long: '1h', burnRate: Number.NaN }]), `${first}.burnRate write a number above 0`],
  [page([{ long: '1h', budget: '0%' }]), `${first}.budget write more than 0%`],
  [page([{ long: '1h', budget: 2 }]), `${first}.budget ${percent}`],
  [{ objectve: '5%' }, 'objectve there is no option "objectve" here: did you mean objective?'],
])('%j', (options, expected) => {
  expect(refused(options)).toEqual([expected]);
});

test('all at once, and the name', () => {
  expect(refused({ objective: 5, window: 5, rules: 5 })).toHaveLength(3);
  for (const id of ['A b', null, '', 'x'.repeat(37)]) expect(refused({}, id)).toHaveLength(1);
});

test('labels that tell groups apart are set by nobody else', () => {
  const grouped = sli.ratio({ bad: requests.where({ status: '5' }), total: requests, by: 'status' });
  const message = 'the SLO is measured by status: with a label of this name all groups are one';
  expect(refused({ sli: grouped, labels: { status: 'x' } })).toEqual([`labels.status ${message}`]);
  expect(refused({ sli: grouped, alerts: { page: { labels: { status: 'x' } } } })).toEqual([
    `alerts.page.labels.status ${message}`,
  ]);
  const bySlo = sli.ratio({ bad: requests, total: requests, by: 'slo' as never });
  expect(refused({ sli: bySlo })).toEqual(['sli it is measured by the label slo, which says of which SLO a series is']);
});

test('a handle of what is refused can still be used', () => {
  const slo = system.slo('b', { sli: errors, objective: 5 as never, window: '7d' });
  expect(() => [slo.page, slo.errorRatio.gt(0.1), slo.budgetRemaining.lt(0)]).not.toThrow();
});

const rate = "write events a second as a number above 0, or '50/s', '100/h'";
const amount = "write a number, or an amount with its unit: '500ms', '1GiB', '5%'";
const ratio = (options: object) => () =>
  sli.ratio({ bad: requests.where({ status: '5' }), total: requests, ...options } as never);

describe('indicators', () => {
  test.each<readonly [string, () => unknown, readonly (string | number)[], string]>([
    ['no options', () => sli.ratio(undefined as never), [0], 'the options of the indicator are needed here'],
    ['a total alone', ratio({ bad: undefined }), [0], 'give two of good, bad and total: the third follows from them'],
    [
      'all three',
      ratio({ good: requests }),
      [0, 'total'],
      'give two of good, bad and total: the third follows from them',
    ],
    ['a gauge as total', ratio({ total: queue }), [0, 'total'], 'shop_queue is a gauge, which counts no events'],
    [
      'a histogram as total',
      ratio({ total: latency }),
      [0, 'total'],
      'shop_seconds is a histogram, which counts no events',
    ],
    ['a rate as total', ratio({ total: requests.rate('5m') }), [0, 'total'], 'an object is no counter'],
    ['a text as bad', ratio({ bad: 'errors' }), [0, 'bad'], 'a counter is needed here'],
    [
      'a broken text as bad',
      ratio({ bad: alidade.promql`x{` }),
      [0],
      'this does not parse: unexpected end of input in label matching, expected identifier or "}"',
    ],
    ['a misspelt option', ratio({ bda: requests }), [0, 'bda'], 'there is no option "bda" here: did you mean bad?'],
    ['by no label', ratio({ by: 'a-b' }), [0, 'by'], "write a label or a list of labels: 'service'"],
    [
      'by a list with no label',
      ratio({ by: ['status', ''] }),
      [0, 'by', 1],
      "write a label or a list of labels: 'service'",
    ],
    ['traffic without a time', ratio({ traffic: '50' }), [0, 'traffic'], rate],
    ['traffic of bytes', ratio({ traffic: '50MB/s' }), [0, 'traffic'], rate],
    ['no traffic', ratio({ minimumTraffic: 0 }), [0, 'minimumTraffic'], rate],
    ['an empty reason', ratio({ partOfTotal: '' }), [0, 'partOfTotal'], 'write what people read here: it is empty'],
    [
      'latency of a counter',
      () => sli.latency(requests as never, { below: 1 } as never),
      [0],
      'an object is no histogram',
    ],
    [
      'latency without options',
      () => sli.latency(latency, undefined as never),
      [1],
      'the options of the indicator are needed here',
    ],
    ['latency below nothing', () => sli.latency(latency, {} as never), [1, 'below'], `below is missing: ${amount}`],
    ['latency below infinity', () => sli.latency(latency, { below: Infinity } as never), [1, 'below'], amount],
    ['latency below a gauge', () => sli.latency(latency, { below: queue } as never), [1, 'below'], amount],
    ['a counter as gauge', () => sli.gauge(requests as never), [0], 'shop_requests_total is a counter, and no gauge'],
    [
      'a comparison as gauge',
      () => sli.gauge(queue.gt(5) as never),
      [0],
      'this is an expression: a gauge is needed here',
    ],
    ['nothing as gauge', () => sli.gauge(undefined as never), [0], 'undefined is no gauge'],
    [
      'two thresholds',
      () => sli.gauge(queue, { atMost: 1, below: 2 } as never),
      [1, 'below'],
      'there is one threshold: leave the other out',
    ],
    ['NaN as threshold', () => sli.gauge(queue, { atMost: Number.NaN } as never), [1, 'atMost'], amount],
    ['no function', () => sli.raw(5 as never), [0], 'a function of the window is needed here'],
    ['a function that returns a text', () => sli.raw((() => 'x') as never), [0], 'the function returns no expression'],
  ])('%s', (_, make, path, message) => {
    expect(made(make)).toMatchObject({ path, message });
  });

  test('of a histogram its count and its buckets count', () => {
    expect(ratio({ good: latency._bucket.where({ le: '1.0' }), bad: undefined, total: latency._count })).not.toThrow();
  });

  test('a label twice is one', () => {
    expect(sli.ratio({ bad: requests, total: requests, by: ['status', 'status'] })).toMatchObject({ by: ['status'] });
  });
});

function made(make: () => unknown): unknown {
  try {
    // A ratio of one's own is asked for its expression when the SLO is declared.
    return system.slo('c', { sli: make() as never, objective: '99%', window: '7d' });
  } catch (error) {
    expect(error).toBeInstanceOf(DefinitionError);
    return error;
  }
}
