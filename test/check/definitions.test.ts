import { describe, expect, it } from 'vitest';
import { facts, judge } from './judge.ts';

/** The house rules and most advice have tests of their own. */
const judged = facts('metric-unit', 'metric-counter-total', 'metric-unused', 'dashboard-unit', 'alert-runbook');
const found = (body: string) => judge(body, judged).map(({ check, at, message }) => `${check} <${at}> ${message}`);
const dashboard = (panels: string, more = '') =>
  `shop.dashboard('d', { title: 'D', ${more} rows: [row('Row', [${panels}])] });`;

describe('metrics', () => {
  it.each([
    [`server.counter('shop_a_seconds_total', { help: 'A.', unit: 'seconds' });`, []],
    [`server.counter('shop_things_created_total', { help: 'A.', counts: 'things' });`, []],
    [`server.gauge('shop_start_time_seconds', { help: 'A.', unit: 'timestamp' });`, []],
    [`server.gauge('shop_file_mtime_seconds', { help: 'A.', unit: 'timestamp' });`, []],
    [
      `server.gauge('shop_a_bytes', { help: 'A.', unit: 'timestamp' });`,
      ["metric-unit <'shop_a_bytes'> the name says bytes, but the metric is in timestamp"],
    ],
    [`server.gauge('shop_a', { help: 'A.', unit: 'ratio' });`, []],
    [
      `server.gauge('shop_a_milliseconds', { help: 'A.' });`,
      ["metric-unit <'shop_a_milliseconds'> the name says milliseconds, which is not a base unit"],
    ],
    [
      `server.gauge('shop_a_bytes', { help: 'A.', counts: 'things' });`,
      ["metric-unit <'shop_a_bytes'> the name says bytes, but the metric counts things"],
    ],
    [
      `server.gauge('shop_a_total', { help: 'A.' });`,
      ["metric-counter-total <'shop_a_total'> gauge shop_a_total ends with _total, which says it is a counter"],
    ],
    [`server.untyped('shop_a_total', { help: 'A.' });`, []],
    [`server.catalog('other').counter('whatever_milliseconds', { help: 'A.' });`, []],
    [
      `server.histogram('shop_a', { help: 'A.', buckets: [1, Infinity] });`,
      ['metric-buckets <Infinity> bucket +Inf is written out'],
    ],
    [`server.histogram('shop_a', { help: 'A.', buckets: [1, 1] });`, ['metric-buckets <1> bucket 1 stands twice']],
    [
      `server.histogram('shop_a', { help: 'A.', buckets: [1, 'x' as any] });`,
      ["metric-buckets <'x'> bucket x is not a finite number"],
    ],
    [
      `server.gauge('shop_queue_length', { help: 'A.', unit: 'bytes' });`,
      ["metric-duplicate <'shop_queue_length'> shop_queue_length is also declared without a unit, here in bytes"],
    ],
    [
      `server.counter('shop_requests_total', { help: 'A.', counts: 'requests' });`,
      ["metric-duplicate <'shop_requests_total'> shop_requests_total is also declared with other labels"],
    ],
    [
      `server.gauge('shop_queue_length', { help: 'A.', counts: 'orders' });`,
      ["metric-duplicate <'shop_queue_length'> gauge shop_queue_length is declared twice"],
    ],
    [`shop.scrapeJob('b', { targets: [] }).gauge('shop_queue_length', { help: 'A.', counts: 'orders' });`, []],
    [
      `shop.recordingRule('shop_queue_length', { expr: queueLength.sum() });`,
      ["metric-duplicate <'shop_queue_length'> shop_queue_length is already a series of gauge shop_queue_length"],
    ],
  ])('%s', (body, expected) => {
    const others = found(body).filter((line) => !/^(metric-unused|dashboard-unit)/.test(line));
    expect(others).toEqual(expected);
  });
});

describe('alerts', () => {
  const alert = (options: string, when = 'promql`sum by (method) (rate(shop_requests_total[5m])) > 1`') =>
    `shop.alert('TestedAlert', { when: ${when}, severity: 'warning', runbook, ${options} });`;

  it.each([
    [alert(`summary: '{{ $labels.method }} {{ $value | humanize }}'`), []],
    [alert(`summary: '{{ .Labels.method }} {{ printf "%.2f" .Value }} {{ index $labels "method" }}'`), []],
    [alert('summary: ({ labels, value }) => `${labels.method} ${value.humanize}`', 'requests.rate("5m").gt(1)'), []],
    [alert(`labels: { team: '{{ $labels.method }}' }`), []],
    [alert(`labels: { level: '{{ if gt $value 5.0 }}high{{ else }}low{{ end }}' }`), []],
    [alert(`summary: '{{ with query "up" }}{{ . | first | value }}{{ .Labels.nothing }}{{ end }}'`), []],
    [
      alert(`summary: 'Method {{ $labels.methd }}'`),
      ['alert-template <$labels.methd> the result has no label "methd"'],
    ],
    [
      alert(`description: '{{ $labels.status }}'`),
      ['alert-template <$labels.status> the result has no label "status"'],
    ],
    [
      alert(`annotations: { details: 'x {{ $labels.severity }}' }`),
      ['alert-template <$labels.severity> $labels.severity is empty: the rule itself adds that label'],
    ],
    [
      alert(`labels: { team: 'a' }, summary: '{{ $labels.team }}'`),
      ['alert-template <$labels.team> $labels.team is empty: the rule itself adds that label'],
    ],
    [
      alert(`labels: { level: '{{ $value }}' }`),
      ['alert-template <$value> the value in a label makes a new alert whenever it changes'],
    ],
    [
      alert(`summary: '{{ $externalLabels.region }}'`),
      ['alert-template <$externalLabels.region> the system sets no external label "region"'],
    ],
    [alert(`summary: '{{ $value | humanise }}'`), ['alert-template <humanise> templates have no function humanise']],
    [alert(`summary: '{{ $valu }}'`), ['alert-template <$valu> undefined variable $valu']],
    [
      alert(`summary: 'a {{ if $value }}'`),
      ['alert-template <{{ if $value }}> this if is not closed: {{ end }} is missing'],
    ],
    [
      alert(`summary: '{{ query "sum(" | first | value }}'`),
      ['alert-template <> the query does not parse: unexpected end of input'],
    ],
    [
      alert(`summary: '{{ toDuration $value }}'`),
      ['alert-template <toDuration> toDuration exists since Prometheus 3.6; the system runs on 3.5'],
    ],
    [alert(`labels: { severity: 'page' }`), ['alert-severity <\'page\'> "page" is no severity of Shop']],
    [alert(`labels: { severity: 'warning' }`), []],
    [
      alert(`labels: { severity: 'critical' }`),
      ['alert-severity <\'critical\'> this label says "critical", but the severity is "warning"'],
    ],
    [
      alert(`summary: '{{ $labels.x }}'`, 'promql`nothing_here > 1`'),
      ['promql-unknown-metric <nothing_here> there is no metric nothing_here'],
    ],
    [
      alert(`summary: '{{ $labels.methd }}'`, 'promql`sum by (methd) (rate(shop_requests_total[5m])) > 1`'),
      ['promql-unknown-label <methd> shop_requests_total has no label "methd"'],
    ],
    [alert(`alwaysFiring: 'Dead man’s switch.'`, 'promql`vector(1)`'), []],
    [
      alert('', 'requests.rate("20s").gt(1)'),
      [
        'promql-range <"20s"> rate() over 20s, but shop_requests_total is scraped every 15s: there is often but one sample',
      ],
    ],
    [
      alert('', `requests.where({ status: 'eror' as 'error' }).rate('5m').gt(1)`),
      [`promql-label-value <'eror'> label "status" never has the value "eror"`],
    ],
  ])('%s', (body, expected) => expect(found(body)).toEqual(expected));

  it.each([
    [
      'promql`first_over_time(shop_queue_length[5m]) > 1`',
      'first_over_time() exists since Prometheus 3.7; the system runs on 3.5',
    ],
    ['promql`limitk(1, shop_queue_length) > 1`', 'limitk is experimental in Prometheus 3.5'],
    ['promql`avg_over_time(shop_queue_length[2 * 1h]) > 1`', 'duration arithmetic is experimental in Prometheus 3.5'],
    [
      'promql`rate(shop_requests_total[5m] smoothed) > 1`',
      'smoothed exists since Prometheus 3.7; the system runs on 3.5',
    ],
    ['queueLength.firstOverTime("5m").gt(1)', 'first_over_time() exists since Prometheus 3.7; the system runs on 3.5'],
  ])('know what the target lacks: %s', (when, message) => {
    expect(judge(alert('', when), judged).map((finding) => `${finding.check} ${finding.message}`)).toEqual([
      `promql-feature ${message}`,
    ]);
  });

  it.each([
    ["basketBytes.gt('1s' as any)", "promql-unit <'1s'> 1s is no amount of bytes"],
    ["basketBytes.gt('1GiB')", undefined],
    [
      "requests.fraction({ status: 'error' }, { over: '5m' }).mul(100).gt('5%' as any)",
      "promql-unit <'5%'> 5% is 5 percent, but 0.05 is compared",
    ],
    ["requests.rate('5m').gt('10/s' as any)", undefined],
    ['(requests as any).gt(1)', 'promql-counter <gt(1)> counter shop_requests_total is compared with a number'],
    ['queueLength as any', 'alert-condition <queueLength> TestedAlert always fires: its expression has no condition'],
    ['promql`queueLength`.sum()', 'promql-unknown-metric <queueLength> there is no metric queueLength'],
    [
      '(requests as any).rate().gt(1)',
      'promql-syntax <rate()> $__rate_interval is known to Grafana only, not to Prometheus',
    ],
    [
      "latency.quantile(95, { over: '5m' }).gt('1s')",
      "promql-histogram <quantile(95, { over: '5m' })> quantile 95 is not between 0 and 1",
    ],
  ])('judge what is built as what is written: %s', (when, expected) => {
    expect(found(alert('', when))).toEqual(expected === undefined ? [] : [expected]);
  });

  it('report a fault of a shared expression once', () => {
    const body = `const broken = promql\`rate(shop_nothing[5m]) > 1\`;
      shop.alert('A', { when: broken, severity: 'warning', runbook });
      shop.alert('B', { when: broken, severity: 'critical', runbook });`;
    expect(found(body)).toHaveLength(1);
  });

  it('report what a loop makes once for each message', () => {
    const body = `for (const name of ['a', 'b']) shop.alert(name, { when: promql\`\${queueLength} > bool 1\`, severity: 'warning', runbook });`;
    expect(found(body)).toHaveLength(2);
  });

  it('point at the definition of a metric that is planned, also behind a recording rule', () => {
    const body = `const later = server.gauge('shop_later', { help: 'L.', lifecycle: 'planned' });
      shop.recordingRule('shop:later', { expr: later.sum() as any });
      ${alert('', 'promql`shop:later > 1`')}`;
    const [finding] = judge(body, judged);
    expect(finding).toMatchObject({
      check: 'metric-planned',
      at: 'shop:later',
      related: ["'planned' | declared planned here"],
    });
    expect(finding?.message).toBe('shop_later, which shop:later reads, is planned: nothing exposes it');
  });
});

describe('dashboards', () => {
  it.each([
    [dashboard(`timeseries('A', { query: promql\`sum(rate(shop_requests_total[$__rate_interval]))\` })`), []],
    [dashboard(`timeseries('A', { query: promql\`sum(rate(shop_requests_total[$__interval]))\` })`), []],
    [
      dashboard(
        `timeseries('A', { query: requests.rate().sum({ by: 'method' }), legend: '{{method}} {{ method }} {{__name__}}' })`,
      ),
      [],
    ],
    [
      dashboard(`timeseries('A', { query: [{ query: queueLength }, { query: queueLength, legend: '{{ queue }}' }] })`),
      ['dashboard-legend <{{ queue }}> the result has no label "queue"'],
    ],
    [
      dashboard(`timeseries('A', { query: promql\`sum(rate(shop_requests_total[$__rate_intervall]))\` })`),
      ['dashboard-variable <$__rate_intervall> Grafana has no $__rate_intervall'],
    ],
    [
      `const method = shop.variable.labelValues(requests, 'method', { multi: true });` +
        dashboard(
          `timeseries('A', { query: promql\`sum(rate(shop_requests_total{method="$method"}[5m]))\` })`,
          'variables: [method],',
        ),
      ['dashboard-variable <=> variable "method" may have several values, which = does not take'],
    ],
    [
      `const method = shop.variable.labelValues(requests, 'method', { multi: true, includeAll: true });` +
        dashboard(`timeseries('A', { query: requests.where({ method }).rate().sum() })`, 'variables: [method],'),
      [],
    ],
    [
      `const method = shop.variable.labelValues(requests, 'methd' as 'method');` +
        dashboard(`timeseries('A', { query: queueLength })`, 'variables: [method],'),
      [`dashboard-variable <'methd'> the metric has no label "methd"`],
    ],
    [
      `const every = shop.variable.interval('every', ['1m', '5m']);` +
        dashboard(
          `timeseries('A', { query: promql\`sum(rate(shop_requests_total[$every]))\` })`,
          'variables: [every],',
        ),
      [],
    ],
    [dashboard(`timeseries('A', { query: queueLength, unit: 'short' })`), []],
    [dashboard(`timeseries('A', { query: requests.rate().sum(), unit: 'ops' })`), []],
    [
      dashboard(`timeseries('A', { query: basketBytes, unit: 's' })`),
      [`dashboard-unit <'s'> unit "s" shows seconds, but the query returns bytes`],
    ],
    [
      dashboard(`timeseries('A', { query: basketBytes, unit: 'bits' })`),
      [`dashboard-unit <'bits'> unit "bits" shows bits, but the query returns bytes`],
    ],
    [
      `const run = server.gauge('shop_run_timestamp_seconds', { help: 'A.', unit: 'timestamp' });
      ${dashboard("stat('A', { query: run })")}`,
      [`dashboard-unit <'A'> Grafana shows dates in milliseconds, but the query returns a timestamp in seconds`],
    ],
    [
      dashboard(`timeseries('A', { query: promql\`stddev(shop_basket_bytes) ^ 0.3\` })`),
      [`dashboard-unit <'A'> the unit does not follow from the query`],
    ],
    [
      dashboard(`timeseries('A', { query: [{ query: basketBytes }, { query: queueLength }] as any })`),
      [`dashboard-unit <'A'> the queries have different units: bytes, orders`],
    ],
    [
      dashboard(`timeseries('A', { query: requests.fraction({ status: 'error' }), unit: 'percent' })`),
      [`dashboard-unit <'percent'> unit "percent" shows percent, but the query returns ratio`],
    ],
    [
      dashboard(
        `timeseries('A', { query: promql\`100 * sum(rate(shop_requests_total{status="error"}[5m])) / sum(rate(shop_requests_total[5m]))\`, unit: 'percent' })`,
      ),
      [],
    ],
    [
      dashboard(`timeseries('A', { query: queueLength, links: [link.panel('B')] })`),
      [`dashboard-link <link.panel('B')> there is no panel of d "B"`],
    ],
    [dashboard(`timeseries('A', { query: queueLength, links: [link.panel('A')] })`), []],
    [
      `const method = shop.variable.labelValues(requests, 'method');` +
        dashboard(`timeseries('A', { query: requests.rate().sum({ by: 'method' }), links: [link.drillDown(method)] })`),
      ['dashboard-link <link.drillDown(method)> dashboard d has no variable "method"'],
    ],
    [
      dashboard(
        `timeseries('A', { query: requests.rate().sum(), links: [link.url('Traces', 'http://jaeger/search?op=\${__field.labels.method}')] })`,
      ),
      [
        `dashboard-link <link.url('Traces', 'http://jaeger/search?op=\${__field.labels.method}')> the link reads the label "method", which the result does not have`,
      ],
    ],
    [
      dashboard(
        `timeseries('A', { query: [{ query: requests.rate().sum() }, { query: requests.rate().sum({ by: 'method' }) }], links: [link.url('Traces', 'http://jaeger/search?op=\${__field.labels.method}')] })`,
      ),
      [],
    ],
    [
      `shop.dashboard('e', { title: 'Shop overview', rows: [] });`,
      [`dashboard-layout <'Shop overview'> folder Shop has two dashboards called "Shop overview"`],
    ],
    [`shop.dashboard('e', { title: 'E', rows: [row('R', []), row('R', []), row('', []), row('', [])] });`, []],
    [
      dashboard(`timeseries('A', { query: promql\`sum(shop_nothing)\` })`),
      ['promql-unknown-metric <shop_nothing> there is no metric shop_nothing'],
    ],
    [
      dashboard(`timeseries('A', { query: promql\`shop_queue_length[5m]\`, unit: 'short' })`),
      ['promql-type <shop_queue_length[5m]> this is a range of values'],
    ],
  ])('%s', (body, expected) => expect(found(body)).toEqual(expected));
});

describe('runbooks', () => {
  it("are not asked of a dead man's switch", () => {
    const alert = `shop.alert('Watchdog', { when: promql\`vector(1)\`, severity: 'info', alwaysFiring: 'Proves the way.' });`;
    expect(found(alert)).toEqual([]);
  });
});

describe('ignore', () => {
  const alert = (ignore: string) =>
    `shop.alert('TestedAlert', { when: promql\`shop_queue_length > 1\`, severity: 'warning', ignore: ${ignore} });`;

  it('silences a check on its declaration only', () => {
    expect(found(alert(`{ 'alert-runbook': 'The vendor has one.' }`))).toEqual([]);
    const other = `${alert(`{ 'alert-runbook': 'Why.' }`)} shop.alert('B', { when: queueLength.gt(1), severity: 'warning' });`;
    expect(found(other)).toHaveLength(1);
  });
  it('silences with an expiry date until that is judged', () => {
    expect(found(alert(`{ 'alert-runbook': { reason: 'Why.', until: '2027-01-31' } }`))).toEqual([]);
  });
  it('silences on a panel, and on its dashboard for every panel', () => {
    const silent = `ignore: { 'dashboard-unit': 'Why.' }`;
    expect(found(dashboard(`timeseries('A', { query: basketBytes, unit: 's', ${silent} })`))).toEqual([]);
    expect(found(dashboard(`timeseries('A', { query: basketBytes, unit: 's' })`, `${silent},`))).toEqual([]);
  });
});

it('a bound in another spelling is told how Prometheus stores it', () => {
  const [finding] = judge(
    `server.histogram('shop_a', { help: 'A.', buckets: [1, 2] });
    shop.alert('A', { when: promql\`rate(shop_a_bucket{le="1"}[5m]) > 1\`, severity: 'warning', runbook });`,
    judged,
  );
  expect(finding).toMatchObject({ check: 'promql-bucket-bound', help: 'write "1.0"' });
});
