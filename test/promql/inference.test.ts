import { describe, expect, test } from 'vitest';
import { alwaysReturns } from '../../src/promql/always-returns.ts';
import {
  type Fact,
  infer,
  labelReferences,
  lengthOf,
  matchingOf,
  rangeReads,
  recordedSeries,
  selectorsOf,
  thresholdOf,
} from '../../src/promql/infer.ts';
import { presence } from '../../src/promql/labels.ts';
import { parse } from '../../src/promql/parse.ts';
import { dashboardExpressions, evaluatedCases, parseCases, present, ruleExpressions } from './corpora.ts';
import { inferred, lookup, parsed, rootOf, shown } from './infer-catalog.ts';

const textOf = (text: string, fact: Fact | undefined) => fact && text.slice(fact.expr.start, fact.expr.end);

describe('what the values are', () => {
  test.each<[string, string]>([
    ['requests_total', 'counter'],
    ['requests_total offset 5m', 'counter'],
    ['memory_bytes', 'gauge'],
    ['nobody_knows', 'unknown'],
    ['strange', 'untyped'],
    ['latency_seconds_bucket', 'bucket'],
    ['rpc_seconds', 'histogram'],
    ['build_info', 'info'],
    ['summary_seconds', 'summary'],
    ['job:requests:rate5m', 'rate'],
    ['sum(requests_total)', 'total'],
    ['requests_total * 2', 'total'],
    ['requests_total + errors_total', 'total'],
    ['requests_total - requests_total offset 5m', 'derived'],
    ['-requests_total', 'total'],
    ['max_over_time(requests_total[5m])', 'total'],
    ['last_over_time(requests_total[5m])', 'counter'],
    ['requests_total > 5', 'counter'],
    ['topk(3, requests_total)', 'counter'],
    ['label_replace(requests_total, "a", "b", "", "")', 'counter'],
    ['requests_total or vector(0)', 'counter'],
    ['requests_total and up', 'counter'],
    ['sum(memory_bytes)', 'gauge'],
    ['memory_bytes - limit_bytes', 'gauge'],
    ['rate(requests_total[5m])', 'rate'],
    ['rate(nobody_knows[5m])', 'rate'],
    ['sum by (job) (increase(requests_total[5m])) * 60', 'rate'],
    ['rate(requests_total[5m]) * on (job, instance) group_left (version) build_info', 'rate'],
    ['rate(requests_total[5m]) / rate(requests_total[5m])', 'ratio'],
    ['histogram_quantile(0.9, rate(latency_seconds_bucket[5m]))', 'quantile'],
    ['avg(summary_seconds)', 'quantile'],
    ['deriv(memory_bytes[5m])', 'derived'],
    ['changes(requests_total[5m])', 'derived'],
    ['memory_bytes > bool 5', 'derived'],
    ['4 * 3600', 'constant'],
    ['vector(0)', 'constant'],
    ['time()', 'derived'],
  ])('%s: %s', (text, nature) => {
    expect(rootOf(text).nature).toBe(nature);
  });

  test.each<[string, boolean]>([
    ['sum by (le) (rate(latency_seconds_bucket[5m]))', true],
    ['sum(rate(latency_seconds_bucket[5m])) * 2', true],
    ['rate(rpc_seconds[5m])', true],
    ['histogram_quantile(0.9, rate(latency_seconds_bucket[5m]))', false],
    ['count(latency_seconds_bucket)', false],
    ['rate(latency_seconds_count[5m])', false],
  ])('%s still consists of a histogram: %s', (text, expected) => {
    expect(rootOf(text).histogram !== undefined).toBe(expected);
  });

  test('two histograms together have the bounds they share', () => {
    const bucket = lookup('latency_seconds_bucket')!;
    const either = (text: string) =>
      infer(parsed(text), (name) => (name === 'other' ? { ...bucket, bounds: [0.1, 9] } : bucket)).root;
    expect(either('histogram_quantile(0.9, one or two)').values.max).toBe(1);
    expect(either('histogram_quantile(0.9, one or other)').values.max).toBe(Infinity);
    expect(either('histogram_quantile(0.9, one + other)').unit).toEqual(bucket.observes);
  });

  test.each<[string, string | undefined]>([
    ['sum(rate(memory_bytes[5m])) * 2 > 5', 'memory_bytes'],
    ['memory_bytes / limit_bytes', undefined],
    ['memory_bytes and limit_bytes', 'memory_bytes'],
    ['vector(5)', undefined],
  ])('%s comes from %s', (text, metric) => {
    expect(textOf(text, rootOf(text).selector)).toBe(metric);
  });

  test('the metrics of a part', () => {
    const text = 'memory_bytes / limit_bytes + up';
    const inference = inferred(text);
    const names = (fact: Fact | undefined) => selectorsOf(inference, fact).map((s) => textOf(text, s));
    expect(names(undefined)).toEqual(['memory_bytes', 'limit_bytes', 'up']);
    expect(names(inference.root.operands[0])).toEqual(['memory_bytes', 'limit_bytes']);
    expect(names(inference.root.operands[1])).toEqual(['up']);
  });
});

describe('what always returns something', () => {
  test.each<[string, string | undefined]>([
    ['memory_bytes', 'memory_bytes'],
    ['memory_bytes > 5', undefined],
    ['5 < memory_bytes', undefined],
    ['memory_bytes > bool 5', 'memory_bytes > bool 5'],
    ['(memory_bytes > bool 5) == 1', undefined],
    ['memory_bytes > 5 or vector(0)', 'vector(0)'],
    ['(up == 0) or (memory_bytes > 5)', undefined],
    ['up == 0 or (memory_bytes or vector(1))', 'memory_bytes'],
    ['memory_bytes and up', undefined],
    ['memory_bytes unless up', undefined],
    ['absent(up)', undefined],
    ['absent_over_time(up[5m])', undefined],
    ['count(up == 0)', undefined],
    ['sum(memory_bytes > 5) / 2', undefined],
    ['2 / (memory_bytes > 5)', undefined],
    ['memory_bytes * on (job) group_left () (up == 1)', undefined],
    ['max_over_time((up == 0)[5m:1m])', undefined],
    ['scalar(up == 0)', 'scalar(up == 0)'],
    ['vector(scalar(up == 0))', 'vector(scalar(up == 0))'],
    ['sum(memory_bytes)', 'sum(memory_bytes)'],
    ['1 > bool 0', '1 > bool 0'],
  ])('%s: %s', (text, because) => {
    expect(textOf(text, alwaysReturns(inferred(text)))).toBe(because);
  });

  test.each<[string, string | undefined]>([
    ['memory_bytes > 5', 'memory_bytes > 5'],
    ['5 <= memory_bytes', 'memory_bytes >= 5'],
    ['memory_bytes > 4 * 3600', 'memory_bytes > 14400'],
    ['(memory_bytes > 5) and up == 1', 'memory_bytes > 5'],
    ['memory_bytes > 5 unless up', 'memory_bytes > 5'],
    ['memory_bytes > limit_bytes', undefined],
    ['memory_bytes > 5 or up == 0', undefined],
    ['sum(memory_bytes > 5)', undefined],
    ['memory_bytes', undefined],
  ])('the threshold of %s: %s', (text, expected) => {
    const found = thresholdOf(inferred(text));
    expect(found && `${textOf(text, found.measured)} ${found.op} ${found.value}`).toBe(expected);
  });
});

describe('labels that an expression names', () => {
  test('each with its place, its use and the labels there are', () => {
    const text =
      'sum by (job, status) (requests_total{method="GET"}) / on (job) group_left (version) ' +
      'label_replace(max without (instance) (build_info), "a", "$1", "version", "(.*)")';
    const found = labelReferences(inferred(text)).map((r) => [
      text.slice(r.span.start, r.span.end),
      r.label,
      r.use,
      shown(r.labels),
    ]);
    expect(found).toEqual([
      ['method', 'method', 'matcher', 'job=api|web instance method status=error|success'],
      ['job', 'job', 'by', 'job=api|web instance method=GET status=error|success'],
      ['status', 'status', 'by', 'job=api|web instance method=GET status=error|success'],
      ['instance', 'instance', 'without', 'job=api|web instance version'],
      ['"version"', 'version', 'argument', 'job=api|web version'],
      ['job', 'job', 'on', 'job=api|web status=error|success'],
      ['job', 'job', 'on', 'job=api|web version a'],
      ['version', 'version', 'include', 'job=api|web version a'],
    ]);
  });

  test('the one side of group_right is the left', () => {
    const found = labelReferences(inferred('build_info * on (job) group_right (version) up'));
    expect(found.filter((r) => r.use === 'include').map((r) => presence(r.labels, 'version'))).toEqual(['always']);
  });

  test('of label_join and sort_by_label', () => {
    const found = labelReferences(inferred('sort_by_label(label_join(up, "x", "-", "a", "b"), "c", "d")'));
    expect(found.map((r) => r.label)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('ranges', () => {
  test.each<[string, [string | undefined, number | undefined, number | undefined][]]>([
    ['rate(requests_total[5m])', [['rate', 300_000, undefined]]],
    ['rate((requests_total[5m]))', [['rate', 300_000, undefined]]],
    ['rate(requests_total[$__rate_interval])', [['rate', undefined, undefined]]],
    [
      'max_over_time(rate(requests_total[2m])[1h:30s])',
      [
        ['rate', 120_000, undefined],
        ['max_over_time', 3_600_000, 30_000],
      ],
    ],
    ['rate(requests_total[2 * 1h])', [['rate', 7_200_000, undefined]]],
    ['rate(requests_total[5m + step()])', [['rate', undefined, undefined]]],
    ['quantile_over_time(0.9, up[1d])', [['quantile_over_time', 86_400_000, undefined]]],
    ['up', []],
  ])('%s', (text, expected) => {
    const reads = rangeReads(inferred(text));
    expect(
      reads.map((r) => [r.call?.expr.kind === 'call' ? r.call.expr.func : undefined, r.milliseconds, r.step]),
    ).toEqual(expected);
  });

  test('a negative offset', () => {
    const { expr } = rootOf('up offset -(2m)');
    expect(expr.kind === 'selector' && expr.offset && lengthOf(expr.offset)).toBe(-120_000);
  });
});

describe('vector matching', () => {
  function matching(text: string) {
    const facts = matchingOf(rootOf(text));
    return facts && { conflicts: facts.conflicts.map((c) => c.label), left: facts.leftOnly, right: facts.rightOnly };
  }

  test.each<[string, string[], string[], string[]]>([
    ['memory_bytes / limit_bytes', [], [], []],
    ['sum by (job) (memory_bytes) / limit_bytes', ['instance'], [], []],
    ['requests_total / memory_bytes', ['method', 'status'], [], []],
    ['requests_total / ignoring (method, status) memory_bytes', [], ['method', 'status'], []],
    ['requests_total{status="error"} / requests_total{status="success"}', ['status'], [], []],
    ['requests_total{status="error"} / ignoring (status) requests_total{status="success"}', [], [], []],
    ['memory_bytes / on (job) sum by (job) (limit_bytes)', [], ['instance'], []],
    ['memory_bytes * on (job) build_info', [], ['instance'], ['instance', 'version']],
    ['memory_bytes / on (nothing) limit_bytes', [], ['job', 'instance'], ['job', 'instance']],
    ['queue_length / memory_bytes', [], [], []],
    ['memory_bytes / nobody_knows', [], [], []],
    ['sum(memory_bytes) / vector(5)', [], [], []],
  ])('%s', (text, conflicts, left, right) => {
    expect(matching(text)).toEqual({ conflicts, left, right });
  });

  test('none where there is a scalar', () => {
    expect(matching('memory_bytes / 5')).toBeUndefined();
  });
});

describe('recording rules', () => {
  const series = (text: string, labels?: Record<string, string>) => recordedSeries(inferred(text), labels);

  test('pass on labels, unit, values and nature', () => {
    const facts = series('sum by (job, le) (rate(latency_seconds_bucket[5m]))', { team: 'a', job: '' });
    expect(facts).toMatchObject({
      type: 'untyped',
      complete: true,
      labels: [{ name: 'le' }, { name: 'team', presence: 'always', values: ['a'] }],
      bounds: [0.1, 0.5, 1],
      recorded: { nature: 'rate', conditional: false },
    });
    const root = infer(parsed('histogram_quantile(0.9, recorded)'), () => facts).root;
    expect(root.values.max).toBe(1);
    expect(presence(root.labels, 'le')).toBe('never');
  });

  test('of a counter stays a counter, of a condition is one', () => {
    expect(series('requests_total').type).toBe('counter');
    expect(series('memory_bytes > 5').recorded?.conditional).toBe(true);
  });
});

describe.skipIf(!present)('real expressions with an empty catalog (needs ../shared)', () => {
  const texts = [
    ...parseCases.filter((c) => c.ok).map((c) => c.input),
    ...evaluatedCases.map((c) => c.expr),
    ...ruleExpressions(),
    ...dashboardExpressions(),
  ];

  test('are inferred, and nothing is concluded of metrics', () => {
    expect(texts.length).toBeGreaterThan(1000);
    for (const text of texts) {
      const { ast } = parse(text, { macros: true, experimental: true });
      if (ast === undefined) continue;
      const { nodes } = infer(ast, () => undefined);
      for (const node of nodes) expectNothing(text, node);
    }
  });

  /** A selector of an unknown metric has what its matchers say, any other label, any value, and no unit. */
  function expectNothing(text: string, node: Fact): void {
    if (node.expr.kind !== 'selector') return;
    const said = node.expr.matchers.map((m) => m.label);
    expect(node.labels.complete, text).toBe(false);
    expect(
      node.labels.labels.every((l) => l.name === '__name__' || said.includes(l.name)),
      text,
    ).toBe(true);
    expect([node.unit, node.values.min, node.values.max], text).toEqual([undefined, -Infinity, Infinity]);
  }

  test('no real alert is proven to be empty or to hold always, but those on numbers alone', () => {
    const proven = ruleExpressions().filter((text) => {
      const { ast } = parse(text);
      if (ast === undefined) return false;
      const { root, nodes } = infer(ast, () => undefined);
      return (root.empty !== undefined || root.outcome !== undefined) && nodes.some((n) => n.expr.kind === 'selector');
    });
    // A true fault of its source: a sum of zeros is never above zero.
    expect(proven).toEqual(['sum by (job) (cortex_runtime_config_last_reload_successful == 0) > 0']);
  });
});
