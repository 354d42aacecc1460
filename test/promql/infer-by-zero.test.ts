import { expect, test } from 'vitest';
import { infer, recordedSeries } from '../../src/promql/infer.ts';
import { inferred, lookup, parsed, rootOf } from './infer-catalog.ts';

const divisionIn = (text: string) => {
  const { byZero } = rootOf(text);
  return byZero && text.slice(byZero.expr.start, byZero.expr.end);
};

test.each([
  ['memory_bytes / hit_ratio', 'memory_bytes / hit_ratio'],
  ['memory_bytes % hit_ratio', 'memory_bytes % hit_ratio'],
  ['abs(memory_bytes / hit_ratio) * 2', 'memory_bytes / hit_ratio'],
  ['up or memory_bytes / hit_ratio', 'memory_bytes / hit_ratio'],
  ['memory_bytes / limit_bytes', undefined],
  ['memory_bytes / (hit_ratio > 0)', undefined],
  ['memory_bytes / nobody_knows', undefined],
  ['(memory_bytes / hit_ratio) < 5', undefined],
  ['max(memory_bytes / hit_ratio)', undefined],
  ['time() / 0', undefined],
])('%s: divided by zero in %s', (text, expected) => expect(divisionIn(text)).toBe(expected));

test('a recorded series passes it on', () => {
  const recorded = recordedSeries(inferred('memory_bytes / hit_ratio'));
  const { root } = infer(parsed('recorded + 1'), (name) => (name === 'recorded' ? recorded : lookup(name)));
  expect(root.byZero?.expr).toMatchObject({ kind: 'selector', name: 'recorded' });
});
