/** Specs for Sloth in the shapes that people write: how each is said with ours, and that the verdicts are the same. */
import { expect, test } from 'vitest';
import { counted, neededFor, projectOf, promtool, rulesOf } from './simulated.ts';
import { slothRules } from './sloth-rules.ts';
import { declaredFrom, type Said, type SlothSlo } from './sloth-spec.ts';
import { verdictsOn } from './verdicts.ts';

const all = 'sum(rate(orders_total{job="shop"}[{{.window}}]))';
const rate = (matchers: string) => `sum(rate(orders_total{job="shop",${matchers}}[{{.window}}]))`;
const level = (comparison: string) => `sum_over_time((count(queue_length${comparison}))[{{.window}}:])`;

/** The query of what is bad, of everything, or of the ratio. */
const shapes: Readonly<Record<string, readonly [said: Said, ...queries: readonly string[]]>> = {
  bad: ['bad', rate('code=~"5.."'), all],
  default: ['bad', `(${rate('code=~"5.."')}) or vector(0)`, all],
  'default-on': ['bad', `${rate('code=~"5.."')} or on() vector(0)`, all],
  excluded: ['bad', rate('code!~"2..|4.."'), all],
  increase: ['bad', rate('code=~"5.."').replace('rate', 'increase'), all.replace('rate', 'increase')],
  good: ['good', `${all} - ${rate('code!~"5.."')}`, all],
  metrics: ['bad', 'sum(rate(failures_total[{{.window}}]))', all],
  latency: [
    'latency',
    'sum(rate(order_seconds_count[{{.window}}])) - sum(rate(order_seconds_bucket{le="0.5"}[{{.window}}]))',
    'sum(rate(order_seconds_count[{{.window}}]))',
  ],
  gauge: ['gauge', level(' > 100'), level('')],
  several: ['raw', `${rate('code="500"')} + ${rate('code="503"')}`, all],
  both: [
    'both',
    'sum(rate(failures_total[{{.window}}]))',
    `sum(rate(failures_total[{{.window}}])) + ${rate('code="200"')}`,
  ],
  raw: ['raw', `1 - (${rate('code="200"')} / ${all})`],
};
const slos = Object.entries(shapes).map(([name, [, error, total]]): SlothSlo => {
  const sli = total === undefined ? { ratio: error! } : { error: error!, total };
  return { service: 'shop', name, objective: 99, sli };
});
const { system, said } = declaredFrom(slos);

const hour = 60;
const bucket = (le: string) => `order_seconds_bucket{le="${le}"}`;
/** Two good hours, half an hour in which a third is bad, and half an hour after it. */
const series = {
  'orders_total{job="shop",code="200"}': counted([2 * hour, 90], [30, 60], [30, 90]),
  'orders_total{job="shop",code="404"}': counted([3 * hour, 1]),
  'orders_total{job="shop",code="500"}': counted([2 * hour, 0], [30, 20], [30, 0]),
  'orders_total{job="shop",code="503"}': counted([2 * hour, 0], [30, 10], [30, 0]),
  failures_total: counted([2 * hour, 0], [30, 30], [30, 0]),
  order_seconds_count: counted([3 * hour, 90]),
  [bucket('+Inf')]: counted([3 * hour, 90]),
  [bucket('0.5')]: counted([2 * hour, 90], [30, 60], [30, 90]),
  'queue_length{path="a"}': `5x${2 * hour} 500x29 5x30`,
  'queue_length{path="b"}': `5x${3 * hour}`,
  'queue_length{path="c"}': `5x${3 * hour}`,
};

test('specs are said with the indicator that fits', () => {
  expect(said).toEqual(Object.values(shapes).map(([how]) => how));
});

test.skipIf(promtool === undefined)('the verdicts are the same (needs promtool)', () => {
  // The others make the rules of `bad` again.
  const judged = slos.filter(({ name }) =>
    ['bad', 'good', 'both', 'latency', 'gauge', 'several', 'raw'].includes(name),
  );
  const ids = judged.map(({ name }) => `shop-${name}`);
  const alerts = projectOf(system).alerts.filter(({ labels }) => ids.includes(labels.slo ?? ''));
  const names = [...ids, ...alerts.map(({ name }) => name)];
  const rules = [slothRules(judged), rulesOf(system)].map((one) => neededFor(one, ...names));
  const [verdicts] = verdictsOn(rules, ids, [series]);
  const fired = Object.entries(verdicts!).map(([name, { ours, apart }]) => [name, ours > 0, apart]);
  expect(fired).toEqual(ids.flatMap((id) => [`page ${id}`, `ticket ${id}`]).map((name) => [name, true, 0]));
});
