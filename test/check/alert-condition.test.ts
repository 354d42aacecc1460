import { describe, expect, it } from 'vitest';
import { findings } from './catalog.ts';

describe('alert-condition', () => {
  const always = (expr: string) => findings(expr).filter((found) => found.startsWith('alert-condition'));

  it.each([
    'build_info{version="1.0"}',
    'build_info{version=~"0[.].*"} * on (instance) group_left () up',
    'ALERTS{alertstate="firing"}',
  ])('of series that always have one value, a label is the condition: %s', (expr) => expect(always(expr)).toEqual([]));

  it.each(['build_info', 'build_info{job="shop"}', 'queue_length{queue="in"}'])(
    'a series that is always there is none: %s',
    (expr) => expect(always(expr)).toEqual([`alert-condition: ${expr}`]),
  );

  it.each([
    'sum by (instance) (requests_total) and on (instance) rate(errors_total[5m]) + rate(requests_total[5m])',
    '(queue_length or age_seconds) and on () (sum(heap_bytes) or vector(0))',
  ])('two sides without a condition make none: %s', (expr) =>
    expect(always(expr)).toEqual([`alert-condition: ${expr}`]),
  );

  it.each([
    'heap_bytes and on (instance) age_seconds',
    'heap_bytes and on (instance) rate(errors_total[5m]) > 0',
    'heap_bytes > 5 and on (instance) rate(errors_total[5m])',
    'heap_bytes unless on (instance) age_seconds',
    'heap_bytes and on () absent(age_seconds)',
  ])('a condition on either side is one: %s', (expr) => expect(always(expr)).toEqual([]));
});

it('a chain of ten thousand sides is read to its end', () => {
  const chain = (op: string) => Array(10_000).fill('rate(requests_total[5m])').join(` ${op} `);
  expect(findings(chain('or'))).toHaveLength(1);
  expect(findings(chain('and'))).toHaveLength(1);
});
