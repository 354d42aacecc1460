/** Soundness against the real thing: what Prometheus answers to random expressions must agree with what was inferred. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fact, infer } from '../../src/promql/infer.ts';
import { labelValues, presence } from '../../src/promql/labels.ts';
import { parse } from '../../src/promql/parse.ts';
import { inFolder, program } from '../programs.ts';
import { lookup } from './infer-catalog.ts';
import { inputSeries, metrics, quotient, vector } from './random-expressions.ts';

const promtool = program('promtool');

interface Sample {
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** What promtool says it got for each expression; undefined where evaluation failed. */
function evaluated(texts: readonly string[]): readonly (readonly Sample[] | undefined)[] {
  const promql_expr_test = texts.map((expr, i) => ({
    expr: `${expr}`,
    eval_time: '40m',
    exp_samples: [{ labels: `{mark="${i}"}`, value: 0 }],
  }));
  const text = JSON.stringify({
    evaluation_interval: '1m',
    tests: [{ interval: '1m', input_series: inputSeries(), promql_expr_test }],
  });
  const { output } = inFolder([{ path: 'tests.yml', text }], (folder) =>
    promtool!(['test', 'rules', 'tests.yml'], folder),
  );
  const answers = new Map<number, readonly Sample[]>();
  for (const [, mark, got] of output.matchAll(/exp: \{mark="(\d+)"\} 0E\+00\s+got: (.*)/g))
    answers.set(Number(mark), samples(got!));
  return texts.map((_, i) => answers.get(i));
}

function samples(got: string): readonly Sample[] {
  return [...got.matchAll(/\{((?:[^"}]|"[^"]*")*)\} (\S+?)(?:,|$)/g)].map(([, inside = '', value = '']) => ({
    labels: new Map([...inside.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, v]) => [name!, v!])),
    value: Number(value.replace('Inf', 'Infinity')),
  }));
}

/** The first thing inferred that a sample disproves. */
function disproved(fact: Fact, sample: Sample): string | undefined {
  if (fact.empty !== undefined) return 'proven empty';
  for (const [name, v] of sample.labels) {
    if (presence(fact.labels, name) === 'never') return `never ${name}`;
    if (labelValues(fact.labels, name)?.includes(v) === false) return `${name} never ${v}`;
  }
  for (const { name, presence } of fact.labels.labels) {
    if (presence === 'always' && !sample.labels.has(name)) return `always ${name}`;
  }
  return disprovedValue(fact, sample.value);
}

function disprovedValue({ values, outcome, expr }: Fact, value: number): string | undefined {
  if (Number.isNaN(value)) return values.nan ? undefined : 'not NaN';
  const noise = 1e-9 * Math.abs(value);
  if (value < values.min - noise || value > values.max + noise) return `${values.min} to ${values.max}`;
  if ((value === values.min && values.minOpen) || (value === values.max && values.maxOpen)) return 'bound excluded';
  const truth = expr.kind === 'binary' && expr.bool ? outcome : undefined;
  return truth !== undefined && value !== (truth === 'always' ? 1 : 0) ? `${truth} true` : undefined;
}

interface Verdict {
  readonly samples: number;
  readonly wrong: readonly string[];
}

function compared(texts: readonly string[]): Verdict {
  const answers = evaluated(texts);
  const wrong: string[] = [];
  let samples = 0;
  for (const [i, text] of texts.entries()) {
    const { root } = infer(parse(text).ast!, lookup);
    for (const sample of answers[i] ?? []) {
      samples++;
      const claim = disproved(root, sample);
      if (claim !== undefined)
        wrong.push(`${text}\n  inferred: ${claim}\n  got: ${JSON.stringify([...sample.labels])} ${sample.value}`);
    }
  }
  return { samples, wrong };
}

describe.skipIf(promtool === undefined)('inference against Prometheus (needs promtool)', () => {
  test.each([
    ['expression', vector],
    ['quotient', quotient],
  ])('no answer to a random %s disproves what was inferred', { timeout: 120_000 }, (_, arbitrary) => {
    const texts = [...new Set(fc.sample(arbitrary, { numRuns: 2000, seed: 7 }))].filter(
      (text) => parse(text).ast !== undefined,
    );
    const { samples, wrong } = compared(texts);
    expect(wrong.slice(0, 5).join('\n')).toBe('');
    expect(samples).toBeGreaterThan(texts.length / 10);
  });

  test('the samples are what the catalog says', () => {
    const answers = evaluated(metrics);
    expect(answers.every((a) => a !== undefined && a.length > 0)).toBe(true);
    for (const [i, name] of metrics.entries()) {
      for (const { name: label, presence } of lookup(name)?.labels ?? []) {
        if (presence === 'always')
          expect(
            answers[i]!.every((s) => s.labels.has(label)),
            name,
          ).toBe(true);
      }
    }
  });
});
