import { add, math, promql } from 'alidade';
import { describe, expect, test } from 'vitest';
import { expressionOf, type HandleState } from '../../src/define/handle.ts';
import type { Expression } from '../../src/model/expression.ts';
import { printed } from './printed.ts';
import { heap, lag, latency, nativeLatency, requests, rss, shop, web } from './shop.ts';

/** Raw text, with the catalog in its holes. */

const expression = (raw: unknown): Expression => expressionOf(raw as HandleState);

describe('what stands in a hole', () => {
  const method = shop.variable.labelValues(requests, 'method');

  test.each([
    ['a metric', promql`rate(${requests}[5m]) > 5`, 'rate(http_requests_total[5m]) > 5'],
    [
      'a metric with matchers',
      promql`rate(${requests.where({ code: '500' })}[5m])`,
      'rate(http_requests_total{code="500"}[5m])',
    ],
    ['a metric with matchers in the text', promql`sum(${heap}{job="web"})`, 'sum(heap_bytes{job="web"})'],
    ['a metric of the past', promql`${heap} - ${heap.offset('1d')}`, 'heap_bytes - heap_bytes offset 1d'],
    ['a native histogram', promql`rate(${nativeLatency}[5m])`, 'rate(rpc_duration_seconds[5m])'],
    ['the name of a histogram', promql`rate(${latency}_count[5m])`, 'rate(http_request_duration_seconds_count[5m])'],
    ['the series of a histogram', promql`rate(${latency._sum}[5m])`, 'rate(http_request_duration_seconds_sum[5m])'],
    [
      'an expression',
      promql`max(${requests.rate('5m').sum({ by: 'method' })})`,
      'max(sum by (method) (rate(http_requests_total[5m])))',
    ],
    ['a sum', promql`${heap.add(rss)} / 2`, '(heap_bytes + rss_bytes) / 2'],
    ['a sign', promql`${heap.neg()} ^ 2`, '(-heap_bytes) ^ 2'],
    ['a scalar', promql`${heap} > ${math.time()}`, 'heap_bytes > time()'],
    ['a sum of scalars', promql`${heap} * ${add(1, math.time())}`, 'heap_bytes * (1 + time())'],
    ['a number', promql`${heap} > ${1.5}`, 'heap_bytes > 1.5'],
    ['a big number', promql`${heap} > ${1e21}`, 'heap_bytes > 1000000000000000000000'],
    ['a negative number', promql`${heap} > ${-1}`, 'heap_bytes > -1'],
    ['infinity', promql`${heap} < ${Number.POSITIVE_INFINITY}`, 'heap_bytes < +Inf'],
    ['a variable', promql`${heap}{team="${method}"}`, 'heap_bytes{team="$method"}'],
    ['other raw text', promql`${promql`up == 0`} or ${heap}`, '(up == 0) or heap_bytes'],
    ['nothing', promql`up == 0`, 'up == 0'],
  ])('%s', (_, raw, text) => {
    expect(expression(raw).issues).toEqual([]);
    expect(printed(raw)).toBe(text);
  });

  test('is known by its place in the text', () => {
    const { origin } = expression(promql`rate(${requests}[5m]) > ${5}`);
    const text = 'rate(http_requests_total[5m]) > 5';
    expect(origin.template?.text).toBe(text);
    expect(origin.template?.holes.map(({ start, end }) => text.slice(start, end))).toEqual([
      'http_requests_total',
      '5',
    ]);
  });

  test('keeps the calls that built it', () => {
    const rate = requests.rate('5m');
    const { ast, origin } = expression(promql`max(${rate})`);
    expect(ast?.kind === 'aggregation' && ast.expr).toBe(expression(rate).ast);
    expect(ast?.source).toBe(origin);
  });
});

describe('raw text is an expression like others', () => {
  test('to build on', () => {
    expect(printed(promql`up`.sum({ by: 'job' }).gt(5))).toBe('sum by (job) (up) > 5');
    expect(printed(promql`a + b`.div(2))).toBe('(a + b) / 2');
    expect(printed(heap.unless(promql`up == 0`, { on: 'instance' }))).toBe('heap_bytes unless on (instance) up == 0');
    expect(printed(promql`rate(x[5m])`.maxOverTime('1h', { step: '1m' }))).toBe('max_over_time(rate(x[5m])[1h:1m])');
  });

  test('with the macros of dashboards', () => {
    expect(printed(promql`rate(${requests}[$__rate_interval])`)).toBe('rate(http_requests_total[$__rate_interval])');
    expect(printed(promql`topk(\${count}, ${heap})`)).toBe('topk(${count}, heap_bytes)');
  });

  test('in comments and lines', () => {
    expect(
      printed(promql`
        sum(       # all of them
          ${heap}
        )
      `),
    ).toBe('sum(heap_bytes)');
  });
});

describe('text that does not parse', () => {
  const broken = promql`sum(${heap}`;

  test('says so, at its place', () => {
    const { ast, issues, origin } = expression(broken);
    expect(ast).toBeUndefined();
    expect(issues).toHaveLength(1);
    expect(issues[0]?.kind).toBe('syntax');
    expect(origin.template?.text).toBe('sum(heap_bytes');
  });

  test('of wrong types says so too', () => {
    const { issues, origin } = expression(promql`rate(${heap})`);
    const [issue] = issues;
    expect(issue?.kind).toBe('type');
    expect(origin.template?.text.slice(issue?.start, issue?.end)).toBe('heap_bytes');
  });

  test.each<[string, () => unknown]>([
    ['a method', () => broken.sum()],
    ['an operator', () => broken.gt(5)],
    ['the right side of one', () => heap.gt(broken)],
    ['a comparison with bool', () => broken.is('gt', 5)],
    ['a function over a range', () => broken.maxOverTime('1h', { step: '1m' })],
    ['arithmetic that begins with a number', () => add(1, broken)],
    ['a function of math', () => math.sin(broken)],
    ['a hole', () => promql`max(${broken})`],
    ['a sign', () => broken.neg()],
    ['several', () => broken.sum().add(1).gt(5)],
  ])('is the same one when built on: %s', (_, build) => {
    expect(expression(build())).toBe(expression(broken));
  });

  test('is reported with the declaration that has it', () => {
    const alert = shop.alert('Broken', { when: broken, severity: 'info' });
    expect(alert.expr).toBe(expression(broken));
    expect(shop.recordingRule('broken', { expr: broken.sum() })).toBeDefined();
  });
});

test('labels and units of raw text are not known, so nothing of them is refused', () => {
  promql`up`.gt('5%');
  promql`up`.add(heap);
  heap.div(promql`up`).gt(promql`up`, { on: 'job' });
  web.up.unless(promql`a`.add(lag, { on: 'x' as 'job' }), { on: 'job' });
});
