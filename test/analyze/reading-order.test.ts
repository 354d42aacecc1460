import { expect, test } from 'vitest';
import { inReadingOrder } from '../../src/analyze/reading-order.ts';

const chain = (length: number) => (name: string) => (Number(name) < length ? [String(Number(name) + 1)] : []);

test('a chain of any length is computed without a deep stack, each name once', () => {
  const computed: string[] = [];
  const depth: (name: string) => number = inReadingOrder(
    chain(50_000),
    (name) => {
      computed.push(name);
      return 1 + Math.max(0, ...chain(50_000)(name).map((read) => depth(read)));
    },
    0,
  );
  expect(depth('0')).toBe(50_001);
  expect(depth('49999')).toBe(2);
  expect(computed).toHaveLength(50_001);
});

test('what is read while it waits for what it reads itself gives the meanwhile', () => {
  const reads = (name: string) => (name === 'a' ? ['b'] : ['a']);
  const seen: Record<string, readonly string[]> = {};
  const value: (name: string) => string = inReadingOrder(
    reads,
    (name) => {
      seen[name] = reads(name).map((read) => value(read));
      return name;
    },
    'unknown',
  );
  expect([value('a'), value('b')]).toEqual(['a', 'b']);
  expect(seen).toEqual({ b: ['unknown'], a: ['b'] });
});
