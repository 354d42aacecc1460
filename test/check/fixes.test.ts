import { describe, expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { located, mended } from './judge.ts';

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  it('says that it can be mended where its example is, and then finds it no more', () => {
    if (!located(check.bad).some(({ fix }) => fix !== undefined)) return;
    expect(check.fixable).toBe(true);
    const left = located(mended(check.bad)).filter((one) => one.check === id || one.severity === 'error');
    expect(left.map(({ message }) => message)).toEqual([]);
  });
});

/** An alert over an expression. */
const alert = (expr: string) => `shop.alert('A', { when: promql\`${expr}\`, ...warning });`;
const labelled = (summary: string) =>
  `shop.alert('A', { when: promql\`sum by (method) (rate(\${requests}[5m])) > 1\`, ...warning, summary: ${summary} });`;
const panel = (query: string, legend = '') =>
  `const method = shop.variable.labelValues(requests, 'method', { multi: true });
shop.dashboard('d', { title: 'D', variables: [method], rows: [row('R', [timeseries('T', { query: ${query}, ${legend}description: 'Requests.' })])] });`;

const certain: readonly (readonly [before: string, after: string])[] = [
  [alert('rate(shop_request_total[5m]) > 1'), alert('rate(shop_requests_total[5m]) > 1')],
  [
    alert('rate(shop_requests_total{staus="error"}[5m]) > 1'),
    alert('rate(shop_requests_total{status="error"}[5m]) > 1'),
  ],
  [alert("rate(${requests}{status='eror'}[5m]) > 1"), alert("rate(${requests}{status='error'}[5m]) > 1")],
  [
    alert('rate(${requests}{status=~"eror|success"}[5m]) > 1'),
    alert('rate(${requests}{status=~"error|success"}[5m]) > 1'),
  ],
  [
    alert('rate(shop_request_duration_seconds_bucket{le="1"}[5m]) > 1'),
    alert('rate(shop_request_duration_seconds_bucket{le="1.0"}[5m]) > 1'),
  ],
  [alert('rate(${requests}{method=~"^GET$"}[5m]) > 1'), alert('rate(${requests}{method="GET"}[5m]) > 1')],
  [alert('abs(tiemstamp(shop_queue_length)) > 1'), alert('abs(timestamp(shop_queue_length)) > 1')],
  [alert('sum(Rate(${requests}[5m])) > 1'), alert('sum(rate(${requests}[5m])) > 1')],
  [alert('sum(rate(${requests}[5m],)) > 1'), alert('sum(rate(${requests}[5m])) > 1')],
  [labelled("'{{ $labels.methd }}'"), labelled("'{{ $labels.method }}'")],
  [labelled('`{{ $labels.methd }} fails`'), labelled('`{{ $labels.method }} fails`')],
  [panel('promql`rate(${requests}{method="$method"}[5m])`'), panel('promql`rate(${requests}{method=~"$method"}[5m])`')],
  [panel('promql`rate(${requests}{method=~"$methd"}[5m])`'), panel('promql`rate(${requests}{method=~"$method"}[5m])`')],
  [
    panel('promql`rate(${requests}{method=~"[[methd]]"}[5m])`'),
    panel('promql`rate(${requests}{method=~"[[method]]"}[5m])`'),
  ],
  [
    panel('requests.where({ method }).rate().sum({ by: "method" })', "legend: '{{ methd }}', "),
    panel('requests.where({ method }).rate().sum({ by: "method" })', "legend: '{{method}}', "),
  ],
  [
    `shop.alert('A', { when: requests.where({ 'staus': 'error' } as never).rate('5m').gt(1), ...warning });`,
    `shop.alert('A', { when: requests.where({ 'status': 'error' } as never).rate('5m').gt(1), ...warning });`,
  ],
  [
    `shop.alert('A', { when: requests.rate('5m').sum({ by: ["methd"] as never }).gt(1), ...warning });`,
    `shop.alert('A', { when: requests.rate('5m').sum({ by: ["method"] as never }).gt(1), ...warning });`,
  ],
  [
    `shop.alert('A', { when: promql\`shop_queue_length > 100\`, ...warning, severity: 'waring' as 'warning' });`,
    `shop.alert('A', { when: promql\`shop_queue_length > 100\`, ...warning, severity: 'warning' as 'warning' });`,
  ],
];

const uncertain: readonly string[] = [
  // The label that was meant stands there already.
  alert('rate(shop_requests_total{status="error", staus="success"}[5m]) > 1'),
  alert('sum by (method, methd) (rate(shop_requests_total[5m])) > 1'),
  `shop.alert('A', { when: requests.rate('5m').sum({ by: ['method', 'methd'] as never }).gt(1), ...warning });`,
  // A builder writes the operator itself; the place is the value.
  panel(`requests.where({ method: '$method' as never }).rate()`),
  // Another word, another number, or two that are as near.
  alert('shop_queue_size > 1'),
  alert('rate(shop_requests_total{status="err"}[5m]) > 1'),
  alert('rate(shop_request_duration_seconds_bucket{le="2"}[5m]) > 1'),
  `server.gauge('shop_node_rx_bytes', { help: 'Bytes.', unit: 'bytes' });\n${alert('shop_node_tx_bytes > 1')}`,
  `server.gauge('shop_quantile_p95', { help: 'Time.', unit: 'seconds' });\n${alert('shop_quantile_p99 > 1')}`,
  `server.gauge('shop_line_a', { help: 'Length.', counts: 'orders' }); server.gauge('shop_line_b', { help: 'Length.', counts: 'orders' });\n${alert('shop_line > 1')}`,
  // Run more than once, or written where others read it, too.
  `for (const metric of [requests, queueLength]) shop.alert(\`A\${metric === requests}\`, { when: promql\`sum by (methd) (\${metric}) > 1\`, ...warning });`,
  `const recipe = () => ${alert('rate(shop_request_total[5m]) > 1')}\nrecipe();`,
  `const matchers = { status: 'eror' as 'error' };\nshop.alert('A', { when: requests.where(matchers).rate('5m').gt(1), ...warning });`,
  `const status = 'eror' as 'error';\nshop.alert('A', { when: requests.where({ status }).rate('5m').gt(1), ...warning });`,
  `shop.alert('A', { when: requests.where({ staus: 'error', status: 'success' } as never).rate('5m').gt(1), ...warning });`,
  `shop.alert('A', { when: requests.where({ status: ['eror' as 'error', 'success'] }).rate('5m').gt(1), ...warning });`,
  // Spelled with escapes.
  labelled(`"{{ $labels.\\x6dethd }}"`),
  // A label that nobody has is no candidate for another.
  alert('sum by (staus) (${queueLength}{status="x"}) > 1'),
];

describe('a fix', () => {
  it.each(certain)('is made where it is certain: %s', (before, after) => expect(mended(before)).toBe(after));
  it.each(uncertain)('is left to people: %s', (body) => {
    expect(located(body).length).toBeGreaterThan(0);
    expect(mended(body)).toBe(body);
  });
});
