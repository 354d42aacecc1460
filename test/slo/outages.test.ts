/** Simulated outages page when it is said that they do. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Outage, pagesIn, type Seen } from './outages.ts';
import { promtool, waiting } from './simulated.ts';

const own = [{ long: '30m', budget: '1%' }] as const;

/**
 * The page's windows of 7 days are 14m at 14.4 times the budget and 84m at 6 times. What is worked out is the part of the window
 * that has to be bad; there is an evaluation every 15 s.
 */
const outages: readonly (readonly [worked: string, seconds: number | undefined, outage: Outage])[] = [
  ['14.4 * 0.1% / 100% * 840s = 12.1s', 15, { objective: '99.9%', window: '7d', bad: 1 }],
  ['14.4 * 0.1% / 10% * 840s = 121s', 135, { objective: '99.9%', window: '7d', bad: 0.1 }],
  ['14.4 * 0.1% > 1%; 6 * 0.1% / 1% * 5040s = 3024s', 3030, { objective: '99.9%', window: '7d', bad: 0.01 }],
  ['14.4 * 0.001% / 1% * 840s = 12.1s', 15, { objective: '99.999%', window: '7d', bad: 0.01 }],
  ['14.4 * 5% / 100% * 840s = 604.8s', 615, { objective: '95%', window: '7d', bad: 1 }],
  ['6 * 5% > 10%', undefined, { objective: '95%', window: '7d', bad: 0.1 }],
  ['6 * 20% > 100%', undefined, { objective: '80%', window: '7d', bad: 1 }],
  ['1% * 7d / 30m = 3.36; * 20% * 1800s = 1209.6s', 1215, { objective: '80%', window: '7d', page: own, bad: 1 }],
];

describe.skipIf(promtool === undefined)('outages (need promtool)', () => {
  let seen: readonly Seen[];
  beforeAll(() => {
    const cases = outages.map(([, , outage]) => outage);
    seen = pagesIn(cases, { scrape: 15, evaluation: 15, before: 340, during: 204 });
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
