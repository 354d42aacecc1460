/** What Sloth's rules and ours make of the same series. */
import { beforeAll, describe, expect, test } from 'vitest';
import { counted, neededFor, promtool, rulesOf, type Simulation, waiting } from './simulated.ts';
import { slothRules } from './sloth-rules.ts';
import { declaredFrom, readSlothSpec } from './sloth-spec.ts';
import { type Verdicts, verdictsOn } from './verdicts.ts';

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
`;
const slos = readSlothSpec(spec);
const theirs = neededFor(slothRules(slos), 'shop-orders');
const ours = neededFor(rulesOf(declaredFrom(slos).system), 'ShopOrdersFastBurn', 'ShopOrdersSlowBurn');

const ok = 'orders_total{code="200"}';
const failed = 'orders_total{code="503"}';
const otherwise = 'orders_total{code="500"}';

/** Minutes, of which each has a sample. */
const hour = 60;
const start = 2 * hour;

/** Of 100,000 a minute so many fail, after some good hours and for so long. */
function failing(bad: number, length: number, rest: number, before: number): Simulation['series'] {
  return {
    [ok]: counted([before, 1e5], [length, 1e5 - bad], [rest, 1e5]),
    [failed]: counted([before, 0], [length, bad], [rest, 0]),
  };
}

const cases: Readonly<Record<string, Simulation['series']>> = {
  'all is well': { [ok]: counted([2 * hour, 1000]), [failed]: counted([2 * hour, 0]) },
  'all fails for ten minutes': failing(1e5, 10, hour, start),
  'just above 14.4 times the budget': failing(1445, 75, 15, 3 * hour),
  'just below 14.4 times the budget': failing(1435, 75, 15, 3 * hour),
  'just above 6 times the budget': failing(602, 6.5 * hour, 5, hour),
  'just below 6 times the budget': failing(598, 6.5 * hour, 5, hour),
  'no event was bad before': {
    [ok]: counted([start, 1000], [10, 0], [hour, 1000]),
    [failed]: `_x${start} ${counted([10, 1000], [hour, 0])}`,
  },
  'all fails, and what was good is gone': {
    [ok]: `${counted([start, 1000])} stale`,
    [failed]: counted([start, 0], [hour, 1000]),
  },
  'a restart within the outage': {
    [ok]: `${counted([start, 1000], [30, 500])} ${counted([30, 500], [hour, 1000])}`,
    [failed]: `${counted([start, 0], [30, 500])} ${counted([30, 500], [hour, 0])}`,
  },
  'twenty minutes without samples': {
    [ok]: `${counted([start, 1000], [10, 0])} _x20 ${counted([hour, 1000])}`,
    [failed]: `${counted([start, 0], [10, 1000])} _x20 ${counted([hour, 0])}`,
  },
  'two kinds of failure, one after the other': {
    [ok]: counted([start, 1000], [20, 900], [hour, 1000]),
    [failed]: counted([start, 0], [10, 100], [hour + 10, 0]),
    [otherwise]: counted([start + 10, 0], [10, 100], [hour, 0]),
  },
  'one event in a quiet night, which is bad': {
    [ok]: counted([start, 1000], [3 * hour, 0]),
    [failed]: counted([start, 0], [2 * hour, 0], [1, 1], [hour - 1, 0]),
  },
};

describe.skipIf(promtool === undefined)('Sloth and Alidade on the same series (needs promtool)', () => {
  let verdicts: ReadonlyMap<string, Verdicts>;
  beforeAll(() => {
    const all = verdictsOn([theirs, ours], ['shop-orders'], Object.values(cases));
    verdicts = new Map(Object.keys(cases).map((name, index) => [name, all[index]!]));
  }, waiting);

  /** Evaluations, five minutes apart, at which there is a page and a ticket. */
  test.each([
    ['all is well', 0, 0],
    ['all fails for ten minutes', 7, 14],
    ['just above 14.4 times the budget', 4, 16],
    ['just below 14.4 times the budget', 0, 16],
    ['just below 6 times the budget', 0, 77],
    ['no event was bad before', 7, 14],
    ['all fails, and what was good is gone', 12, 12],
    ['a restart within the outage', 18, 24],
    ['twenty minutes without samples', 7, 18],
    ['two kinds of failure, one after the other', 8, 16],
    ['one event in a quiet night, which is bad', 1, 0],
  ])('%s', (name, page, ticket) => {
    expect(verdicts.get(name)).toEqual({
      'page shop-orders': { theirs: page, ours: page, apart: 0 },
      'ticket shop-orders': { theirs: ticket, ours: ticket, apart: 0 },
    });
  });

  test('a window that is summed up rises half a base window later', () => {
    expect(verdicts.get('just above 6 times the budget')).toEqual({
      'page shop-orders': { theirs: 7, ours: 6, apart: 1 },
      'ticket shop-orders': { theirs: 77, ours: 77, apart: 0 },
    });
  });
});
