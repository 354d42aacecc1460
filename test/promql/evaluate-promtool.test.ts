/** Evaluation against the real thing: what Prometheus answers to random expressions, we answer. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTypes } from '../../src/promql/check-types.ts';
import { parse } from '../../src/promql/parse.ts';
import { difference, type InputSeries, ours, promtool, storageOf, theirs } from './evaluated.ts';
import { inputSeries, quotient, vector } from './random-expressions.ts';

const isRight = (text: string) => {
  const { ast } = parse(text);
  return ast !== undefined && checkTypes(ast).length === 0;
};

/**
 * Durations are no numbers to Prometheus 2, and `atan2` kept names until 2.47. promtool feeds series in any order, which decides
 * between equal ones, and how sums are rounded: of that `count_values` makes labels.
 */
const random = (arbitrary: fc.Arbitrary<string>, seed: number) => {
  const sampled = fc.sample(arbitrary, { numRuns: 4000, seed });
  const texts = sampled.map((text) => text.replaceAll(/(?<!\[)\b5m\b/g, '300'));
  return [...new Set(texts)].filter((text) => !/topk|bottomk|atan2|count_values/.test(text) && isRight(text));
};

function compared(
  expressions: readonly { readonly expr: string; readonly minutes: number }[],
  input: readonly InputSeries[],
) {
  const storage = storageOf(input);
  const answers = theirs(expressions, input);
  let [samples, left] = [0, 0];
  const wrong: string[] = [];
  for (const [index, { expr, minutes }] of expressions.entries()) {
    const answer = ours(expr, minutes * 60_000, storage);
    const found = answer === 'not evaluated' ? undefined : difference(answer, answers[index]!);
    if (answer === 'not evaluated') left++;
    else if (Array.isArray(answer)) samples += answer.length;
    if (found !== undefined) wrong.push(`${minutes}m ${expr}\n  ${found}`);
  }
  return { samples, left, count: wrong.length, wrong: wrong.slice(0, 12).join('\n') };
}

describe.skipIf(promtool === undefined)('evaluation against Prometheus (needs promtool)', () => {
  test.each([
    ['expression', vector, 11],
    ['expression, again', vector, 12],
    ['quotient', quotient, 13],
  ])('a random %s gives the same', { timeout: 120_000 }, (_, arbitrary, seed) => {
    const expressions = random(arbitrary, seed).map((expr, index) => ({ expr, minutes: [40, 12, 61, 3][index % 4]! }));
    const { samples, left, count, wrong } = compared(expressions, inputSeries());
    expect(`${count}\n${wrong}`).toBe('0\n');
    expect(samples).toBeGreaterThan(expressions.length / 2);
    expect(left).toBeLessThan(expressions.length / 20);
  });
});
