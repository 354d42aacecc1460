import type { Analysis } from '../analyze/analysis.ts';
import { type Dashboard, type Panel, type PanelType, panelsOf, type WrittenAmount } from '../model/dashboard.ts';
import { selectorsOf } from '../promql/inference.ts';
import { parseQuantity } from '../promql/quantity.ts';
import { compatible, dimensionless, sameScale, type Unit } from '../promql/unit.ts';
import { grafanaUnit, meantGrafanaUnit, unitOfGrafana } from '../promql/unit-grafana.ts';
import { unitName } from '../promql/unit-names.ts';
import type { Check, Finding } from './check.ts';
import { inPanel, soundInference, type Words } from './finding.ts';
import { unknownMetrics } from './promql-unknown-metric.ts';

export const dashboardUnit: Check = {
  id: 'dashboard-unit',
  severity: 'warning',
  class: 'advice',
  why: 'The unit on the axis is what people read: milliseconds shown as seconds are a thousand times too much.',
  bad: `shop.dashboard('latency', { title: 'Latency', rows: [row('Latency', [
  timeseries('Slowest twentieth', { query: latency.quantile(0.95), unit: 'ms', description: '95 % of requests take up to this long.' }),
])] });`,
  good: `shop.dashboard('latency', { title: 'Latency', rows: [row('Latency', [
  timeseries('Slowest twentieth', { query: latency.quantile(0.95), description: '95 % of requests take up to this long.' }),
])] });`,
  *find(analysis) {
    for (const dashboard of analysis.project.dashboards) {
      for (const panel of panelsOf(dashboard)) yield* inUnits(panel, dashboard, analysis);
    }
  },
};

/** Panels that show numbers without a word beside them. */
const needUnit: ReadonlySet<PanelType> = new Set(['timeseries', 'stat', 'gauge', 'bargauge']);

function* inUnits(panel: Panel, dashboard: Dashboard, analysis: Analysis): Generator<Finding> {
  const units = unitsOf(panel, analysis);
  if (!units) return;
  const wrong = panel.unit === undefined ? undefined : mismatch(panel.unit, units);
  if (wrong) return yield inPanel(panel, dashboard, [1, 'unit'], wrong);
  for (const amount of panel.amounts ?? []) {
    const words = wrongAmount(amount, panel.unit === undefined ? units : [unitOfGrafana(panel.unit)]);
    if (words) yield inPanel(panel, dashboard, amount.path, words);
  }
  if (panel.unit !== undefined) return;
  if (needUnit.has(panel.type)) {
    const words = withoutUnit(units);
    if (words) yield inPanel(panel, dashboard, [0], words);
  }
}

/** Units of the queries; undefined where there are none, or where something is wrong with one already. */
function unitsOf({ queries }: Panel, analysis: Analysis): readonly (Unit | undefined)[] | undefined {
  const units: (Unit | undefined)[] = [];
  for (const { expr } of queries) {
    const inference = soundInference(expr, analysis);
    if (!inference || unknownMetrics(inference, analysis).length > 0) return undefined;
    if (selectorsOf(inference).some(({ series }) => series?.type === 'unknown')) return undefined;
    units.push(inference.root.unit);
  }
  return units.length === 0 ? undefined : units;
}

function mismatch(id: string, units: readonly (Unit | undefined)[]): Words | undefined {
  const meant = meantGrafanaUnit(id);
  if (meant !== undefined)
    return { message: `Grafana has no unit "${id}": it writes that behind the number`, help: `did you mean ${meant}?` };
  const shown = unitOfGrafana(id);
  const wrong = shown && units.find((unit) => unit && !fits(shown, unit));
  if (!shown || !wrong) return undefined;
  const right = grafanaUnit(wrong);
  const help =
    right === undefined ? 'convert it in the query' : `use "${right}", or leave unit out: it follows from the query`;
  return { message: `unit "${id}" shows ${unitName(shown)}, but the query returns ${unitName(wrong)}`, help };
}

/** `'500ms'` on an axis of bytes, or of milliseconds, where it is drawn at 0.5. */
function wrongAmount({ quantity, value }: WrittenAmount, shown: readonly (Unit | undefined)[]): Words | undefined {
  const values = shown.map((unit) => (unit && isCertain(unit, quantity) ? parseQuantity(quantity, unit) : value));
  if (values.includes(value)) return undefined;
  const name = unitName(shown[0]!);
  const [right] = values;
  return right === undefined
    ? {
        message: `${quantity} is no amount of ${name}, which the panel shows`,
        help: `write an amount of ${name}, or a number`,
      }
    : { message: `${quantity} is ${right} ${name}, but stands at ${value} on the panel`, help: `write ${right}` };
}

/** What is not known to be a fraction may be one all the same. */
function isCertain(unit: Unit, quantity: string): boolean {
  if (unit.loose || unit.kind === 'timestamp') return false;
  return unit.kind === 'ratio' || !dimensionless(unit) || !quantity.trim().endsWith('%');
}

/** A plain number may be a fraction, a percentage or a count: only of what is proven more can be said. */
function fits(shown: Unit, unit: Unit): boolean {
  const dimensions = compatible(shown, unit);
  if (dimensions !== true) return dimensions === undefined;
  if (unit.loose) return true;
  return shown.kind === unit.kind ? sameScale(shown, unit) : shown.kind !== 'timestamp' && unit.kind !== 'timestamp';
}

/** What is probably a fraction may as well be percent: `100 * a / b`. */
function isProbably({ loose, kind }: Unit): boolean {
  return loose && kind === 'ratio';
}

function withoutUnit(units: readonly (Unit | undefined)[]): Words | undefined {
  const ids = units.map((unit) => (unit && !isProbably(unit) ? grafanaUnit(unit) : undefined));
  if (ids[0] !== undefined && ids.every((id) => id === ids[0])) return undefined;
  const several = [...new Set(units.flatMap((unit) => (unit ? [unitName(unit)] : [])))];
  if (several.length > 1 && !units.includes(undefined))
    return {
      message: `the queries have different units: ${several.join(', ')}`,
      help: "give each unit a panel, or say unit: 'short'",
    };
  if (units.every((unit) => unit?.kind === 'timestamp'))
    return {
      message: 'Grafana shows dates in milliseconds, but the query returns a timestamp in seconds',
      help: "show its age: sub(math.time(), …); or the date: multiply it by 1000, with unit: 'dateTimeAsIso'",
    };
  const help =
    "say unit: '…' with a Grafana unit id such as 's', 'bytes', 'percentunit' or 'short'; or declare the unit of the metric";
  return { message: 'the unit does not follow from the query', help };
}
