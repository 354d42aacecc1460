import type { Analysis } from '../analyze/analysis.ts';
import { nameOf } from '../analyze/selected.ts';
import type { Burn } from '../model/burn.ts';
import type { Place } from '../model/diagnostic.ts';
import { percentage } from '../model/percent.ts';
import type { Alert } from '../model/rule.ts';
import { roleOf, type Slo } from '../model/slo.ts';
import { windowName } from '../model/slo-series.ts';
import { subjectOf } from '../model/subject.ts';
import { formatNumber } from '../promql/number.ts';
import { formatQuantity } from '../promql/quantity.ts';
import type { Finding } from './check.ts';
import type { Words } from './finding.ts';

type Path = NonNullable<Place['path']>;

/** A finding about an option of the call that made an SLO's indicator: `[0, 'total']`. */
export function inSli(slo: Slo, path: Path, words: Words): Finding {
  return { subject: subjectOf(slo), place: { origin: slo.sli.origin, path }, silencers: [slo], ...words };
}

/** Argument of the indicator's call that holds its options. */
export function optionsOfSli({ sli }: Slo): number {
  return sli.type === 'ratio' ? 0 : 1;
}

/** Whether there is a budget, and something to be good: of other objectives slo-objective speaks. */
export function hasBudget({ target }: Slo): boolean {
  return target > 0 && target < 1;
}

/** `2% of the budget within 1h`. */
export function pairWords({ share, long }: Burn): string {
  return `${percentage(share, 4)} of the budget within ${windowName(long)}`;
}

/** What the histogram of an SLO observes, in its unit: `500 ms`. */
export function observed(value: number, { sli }: Slo, { lookup }: Analysis): string {
  const name = sli.type === 'latency' && sli.histogram.ast ? (nameOf(sli.histogram.ast) ?? '') : '';
  const unit = (lookup(`${name}_bucket`) ?? lookup(name))?.observes;
  return unit ? formatQuantity(value, unit) : formatNumber(value);
}

/** Where an option of an alert is written that may have been made for an SLO. */
export function alertOption(alert: Alert, path: Path, slos: readonly Slo[]): Path {
  const slo = slos.find(({ id }) => id === alert.slo);
  const which = slo && roleOf(alert, slo);
  return which === undefined ? path : [1, 'alerts', which, ...path.slice(1)];
}
