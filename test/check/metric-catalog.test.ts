import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/check/check.ts';
import { metricBucketFit } from '../../src/check/metric-bucket-fit.ts';
import { metricDeprecated } from '../../src/check/metric-deprecated.ts';
import { metricHelp } from '../../src/check/metric-help.ts';
import { metricLabelIdentifier } from '../../src/check/metric-label-identifier.ts';
import { metricLabelName } from '../../src/check/metric-label-name.ts';
import { metricNameStyle } from '../../src/check/metric-name-style.ts';
import { judge } from './judge.ts';

function said(check: Check, body: string): string[] {
  return judge(body, [check]).map(({ at, message }) => `<${at}> ${message}`);
}

describe('metric-name-style', () => {
  const declared = (name: string, by = 'server') => said(metricNameStyle, `${by}.gauge('${name}', { help: 'H.' });`);
  it.each(['shop_carts', 'shop', 'shop_http2_requests', 'x_1'])('takes %s', (name) => {
    expect(declared(name)).toEqual([]);
  });
  it.each(['shopCarts', 'Shop_carts', 'shop__carts', '_shop', 'shop_', 'shop:carts', 'shop.carts'])(
    'reports %s',
    (name) => {
      expect(declared(name)).toHaveLength(1);
    },
  );
  it('says the name in snake_case', () => {
    const [found] = judge(`server.gauge('shopHTTPRequests.openNow', { help: 'H.' });`, [metricNameStyle]);
    expect(found?.help).toBe('expose it as shop_http_requests_open_now');
  });
  it("leaves somebody else's exporter alone", () => {
    expect(declared('shopCarts', "server.catalog('legacy')")).toEqual([]);
  });
});

describe('metric-help', () => {
  const help = (text: string, name = 'shop_open_carts_total') =>
    said(metricHelp, `server.counter('${name}', { help: ${JSON.stringify(text)} });`);
  it.each([
    'Carts not yet paid.',
    'Open carts of people who are logged in.',
    'Number of open carts.',
    'Offene Warenkörbe.',
    '買い物かご',
  ])('takes %s', (text) => {
    expect(help(text)).toEqual([]);
  });
  it.each([
    '',
    ' ',
    '.',
    'Open carts.',
    'open carts total',
    'The shop open carts',
    'shop_open_carts_total',
    'shopOpenCarts',
  ])('reports "%s"', (text) => {
    expect(help(text)).toHaveLength(1);
  });
});

describe('metric-label-name', () => {
  const label = (name: string, type = 'gauge', more = '') =>
    said(metricLabelName, `server.${type}('shop_x', { help: 'H.', labels: { ${name}: upTo(5) }, ${more} });`);
  it.each([
    ['le', 'gauge', ''],
    ['le', 'counter', ''],
    ['quantile', 'gauge', ''],
    ['quantile', 'histogram', 'buckets: [1]'],
    ['le', 'summary', ''],
    ['_x', 'gauge', ''],
    ['exported_instance', 'gauge', ''],
    ['target', 'gauge', ''],
  ])('takes %s on a %s', (name, type, more) => {
    expect(label(name, type, more)).toEqual([]);
  });
  it.each([
    ['__x', 'gauge', ''],
    ['__name__', 'gauge', ''],
    ['le', 'histogram', 'buckets: [1]'],
    ['le', 'nativeHistogram', ''],
    ['quantile', 'summary', ''],
    ['job', 'gauge', ''],
    ['instance', 'counter', ''],
  ])('reports %s on a %s, at the name', (name, type, more) => {
    expect(label(name, type, more)).toEqual([expect.stringMatching(new RegExp(`^<${name}> `))]);
  });
  const onJob = (options: string, name: string) =>
    said(
      metricLabelName,
      `shop.scrapeJob('other', { targets: ['x:1'], ${options} }).gauge('shop_x', { help: 'H.', labels: { ${name}: upTo(5) } });`,
    );
  it('knows static labels of the job', () => {
    expect(onJob(`labels: { team: 'a' }`, 'team')).toEqual([
      '<team> every target of other has a label "team": that of shop_x is stored as exported_team',
    ]);
    expect(onJob(`labels: { team: 'a' }`, 'squad')).toEqual([]);
  });
  it('takes them where the exporter is meant to win, and where samples are relabelled', () => {
    expect(onJob(`labels: { team: 'a' }, honorLabels: true`, 'team')).toEqual([]);
    expect(onJob(`metricRelabel: [{ action: 'labeldrop', regex: 'x' }]`, 'instance')).toEqual([]);
  });
});

describe('metric-label-identifier', () => {
  const label = (name: string, values = "{ kind: 'any' }", by = 'server') =>
    said(metricLabelIdentifier, `${by}.counter('shop_x_total', { help: 'H.', labels: { ${name}: ${values} } });`);
  it.each([
    'method',
    'status',
    'path_group',
    'route',
    'user_agent_family',
    'client',
    'zone_id',
    'device',
    'tenant',
    'userland',
    'urls',
    'email_provider',
    'video',
    'uptime',
    'query_type',
    'file_type',
  ])('takes %s', (name) => {
    expect(label(name)).toEqual([]);
  });
  it.each([
    'user_id',
    'userId',
    'customer_id',
    'uuid',
    'request_uuid',
    'email',
    'trace_id',
    'traceID',
    'timestamp',
    'path',
    'url',
    'session_id',
    'order_id',
    'client_ip',
    'sql',
    'user_agent',
    'error_message',
  ])('reports %s', (name) => {
    expect(label(name)).toHaveLength(1);
  });
  it('takes any name whose values are bounded', () => {
    expect(label('user_id', 'upTo(10)')).toEqual([]);
    expect(label('path', "oneOf('/', '/login')")).toEqual([]);
  });
  it("leaves somebody else's exporter alone", () => {
    expect(label('user_id', "{ kind: 'any' }", "server.catalog('x')")).toEqual([]);
  });
});

describe('metric-bucket-fit', () => {
  const sizes = (buckets: string) =>
    `const sizes = server.histogram('shop_sizes', { help: 'H.', unit: 'bytes', buckets: ${buckets} });\n`;
  const alert = (when: string, buckets = '[100, 250, 1000, 10000]') =>
    said(metricBucketFit, `${sizes(buckets)}shop.alert('A', { when: ${when}, ...warning });`);
  it.each([
    ['a bound', 'sizes.quantile(0.9, { over: "5m" }).gt(1000)'],
    ['a bound from above', 'sizes.quantile(0.9, { over: "5m" }).lt(250)'],
    ['between near bounds', 'sizes.quantile(0.9, { over: "5m" }).gt(200)'],
    ['a mean', 'promql`rate(shop_sizes_sum[5m]) / rate(shop_sizes_count[5m]) > 3000`'],
    ['another unit', 'promql`histogram_quantile(0.9, rate(shop_sizes_bucket[5m])) / 1000 > 3`'],
    ['a quantile that is not compared', 'promql`absent(histogram_quantile(0.9, rate(shop_sizes_bucket[5m])))`'],
    ['no more than zero', 'promql`histogram_quantile(0.9, rate(shop_sizes_bucket[5m])) > 0`'],
  ])('takes %s', (_, when) => {
    expect(alert(when)).toEqual([]);
  });
  it.each([
    ['3000 of a builder', 'sizes.quantile(0.9, { over: "5m" }).gt(3000)', '<gt(3000)>'],
    ['3000 in a text', 'promql`histogram_quantile(0.9, sum by (le) (rate(shop_sizes_bucket[5m]))) > 3000`', '<3000>'],
    [
      'the highest of several',
      'promql`max by (job) (histogram_quantile(0.9, rate(shop_sizes_bucket[5m]))) > 3000`',
      '<3000>',
    ],
    ['the number on the left', 'promql`3000 < histogram_quantile(0.9, rate(shop_sizes_bucket[5m]))`', '<3000>'],
    [
      'one of two',
      'promql`histogram_quantile(0.9, rate(shop_sizes_bucket[5m])) > 500 and shop_queue_length > 5`',
      '<500>',
    ],
    ['below the first', 'promql`histogram_quantile(0.9, rate(shop_sizes_bucket[5m])) > 5`', '<5>'],
  ])('reports %s', (_, when, at) => {
    expect(alert(when)).toEqual([expect.stringContaining(at)]);
  });
  it('leaves buckets that do not ascend to metric-buckets', () => {
    expect(alert('promql`histogram_quantile(0.9, rate(shop_sizes_bucket[5m])) > 500`', '[100, 1000, 600]')).toEqual([]);
  });
  it('leaves what lies beyond the last bound to promql-quantile-cap', () => {
    expect(alert('promql`histogram_quantile(0.9, rate(shop_sizes_bucket[5m])) > 20000`')).toEqual([]);
  });
  it("takes any threshold within the buckets of Prometheus' own clients", () => {
    const defaults = '[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]';
    for (const threshold of [0.007, 0.02, 0.3, 2, 7.5])
      expect(alert(`promql\`histogram_quantile(0.9, rate(shop_sizes_bucket[5m])) > ${threshold}\``, defaults)).toEqual(
        [],
      );
  });
});

describe('metric-deprecated', () => {
  const old = (lifecycle: string, type = 'gauge', more = '') =>
    `const old = server.${type}('shop_old', { help: 'H.', counts: 'orders', lifecycle: ${lifecycle}, ${more} });\n`;
  const panel = (query: string) =>
    `shop.dashboard('d', { title: 'D', rows: [row('R', [timeseries('A', { query: ${query} })])] });`;
  it.each([
    ['a deprecated one nobody reads', old("'deprecated'")],
    [
      'a planned one in an alert, which is another check',
      `${old("'planned'")}shop.alert('A', { when: promql\`\${old} > 1\`, ...warning });`,
    ],
    [
      'a planned one in a recording rule',
      `${old("'planned'")}shop.recordingRule('a:b', { expr: promql\`\${old} * 2\` });`,
    ],
    ['a stable one', old("'stable'") + panel('old')],
    ['a replacement that exists', old("{ stage: 'deprecated', replacedBy: 'shop_queue_length' }")],
    ['a histogram as replacement', old("{ stage: 'deprecated', replacedBy: 'shop_request_duration_seconds' }")],
  ])('is silent on %s', (_, body) => {
    expect(said(metricDeprecated, body)).toEqual([]);
  });
  it.each([
    [
      'a deprecated one in an alert',
      `${old("'deprecated'")}shop.alert('A', { when: promql\`shop_old > 1\`, ...warning });`,
      '<shop_old> shop_old is deprecated',
    ],
    [
      'a deprecated one of a builder',
      `${old("'deprecated'")}shop.alert('A', { when: old.gt(1), ...warning });`,
      '<gt(1)> shop_old is deprecated',
    ],
    [
      'a deprecated one in a hole',
      `${old("'deprecated'")}shop.alert('A', { when: promql\`\${old} > 1\`, ...warning });`,
      '<${old}> shop_old is deprecated',
    ],
    [
      'its note',
      old("{ stage: 'deprecated', note: 'gone with 3.0' }") + panel('promql`shop_old`'),
      '<shop_old> shop_old is deprecated: gone with 3.0',
    ],
    [
      'a planned one on a panel',
      old("'planned'") + panel('promql`shop_old`'),
      '<shop_old> shop_old is planned: nothing exposes it yet',
    ],
    [
      'a removed one on a panel',
      old("'removed'") + panel('promql`shop_old`'),
      '<shop_old> shop_old is removed: nothing exposes it',
    ],
    [
      'a series of a histogram',
      old("'deprecated'", 'histogram', 'buckets: [1]') + panel('promql`sum(rate(shop_old_bucket[5m]))`'),
      '<shop_old_bucket> shop_old is deprecated',
    ],
    [
      'a replacement nobody declares',
      old("{ stage: 'deprecated', replacedBy: 'shop_queue_lenght' }"),
      "<'shop_queue_lenght'> shop_old is replaced by shop_queue_lenght, which nobody declares",
    ],
    [
      'a replacement by itself',
      old("{ stage: 'deprecated', replacedBy: 'shop_old' }"),
      "<'shop_old'> shop_old is replaced by itself",
    ],
    [
      'a replacement that goes too',
      `server.gauge('shop_older', { help: 'H.', lifecycle: 'removed' });\n${old("{ stage: 'deprecated', replacedBy: 'shop_older' }")}`,
      "<'shop_older'> shop_old is replaced by shop_older, which is removed itself",
    ],
  ])('reports %s', (_, body, finding) => {
    expect(said(metricDeprecated, body)).toEqual([finding]);
  });
});
