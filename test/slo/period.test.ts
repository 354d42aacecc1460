/** The ratio over the whole period: what promtool makes of it, beside what comes out on paper and what Sloth's rules make of it. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  counted,
  neededFor,
  only,
  promtool,
  type Rules,
  rulesOf,
  type Simulation,
  simulated,
  waiting,
} from './simulated.ts';
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
const period = 'slo:sli_error:ratio_rate30d';
const [orders, happiness] = readSlothSpec(spec).map((slo) => ({
  theirs: neededFor(slothRules([slo]), period),
  ours: neededFor(rulesOf(declaredFrom([slo]).system), period),
}));

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

type Name = keyof typeof cases;

/** The ratio of the period after each course, as the rules record it. */
function ratiosOf(rules: readonly Rules[], sides: Readonly<Record<string, string>>, names: readonly Name[]) {
  const ask = Object.fromEntries(
    Object.entries(sides).map(([side, matcher]) => [side, { expr: `${period}{${matcher}}`, at: minutes * 60 }]),
  );
  const answers = simulated(
    rules,
    names.map((name): Simulation => ({ series: cases[name], scrape: 60, evaluation: 300, ask })),
  );
  const side = (answer: (typeof answers)[number], name: string) => only(answer[name]);
  return new Map(
    names.map((name, index) => [
      name,
      { ours: side(answers[index]!, 'ours'), theirs: side(answers[index]!, 'theirs') },
    ]),
  );
}

describe.skipIf(promtool === undefined)('the ratio of the period (needs promtool)', () => {
  let ratios: ReturnType<typeof ratiosOf>;
  beforeAll(() => {
    const sides = { ours: 'slo="shop-orders"', theirs: 'sloth_slo="orders"' };
    ratios = ratiosOf([orders!.theirs, orders!.ours], sides, Object.keys(cases) as Name[]);
  }, waiting);

  const all = 3 * hour * 1000;
  /** Bad events by all of them; theirs is the mean of the ratios of all moments that have one. */
  test.each<readonly [Name, number, number | undefined]>([
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
    const names = ['hours without traffic', 'nothing but bad events'] as const;
    const raw = ratiosOf([happiness!.ours], { ours: 'slo="shop-happiness"' }, names);
    expect(raw.get('hours without traffic')?.ours).toBeCloseTo(0.1 * (2 / 5), 12);
    // The query itself has no good events to divide.
    expect(raw.get('nothing but bad events')?.ours).toBeUndefined();
  });
});
