import { add, div, math, mul, sub } from 'alidade';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { methodName } from '../../src/define/expression.ts';
import { type FunctionName, functions, type PromqlFunction, type Receiver } from '../../src/promql/functions.ts';
import { aggregators, binaryOperators } from '../../src/promql/operators.ts';
import { parse } from '../../src/promql/parse.ts';
import { equal } from '../../src/promql/walk.ts';
import { call, printed, treeOf } from './printed.ts';
import {
  cpu,
  full,
  heap,
  jobs,
  lag,
  lastBackup,
  latency,
  nativeLatency,
  pauses,
  plain,
  requests,
  rss,
  size,
  web,
} from './shop.ts';

/** What the builder makes, printed on one line. */

const byMethod = requests.rate('5m').sum({ by: 'method' });

function expectReadBack(handle: unknown): void {
  const text = printed(handle);
  const { ast, errors } = parse(text, { macros: true, experimental: true });
  expect(errors, text).toEqual([]);
  expect(equal(ast!, treeOf(handle)), text).toBe(true);
}

describe('every function of the table', () => {
  const receivers: Readonly<Record<Receiver, { readonly handle: unknown; readonly text: string }>> = {
    counter: { handle: requests, text: 'http_requests_total' },
    gauge: { handle: heap, text: 'heap_bytes' },
    timestamp: { handle: lastBackup, text: 'last_backup_timestamp_seconds' },
    buckets: { handle: latency._bucket.rate('5m'), text: 'rate(http_request_duration_seconds_bucket[5m])' },
    native: { handle: nativeLatency, text: 'rpc_duration_seconds' },
  };
  const given: Readonly<Record<string, { readonly value: unknown; readonly text: string }>> = {
    scalar: { value: 0.5, text: '0.5' },
    string: { value: 'job', text: '"job"' },
  };
  const rows = Object.entries(functions) as [FunctionName, PromqlFunction][];
  const methods = rows.flatMap(([name, row]) => row.on.map((receiver) => ({ name, row, receiver })));

  test.each(methods)('$name of a $receiver', ({ name, row, receiver }) => {
    const { handle, text } = receivers[receiver];
    const own = row.args.findIndex((type) => type === 'vector' || type === 'matrix');
    const others = row.args.filter((type, index) => index !== own && type !== 'vector');
    const matrix = row.args[own] === 'matrix';
    const range = matrix ? ['5m'] : [];
    const made = call(handle, methodName(name), ...others.map((type) => given[type]!.value), ...range);
    const self = matrix ? `${text}[5m${receiver === 'buckets' ? ':' : ''}]` : text;
    const texts = others.map((type) => given[type]!.text);
    expect(printed(made)).toBe(`${name}(${[...texts.slice(0, own), self, ...texts.slice(own)].join(', ')})`);
    expectReadBack(made);
  });

  const free = rows.filter(([, row]) => row.on.every((receiver) => receiver === 'timestamp'));
  test.each(free)('math.%s', (name, row) => {
    const args = row.args.map((type) => (type === 'vector' ? heap : given[type]!.value));
    const texts = row.args.map((type) => (type === 'vector' ? 'heap_bytes' : given[type]!.text));
    const made = call(math, methodName(name), ...args);
    expect(printed(made)).toBe(`${name}(${texts.join(', ')})`);
    expectReadBack(made);
  });

  test('is a method or a function of `math`', () => {
    const offered = new Set([...methods.map(({ name }) => name), ...free.map(([name]) => name)]);
    expect(rows.map(([name]) => name).filter((name) => !offered.has(name))).toEqual([]);
    expect(Object.keys(math).sort()).toEqual(free.map(([name]) => methodName(name)).sort());
  });

  test('with parameters left out or repeated', () => {
    expect(printed(heap.round())).toBe('round(heap_bytes)');
    expect(printed(heap.round('1KiB'))).toBe('round(heap_bytes, 1024)');
    expect(printed(heap.labelJoin('id', '-', 'job', 'instance'))).toBe(
      'label_join(heap_bytes, "id", "-", "job", "instance")',
    );
    expect(printed(heap.labelJoin('id', ''))).toBe('label_join(heap_bytes, "id", "")');
    expect(printed(heap.sortByLabel('job', 'team'))).toBe('sort_by_label(heap_bytes, "job", "team")');
    expect(printed(latency._bucket.rate('5m').sum({ by: 'le' }).histogramQuantiles('phi', 0.5, 0.9))).toBe(
      'histogram_quantiles(sum by (le) (rate(http_request_duration_seconds_bucket[5m])), "phi", 0.5, 0.9)',
    );
    expect(printed(math.hour())).toBe('hour()');
    expect(printed(heap.info())).toBe('info(heap_bytes)');
    expect(printed(heap.info({ version: '1.2', commit: 'a"b' }))).toBe(
      'info(heap_bytes, {commit="a\\"b",version="1.2"})',
    );
  });

  test('over a range', () => {
    expect(printed(heap.avgOverTime('1h'))).toBe('avg_over_time(heap_bytes[1h])');
    expect(printed(heap.avgOverTime('90m'))).toBe('avg_over_time(heap_bytes[1h30m])');
    expect(printed(requests.rate())).toBe('rate(http_requests_total[$__rate_interval])');
    expect(printed(heap.where({ team: 'checkout' }).offset('1d').maxOverTime('1h'))).toBe(
      'max_over_time(heap_bytes{team="checkout"}[1h] offset 1d)',
    );
    expect(printed(heap.quantileOverTime(0.9, '1h'))).toBe('quantile_over_time(0.9, heap_bytes[1h])');
    expect(printed(heap.predictLinear('4h', '1h'))).toBe('predict_linear(heap_bytes[1h], 14400)');
    expect(printed(heap.doubleExponentialSmoothing(0.5, 0.1, '1h'))).toBe(
      'double_exponential_smoothing(heap_bytes[1h], 0.5, 0.1)',
    );
  });

  test('over a range of an expression: a subquery', () => {
    expect(printed(byMethod.maxOverTime('1h', { step: '1m' }))).toBe(
      'max_over_time(sum by (method) (rate(http_requests_total[5m]))[1h:1m])',
    );
    expect(printed(byMethod.maxOverTime('1h'))).toBe(
      'max_over_time(sum by (method) (rate(http_requests_total[5m]))[1h:])',
    );
    expect(printed(heap.maxOverTime('1h', { step: '5m' }))).toBe('max_over_time(heap_bytes[1h:5m])');
    expect(printed(heap.gt(rss).countOverTime('1d', { step: '1m' }))).toBe(
      'count_over_time((heap_bytes > rss_bytes)[1d:1m])',
    );
    expect(printed(heap.neg().avgOverTime('1h', { step: '1m' }))).toBe('avg_over_time((-heap_bytes)[1h:1m])');
  });
});

describe('every aggregation of the table', () => {
  const rows = Object.entries(aggregators).map(([name, { param }]) => ({ name, param }));

  test.each(rows)('$name', ({ name, param }) => {
    const params = param === null ? [] : [param === 'string' ? 'value' : 0.5];
    const text = param === null ? '' : param === 'string' ? '"value", ' : '0.5, ';
    const method = methodName(name);
    const made = [
      [call(heap, method, ...params), `${name}(${text}heap_bytes)`],
      [call(heap, method, ...params, { by: 'job' }), `${name} by (job) (${text}heap_bytes)`],
      [call(heap, method, ...params, { by: ['job', 'team'] }), `${name} by (job, team) (${text}heap_bytes)`],
      [call(heap, method, ...params, { by: [] }), `${name}(${text}heap_bytes)`],
      [call(heap, method, ...params, { without: 'job' }), `${name} without (job) (${text}heap_bytes)`],
      [call(heap, method, ...params, { without: [] }), `${name} without () (${text}heap_bytes)`],
    ] as const;
    for (const [handle, expected] of made) {
      expect(printed(handle)).toBe(expected);
      expectReadBack(handle);
    }
  });
});

describe('every operator of the table', () => {
  const rows = Object.entries(binaryOperators).map(([op, { method, kind }]) => ({ op, method, kind }));

  test.each(rows)('$op', ({ op, method, kind }) => {
    const vectors = call(heap, method, rss);
    expect(printed(vectors)).toBe(`heap_bytes ${op} rss_bytes`);
    if (kind !== 'trim') expectReadBack(vectors);
    if (kind === 'set' || kind === 'trim') return;
    const scalar = call(heap, method, 5);
    expect(printed(scalar)).toBe(`heap_bytes ${op} 5`);
    expectReadBack(scalar);
    const other = call(heap, method, math.time());
    expect(printed(other)).toBe(`heap_bytes ${op} time()`);
    expectReadBack(other);
  });

  test('matching', () => {
    const both = requests.rate('5m').sum({ by: ['method', 'code'] });
    const left = 'sum by (method, code) (rate(http_requests_total[5m]))';
    const right = 'sum by (method) (rate(http_requests_total[5m]))';
    expect(printed(both.div(byMethod, { on: 'method', groupLeft: true }))).toBe(
      `${left} / on (method) group_left () ${right}`,
    );
    expect(printed(byMethod.div(both, { on: ['method'], groupRight: true }))).toBe(
      `${right} / on (method) group_right () ${left}`,
    );
    expect(printed(both.div(byMethod, { ignoring: 'code', groupLeft: true }))).toBe(
      `${left} / ignoring (code) group_left () ${right}`,
    );
    expect(printed(heap.mul(rss, { on: ['instance', 'job'], groupLeft: ['team'] }))).toBe(
      'heap_bytes * on (instance, job) group_left (team) rss_bytes',
    );
    expect(printed(heap.unless(lag, { on: 'job' }))).toBe('heap_bytes unless on (job) lag_seconds');
    expect(printed(jobs.unless(web.up.eq(0), { on: [] }))).toBe('jobs unless on () up{job="web"} == 0');
    expect(printed(heap.or(lag, { on: 'job' }))).toBe('heap_bytes or on (job) lag_seconds');
    expect(printed(heap.and(rss))).toBe('heap_bytes and rss_bytes');
  });

  test('bool', () => {
    expect(printed(heap.is('gt', '1GiB'))).toBe('heap_bytes > bool 1073741824');
    expect(printed(lastBackup.is('ne', math.time()))).toBe('last_backup_timestamp_seconds != bool time()');
    expectReadBack(heap.is('lte', 5));
  });
});

describe('parentheses', () => {
  test('where an operand binds more loosely, and nowhere else', () => {
    expect(printed(heap.add(rss).div(2))).toBe('(heap_bytes + rss_bytes) / 2');
    expect(printed(heap.div(2).add(rss))).toBe('heap_bytes / 2 + rss_bytes');
    expect(printed(heap.sub(rss.sub(1)))).toBe('heap_bytes - (rss_bytes - 1)');
    expect(printed(heap.sub(1).sub(rss))).toBe('heap_bytes - 1 - rss_bytes');
    expect(printed(heap.pow(2).pow(3))).toBe('(heap_bytes ^ 2) ^ 3');
    expect(printed(heap.gt(1).and(rss.gt(1)))).toBe('heap_bytes > 1 and rss_bytes > 1');
    expect(printed(heap.or(rss).and(heap))).toBe('(heap_bytes or rss_bytes) and heap_bytes');
    expect(printed(heap.gt(1).gt(0))).toBe('heap_bytes > 1 > 0');
    expect(printed(heap.gt(1).sum())).toBe('sum(heap_bytes > 1)');
  });

  test('with signs', () => {
    expect(printed(heap.neg())).toBe('-heap_bytes');
    expect(printed(heap.neg().neg())).toBe('--heap_bytes');
    expect(printed(heap.add(rss).neg())).toBe('-(heap_bytes + rss_bytes)');
    expect(printed(heap.neg().pow(2))).toBe('(-heap_bytes) ^ 2');
    expect(printed(heap.neg().mul(2))).toBe('-heap_bytes * 2');
    expect(printed(heap.mul(-2))).toBe('heap_bytes * -2');
    expect(printed(heap.pow(-2))).toBe('heap_bytes ^ -2');
    expect(printed(sub(-1, heap))).toBe('-1 - heap_bytes');
    for (const made of [heap.neg().neg(), heap.pow(-2), heap.neg().pow(2), sub(-1, heap).pow(-1), heap.mul(-0)])
      expectReadBack(made);
  });

  test('arithmetic that begins with a number', () => {
    expect(printed(sub(1, full))).toBe('1 - pool_usage_ratio');
    expect(printed(sub(1, full.sub(1)))).toBe('1 - (pool_usage_ratio - 1)');
    expect(printed(mul(100, sub(1, full)))).toBe('100 * (1 - pool_usage_ratio)');
    expect(printed(add(1, mul(2, full)))).toBe('1 + 2 * pool_usage_ratio');
    expect(printed(div(1, lag))).toBe('1 / lag_seconds');
    expect(printed(sub(math.time(), lastBackup))).toBe('time() - last_backup_timestamp_seconds');
    expect(printed(add(1, math.time()))).toBe('1 + time()');
    expect(printed(plain.gt(mul(2, math.time())))).toBe('plain > 2 * time()');
  });
});

describe('recipes', () => {
  const over = '5m';

  test('share', () => {
    expect(printed(requests.fraction({ code: '500' }, { over }))).toBe(
      'sum(rate(http_requests_total{code="500"}[5m])) / sum(rate(http_requests_total[5m]))',
    );
    expect(printed(requests.where({ method: 'GET' }).fraction({ code: '500' }, { over, by: ['method', 'job'] }))).toBe(
      'sum by (method, job) (rate(http_requests_total{code="500",method="GET"}[5m])) / sum by (method, job) (rate(http_requests_total{method="GET"}[5m]))',
    );
    expect(printed(requests.offset('1d').fraction({ code: '500' }))).toBe(
      'sum(rate(http_requests_total{code="500"}[$__rate_interval] offset 1d)) / sum(rate(http_requests_total[$__rate_interval] offset 1d))',
    );
  });

  test('quantile', () => {
    expect(printed(latency.quantile(0.95, { over, by: 'method' }))).toBe(
      'histogram_quantile(0.95, sum by (le, method) (rate(http_request_duration_seconds_bucket[5m])))',
    );
    expect(printed(latency.where({ method: 'GET' }).offset('1w').quantile(0.5, { over }))).toBe(
      'histogram_quantile(0.5, sum by (le) (rate(http_request_duration_seconds_bucket{method="GET"}[5m] offset 1w)))',
    );
    expect(printed(nativeLatency.quantile(0.95, { over, by: 'method' }))).toBe(
      'histogram_quantile(0.95, sum by (method) (rate(rpc_duration_seconds[5m])))',
    );
    expect(printed(pauses.quantile(0.99))).toBe('gc_pause_seconds{quantile="0.99"}');
    expect(printed(pauses.where({ team: 'checkout' }).quantile(0.5).gt('1s'))).toBe(
      'gc_pause_seconds{quantile="0.5",team="checkout"} > 1',
    );
  });

  test('average', () => {
    expect(printed(latency.average({ over, by: 'method' }))).toBe(
      'sum by (method) (rate(http_request_duration_seconds_sum[5m])) / sum by (method) (rate(http_request_duration_seconds_count[5m]))',
    );
    expect(printed(pauses.average({ over }))).toBe(
      'sum(rate(gc_pause_seconds_sum[5m])) / sum(rate(gc_pause_seconds_count[5m]))',
    );
    expect(printed(nativeLatency.average({ over }))).toBe('histogram_avg(sum(rate(rpc_duration_seconds[5m])))');
  });

  test('share below a bound', () => {
    expect(printed(latency.fractionBelow('250ms', { over, by: 'method' }))).toBe(
      'sum by (method) (rate(http_request_duration_seconds_bucket{le="0.25"}[5m])) / sum by (method) (rate(http_request_duration_seconds_count[5m]))',
    );
    expect(printed(nativeLatency.fractionBelow('300ms', { over }))).toBe(
      'histogram_fraction(-Inf, 0.3, sum(rate(rpc_duration_seconds[5m])))',
    );
  });

  test('series of a histogram and of a summary', () => {
    expect(printed(latency.where({ method: 'GET' })._count.rate('5m'))).toBe(
      'rate(http_request_duration_seconds_count{method="GET"}[5m])',
    );
    expect(printed(latency._sum)).toBe('http_request_duration_seconds_sum');
    expect(printed(size._bucket.where({ le: '1024.0' }).increase('1h').sum({ without: 'le' }))).toBe(
      'sum without (le) (increase(http_response_size_bytes_bucket{le="1024.0"}[1h]))',
    );
    expect(printed(pauses._count.rate('5m'))).toBe('rate(gc_pause_seconds_count[5m])');
  });
});

describe('quantities are written out in base units', () => {
  test.each([
    [lag.gt('500ms'), 'lag_seconds > 0.5'],
    [lag.gt('1.5h'), 'lag_seconds > 5400'],
    [lag.gt('90d'), 'lag_seconds > 7776000'],
    [heap.gt('1GiB'), 'heap_bytes > 1073741824'],
    [heap.gt('500MB'), 'heap_bytes > 500000000'],
    [heap.add('1KiB').gt('0.5GiB'), 'heap_bytes + 1024 > 536870912'],
    [full.gt('5%'), 'pool_usage_ratio > 0.05'],
    [full.gt('99.9%'), 'pool_usage_ratio > 0.999'],
    [cpu.rate('5m').gt('80%'), 'rate(process_cpu_seconds_total[5m]) > 0.8'],
    [requests.rate('5m').gt('90/m'), 'rate(http_requests_total[5m]) > 1.5'],
    [size._sum.rate('5m').gt('1MiB/s'), 'rate(http_response_size_bytes_sum[5m]) > 1048576'],
    [heap.clamp('1KiB', '1MiB'), 'clamp(heap_bytes, 1024, 1048576)'],
    [heap.gt(1e9), 'heap_bytes > 1000000000'],
    [heap.gt(Number.POSITIVE_INFINITY), 'heap_bytes > +Inf'],
  ])('%#: %s', (handle, text) => {
    expect(printed(handle)).toBe(text);
    expectReadBack(handle);
  });
});

describe('times of a selector', () => {
  test('offset and @', () => {
    expect(printed(heap.offset('1d'))).toBe('heap_bytes offset 1d');
    expect(printed(heap.offset('1h30m').at(1_700_000_000))).toBe('heap_bytes @ 1700000000.000 offset 1h30m');
    expect(printed(heap.at('start'))).toBe('heap_bytes @ start()');
    expect(printed(heap.where({ team: 'checkout' }).at('end').where({ job: 'web' }))).toBe(
      'heap_bytes{job="web",team="checkout"} @ end()',
    );
    expect(printed(requests.offset('1w').rate('5m'))).toBe('rate(http_requests_total[5m] offset 1w)');
    expectReadBack(heap.offset('1d').at('end'));
  });
});

describe('whatever is built', () => {
  const leaf = fc.constantFrom<unknown>(heap, rss, heap.where({ team: 'checkout' }), heap.offset('1d'), rss.at('end'));
  const number = fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.constantFrom(-0, 1e-9, 1e21));
  const scalar = fc.constantFrom<unknown>(math.time(), math.pi(), add(1, math.time()), mul(-2, math.time()));
  const operators = Object.values(binaryOperators).filter(({ kind }) => kind !== 'trim');
  const sets = operators.filter(({ kind }) => kind === 'set').map(({ method }) => method);
  const values = operators.filter(({ kind }) => kind !== 'set').map(({ method }) => method);
  const vector = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      leaf,
      fc
        .tuple(tie('tree'), fc.constantFrom(...values, ...sets), tie('tree'))
        .map(([left, method, right]) => call(left, method, right)),
      fc
        .tuple(tie('tree'), fc.constantFrom(...values), fc.oneof(number, scalar))
        .map(([left, method, right]) => call(left, method, right)),
      fc
        .tuple(fc.constantFrom(add, sub, mul, div), number, tie('tree'))
        .map(([operation, left, right]) => operation(left, right as typeof heap)),
      tie('tree').map((tree) => call(tree, 'neg')),
      fc.tuple(tie('tree'), number).map(([tree, value]) => call(tree, 'is', 'gt', value)),
      tie('tree').map((tree) => call(tree, 'sum', { by: 'job' })),
      tie('tree').map((tree) => call(tree, 'quantile', 0.9, { without: ['job', 'team'] })),
      tie('tree').map((tree) => call(tree, 'maxOverTime', '1h', { step: '1m' })),
      tie('tree').map((tree) => call(tree, 'clampMax', -5)),
    ),
  })).tree;

  test('is read back as it was built', () => {
    fc.assert(fc.property(vector, expectReadBack), { numRuns: 500 });
  });
});
