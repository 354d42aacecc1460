import type { Metric } from '../model/metric.ts';
import { sameUnit } from '../promql/unit.ts';
import { baseUnitOf, isBaseUnit, type UnitName, unitNamed, unitOfMetricName } from '../promql/unit-names.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const metricUnit: Check = {
  id: 'metric-unit',
  severity: 'warning',
  class: 'advice',
  why: 'Queries, thresholds and panels trust the unit; a name that says another one misleads everybody who reads it.',
  bad: `const checkout = server.gauge('shop_last_checkout_milliseconds', { help: 'Time of the last checkout.', unit: 'seconds' });
shop.alert('SlowCheckout', { when: checkout.gt('1s'), ...warning });`,
  good: `const checkout = server.gauge('shop_last_checkout_seconds', { help: 'Time of the last checkout.', unit: 'seconds' });
shop.alert('SlowCheckout', { when: checkout.gt('1s'), ...warning });`,
  *find({ project }) {
    for (const metric of project.metrics) {
      const problem = metric.catalog === undefined ? problemOf(metric) : undefined;
      if (problem) yield inOption(metric, problem.path, problem);
    }
  },
};

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly help: string;
}

function problemOf({ name, unit, counts }: Metric): Problem | undefined {
  if (unit !== undefined && !isBaseUnit(unit)) return notBase(unit);
  const claimed = unitOfMetricName(name);
  if (!claimed) return undefined;
  const declared = unit === undefined ? undefined : unitNamed(unit);
  if (declared ? sameUnit(declared, claimed.unit) : counts === undefined && isBaseUnit(claimed.name)) return undefined;
  if (!declared && counts === undefined) return claimsNonBase(name, claimed.name);
  if (unit === 'timestamp' && claimed.name === 'seconds') return undefined; // `node_time_seconds`: a Unix time is in seconds
  const says = unit === undefined ? `counts ${counts}` : `is in ${unit}`;
  return {
    path: [0],
    message: `the name says ${claimed.name}, but the metric ${says}`,
    help:
      unit === undefined
        ? 'declare the unit instead of `counts`'
        : `name it for its unit: ${renamed(name, claimed.name, unit)}`,
  };
}

function notBase(unit: string): Problem {
  const known = unitNamed(unit) !== undefined;
  const message = known ? `${unit} is not a base unit` : `there is no unit "${unit}"`;
  const help = known
    ? `expose and declare ${baseUnitOf(unit as UnitName)}; panels choose how to show it`
    : 'units are seconds, bytes, ratio, celsius, volts, amperes, joules, watts, grams, meters, timestamp; `counts` names things';
  return { path: [1, 'unit'], message, help };
}

function claimsNonBase(name: string, claimed: UnitName): Problem {
  const base = baseUnitOf(claimed);
  const help = `expose ${base}: ${renamed(name, claimed, base)}`;
  return { path: [0], message: `the name says ${claimed}, which is not a base unit`, help };
}

function renamed(name: string, from: string, to: string): string {
  const suffix = to === 'timestamp' ? 'timestamp_seconds' : to;
  return name.replace(
    new RegExp(`(?:timestamp_)?${from === 'timestamp' ? 'seconds' : from}(?=_total$|_sum$|_info$|$)`),
    suffix,
  );
}
