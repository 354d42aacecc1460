/** Simulated outages page when it is said that they do. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Outage, pagesIn, type Seen } from './outages.ts';
import { promtool, waiting } from './simulated.ts';

const own = [{ long: '30m', budget: '1%' }] as const;

/**
 * The page's windows of 5 days are 10m at 14.4 times the budget and 1h at 6 times. What is worked out is the part of the window
 * that has to be bad; there is an evaluation every 30 s.
 */
const outages: readonly (readonly [worked: string, seconds: number | undefined, outage: Outage])[] = [
  ['14.4 * 0.1% / 100% * 600s = 8.6s', 30, { objective: '99.9%', window: '5d', bad: 1 }],
  ['14.4 * 0.1% / 10% * 600s = 86.4s', 90, { objective: '99.9%', window: '5d', bad: 0.1 }],
  ['14.4 * 0.1% > 1.1%; 6 * 0.1% / 1.1% * 3600s = 1963.6s', 1980, { objective: '99.9%', window: '5d', bad: 0.011 }],
  ['14.4 * 0.001% / 1.1% * 600s = 7.9s', 30, { objective: '99.999%', window: '5d', bad: 0.011 }],
  ['14.4 * 5% / 100% * 600s = 432s', 450, { objective: '95%', window: '5d', bad: 1 }],
  ['6 * 5% > 10%', undefined, { objective: '95%', window: '5d', bad: 0.1 }],
  ['6 * 20% > 100%', undefined, { objective: '80%', window: '5d', bad: 1 }],
  ['1% * 5d / 30m = 2.4; * 20% * 1800s = 864s', 870, { objective: '80%', window: '5d', page: own, bad: 1 }],
];

describe.skipIf(promtool === undefined)('outages (need promtool)', () => {
  let seen: readonly Seen[];
  beforeAll(() => {
    const cases = outages.map(([, , outage]) => outage);
    seen = pagesIn(cases, { scrape: 15, evaluation: 30, before: 240, during: 134 });
  }, waiting);

  test.each(
    outages.map(([worked, seconds, { objective, bad }], index) => ({ objective, bad, worked, seconds, index })),
  )('$objective, $bad bad: $worked', ({ seconds, index }) => {
    const { paged, documented } = seen[index]!;
    expect(paged === undefined ? undefined : paged / 1000).toBe(seconds);
    expect(documented === undefined).toBe(seconds === undefined);
    if (paged === undefined || documented === undefined) return;
    expect(paged).toBeGreaterThanOrEqual(documented.earliest);
    expect(paged).toBeLessThanOrEqual(documented.latest);
  });
});
