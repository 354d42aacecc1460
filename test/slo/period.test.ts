/** The ratio over the whole period: what promtool makes of it, beside what comes out on paper and what Sloth's rules make of it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { counted, neededFor, only, promtool, rulesOf, type Simulation, simulated, waiting } from './simulated.ts';
import { slothRules } from './sloth-rules.ts';
import { declaredFrom, readSlothSpec } from './sloth-spec.ts';

const spec = `
version: prometheus/v1
service: shop
slos:
  - name: orders
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(orders_total{code=~"5.."}[{{.window}}]))
        total_query: sum(rate(orders_total[{{.window}}]))
  - name: happiness
    objective: 99.9
    sli:
      raw:
        error_ratio_query: 1 - (sum(rate(orders_total{code!~"5.."}[{{.window}}])) / sum(rate(orders_total[{{.window}}])))
`;
const slos = readSlothSpec(spec);
const period = 'slo:sli_error:ratio_rate30d';
const rules = [neededFor(slothRules(slos), period), neededFor(rulesOf(declaredFrom(slos).system), period)];

const ok = 'orders_total{code="200"}';
const failed = 'orders_total{code="503"}';
const hour = 60;
const minutes = 6 * hour;

/** Six hours with a sample each minute. */
const cases = {
  'busy and good, then quiet and half bad': {
    [ok]: counted([3 * hour, 1000], [3 * hour, 5]),
    [failed]: counted([3 * hour, 0], [3 * hour, 5]),
  },
  'hours without traffic': {
    [ok]: counted([3 * hour, 1000], [hour, 0], [2 * hour, 900]),
    [failed]: counted([3 * hour, 0], [hour, 0], [2 * hour, 100]),
  },
  'the first bad event comes late': {
    [ok]: counted([5 * hour, 1000], [hour, 900]),
    [failed]: `_x${5 * hour} ${counted([hour, 100])}`,
  },
  'no bad event': { [ok]: counted([minutes, 1000]) },
  'nothing but bad events': { [failed]: counted([minutes, 1000]) },
  'hours without samples': {
    [ok]: `${counted([3 * hour - 1, 1000])} _x${hour} ${counted([2 * hour, 900])}`,
    [failed]: `${counted([3 * hour - 1, 0])} _x${hour} ${counted([2 * hour, 100])}`,
  },
  'a restart': {
    [ok]: `${counted([3 * hour, 1000])} ${counted([3 * hour - 1, 900])}`,
    [failed]: `${counted([3 * hour, 0])} ${counted([3 * hour - 1, 100])}`,
  },
} as const satisfies Readonly<Record<string, Simulation['series']>>;

describe.skipIf(promtool === undefined)('the ratio of the period (needs promtool)', () => {
  let ratios: ReadonlyMap<string, Readonly<Record<string, number | undefined>>>;
  beforeAll(() => {
    const at = minutes * 60;
    const ask = {
      ours: { expr: `${period}{slo="shop-orders"}`, at },
      raw: { expr: `${period}{slo="shop-happiness"}`, at },
      theirs: { expr: `${period}{sloth_slo="orders"}`, at },
    };
    const all = simulated(
      rules,
      Object.values(cases).map((series): Simulation => ({ series, scrape: 60, evaluation: 300, ask })),
    );
    const numbers = all.map((answers) =>
      Object.fromEntries(Object.entries(answers).map(([name, samples]) => [name, only(samples)])),
    );
    ratios = new Map(Object.keys(cases).map((name, index) => [name, numbers[index]!]));
  }, waiting);

  const all = 3 * hour * 1000;
  /** Bad events by all of them; theirs is the mean of the ratios of all moments that have one. */
  test.each<readonly [keyof typeof cases, number, number | undefined]>([
    ['busy and good, then quiet and half bad', (3 * hour * 5) / (all + 3 * hour * 10), 0.25],
    ['hours without traffic', (2 * hour * 100) / (all + 2 * hour * 1000), Number.NaN],
    ['the first bad event comes late', (hour * 100) / (2 * all), 0.1],
    ['no bad event', 0, undefined],
    ['nothing but bad events', 1, 1],
    ['hours without samples', (2 * hour * 100) / (all + 2 * hour * 1000), 0.04],
    ['a restart', ((3 * hour - 1) * 100) / (2 * all - 1000), 0.05],
  ])('%s', (name, ours, theirs) => {
    const ratio = ratios.get(name)!;
    expect(ratio.ours).toBeCloseTo(ours, 12);
    const rounded = ratio.theirs === undefined ? undefined : Number(ratio.theirs.toPrecision(9));
    expect(rounded).toEqual(theirs);
  });

  test('a ratio of one’s own is averaged as well, over the moments in which there is one', () => {
    const raw = (name: keyof typeof cases) => ratios.get(name)?.raw;
    expect(raw('busy and good, then quiet and half bad')).toBeCloseTo(0.25, 12);
    expect(raw('hours without traffic')).toBeCloseTo(0.1 * (2 / 5), 12);
    expect(raw('the first bad event comes late')).toBeCloseTo(0.1 / 6, 12);
    expect(raw('no bad event')).toBe(0);
    // The user's own query has no good events to divide.
    expect(raw('nothing but bad events')).toBeUndefined();
  });
});
