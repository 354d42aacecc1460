import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../../src/promql/parse.ts';
import { difference, ours, promtool, storageOf, theirs } from './evaluated.ts';
import { inputSeries, quotient, vector } from './random-expressions.ts';

describe.skipIf(promtool === undefined)('evaluation against Prometheus (needs promtool)', () => {
  test.each([
    ['expression', vector],
    ['quotient', quotient],
  ])('a random %s gives the same', { timeout: 120_000 }, (_, arbitrary) => {
    // Durations are no numbers to Prometheus 2.
    const sampled = fc
      .sample(arbitrary, { numRuns: 2000, seed: 11 })
      .map((text) => text.replaceAll(/(?<!\[)\b5m\b/g, '300'));
    const texts = [...new Set(sampled)].filter((text) => parse(text).ast);
    const expressions = texts.map((expr, index) => ({ expr, minutes: [40, 12, 61, 3][index % 4]! }));
    const input = inputSeries();
    const storage = storageOf(input);
    const answers = theirs(expressions, input);
    const wrong = expressions.flatMap(({ expr, minutes }, index) => {
      const found = difference(ours(expr, minutes * 60_000, storage), answers[index]!);
      return found === undefined ? [] : [`${minutes}m ${expr}\n  ${found}`];
    });
    expect(`${wrong.length}\n${wrong.slice(0, 12).join('\n')}`).toBe('0\n');
    expect(answers.filter((answer) => answer.length > 0 && answer !== 'refused').length).toBeGreaterThan(500);
  });
});
