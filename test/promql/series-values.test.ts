import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  expandSeriesValues,
  readSeriesValues,
  type Sample,
  writeSeriesValues,
} from '../../src/promql/series-values.ts';
import { inFolder, program } from '../programs.ts';

const promtool = program('promtool');

function expanded(text: string): readonly Sample[] {
  const read = readSeriesValues(text);
  expect(read.problems).toEqual([]);
  return expandSeriesValues(read);
}

describe('the notation of a series', () => {
  it.each<[string, readonly Sample[]]>([
    ['1 2 3', [1, 2, 3]],
    ['0+10x3', [0, 10, 20, 30]],
    ['5-2x2', [5, 3, 1]],
    ['-5-2x1', [-5, -7]],
    ['7x2', [7, 7, 7]],
    ['7x0', [7]],
    ['_ _x2 1', [undefined, undefined, undefined, 1]],
    ['_x0 1', [1]],
    ['1 stale', [1, 'stale']],
    ['.5 5. 1e3x1 1.5e-3', [0.5, 5, 1000, 1000, 0.0015]],
    ['Inf -inf +INF NaN', [Infinity, -Infinity, Infinity, NaN]],
    ['010', [8]],
    ['0x2', [0, 0, 0]],
    ['  1\t2\n3 ', [1, 2, 3]],
    [
      '{{schema:0 sum:1 count:1}}x1',
      [{ histogram: '{{schema:0 sum:1 count:1}}' }, { histogram: '{{schema:0 sum:1 count:1}}' }],
    ],
    ['', []],
  ])('%j', (text, samples) => {
    expect(expanded(text)).toEqual(samples);
  });

  it.each([
    ['1 2,3', 2, 5, /is no sample/],
    ['1 +', 2, 3, /is no sample/],
    ['Infx3', 0, 5, /cannot repeat Inf/],
    ['NaNx1', 0, 5, /write it once for each/],
    ['stalex3', 0, 7, /stale stands alone/],
    ['0x1F', 0, 4, /decimal/],
    ['1+-2x3', 0, 6, /is no sample/],
    ['1x', 0, 2, /is no sample/],
    ['_5', 0, 2, /is no sample/],
    ['9e999', 0, 5, /too large/],
    ['1x9999999', 0, 9, /more than/],
    ['{{sum', 0, 5, /is no histogram/],
  ])('%j is refused at its place', (text, start, end, message) => {
    expect(readSeriesValues(text).problems).toEqual([{ start, end, message: expect.stringMatching(message) }]);
  });

  it('tells every mistake', () => {
    expect(readSeriesValues('a 1 b').problems.map(({ start }) => start)).toEqual([0, 4]);
  });
});

describe('samples are written', () => {
  it.each<[readonly Sample[], string]>([
    [[0, 10, 20, 30], '0+10x3'],
    [[5, 5, 5], '5x2'],
    [[1, 0, 0, 0], '1 0x2'],
    [[3, 2, 1], '3-1x2'],
    [[1, 2], '1 2'],
    [[undefined, undefined, 1, undefined, 'stale'], '_x2 1 _ stale'],
    [[NaN, Infinity, -Infinity], 'NaN Inf -Inf'],
    [[0.1, 0.2, 0.1 + 0.1 + 0.1], '0.1+0.1x2'],
    [[], ''],
  ])('%j', (samples, text) => {
    expect(writeSeriesValues(samples)).toBe(text);
  });

  const sample = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
    { weight: 2, arbitrary: fc.double() },
    { weight: 2, arbitrary: fc.constantFrom<Sample>(undefined, 'stale') },
  );
  const run = fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }), fc.integer({ min: 1, max: 9 }));
  const steps = run.map(([from, step, count]) => {
    let value = from;
    return Array.from({ length: count }, (_, index) => {
      if (index > 0) value += step;
      return value;
    });
  });
  const samples = fc.array(fc.oneof(fc.array(sample), steps)).map((parts) => parts.flat());

  test('and read back as the same', () => {
    fc.assert(
      fc.property(samples, (all) => {
        expect(expanded(writeSeriesValues(all))).toEqual(all);
      }),
      { numRuns: 2000 },
    );
  });

  test.skipIf(promtool === undefined)('and promtool reads the same (needs promtool)', () => {
    const notation = fc
      .array(
        fc.oneof(
          fc
            .tuple(
              fc.integer({ min: -9, max: 9 }),
              fc.constantFrom('+', '-'),
              fc.double({ min: 0, max: 9, noNaN: true }),
              fc.nat(4),
            )
            .map(([from, sign, step, times]) => `${from}${sign}${step}x${times}`),
          fc.nat(4).map((times) => `_x${times}`),
          fc.constantFrom('stale', '_', '1e2x1', '.5', 'Inf', '-Inf', '010'),
        ),
        { minLength: 1, maxLength: 6 },
      )
      .map((pieces) => pieces.join(' '));
    const cases = fc.sample(
      fc.oneof(
        notation,
        samples.map(writeSeriesValues).filter((text) => text !== ''),
      ),
      {
        numRuns: 150,
        seed: 7,
      },
    );
    expect(
      inFolder([{ path: 'tests.yml', text: judgedBy(cases) }], (folder) =>
        promtool?.(['test', 'rules', 'tests.yml'], folder),
      ),
    ).toEqual({ status: 0, output: expect.anything() });
  });
});

/** A test for each text that asks promtool for every sample; NaN is equal to nothing, and is asked for as such. */
function judgedBy(texts: readonly string[]): string {
  const tests = texts.map((text) => {
    const asked = expanded(text).slice(0, 60).map(question).join('\n');
    return `- interval: 1s\n  input_series:\n  - {series: x, values: '${text}'}\n  promql_expr_test:\n${asked}`;
  });
  return `evaluation_interval: 1s\ntests:\n${tests.join('\n')}\n`;
}

function question(sample: Sample, index: number): string {
  const ask = (expr: string, samples: string) =>
    `  - {expr: '(${expr}) and timestamp(x) == ${index}', eval_time: ${index}s, exp_samples: [${samples}]}`;
  if (typeof sample !== 'number') return ask('x', '');
  return Number.isNaN(sample)
    ? ask('x != x', '{labels: x, value: .nan}')
    : ask('x', `{labels: x, value: ${yamlNumber(sample)}}`);
}

function yamlNumber(value: number): string {
  if (Number.isFinite(value)) return String(value).replace(/^(-?\d+)e/, '$1.0e');
  return value > 0 ? '.inf' : '-.inf';
}
