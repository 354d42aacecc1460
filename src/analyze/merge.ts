import type { LabelFact, SeriesFacts } from '../promql/infer.ts';
import { valueCount, withCount } from '../promql/labels.ts';
import { seriesCount } from '../promql/series-estimate.ts';
import { sameUnit, type Unit } from '../promql/unit.ts';
import type { ValueRange } from '../promql/values.ts';
import { append } from './append.ts';

/** What holds of a series name that several sources deliver: only what holds of every one of them. */
export function mergeFacts(all: readonly SeriesFacts[]): SeriesFacts {
  const [first, ...others] = all as readonly [SeriesFacts, ...SeriesFacts[]];
  if (others.length === 0) return first;
  const alike = others.every((other) => other.type === first.type);
  const sameFamily = others.every((other) => other.family === first.family);
  const sameBounds = others.every((other) => String(other.bounds) === String(first.bounds));
  return {
    type: alike ? first.type : 'unknown',
    labels: mergeLabels(all),
    complete: all.every((facts) => facts.complete),
    count: total(all.map(seriesCount)),
    unit: commonUnit(all.map((facts) => facts.unit)),
    ...(first.values && others.every((other) => sameRange(first.values, other.values)) && { values: first.values }),
    ...(first.family !== undefined && sameFamily && { family: first.family }),
    ...(alike && {
      observes: commonUnit(all.map((facts) => facts.observes)),
      bounds: sameBounds ? first.bounds : undefined,
    }),
    ...(first.recorded && sameRecorded(all) && { recorded: first.recorded }),
  };
}

/** Undefined where a part is. */
function total(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), 0);
}

function commonUnit(units: readonly (Unit | undefined)[]): Unit | undefined {
  const [first] = units;
  return first && units.every((unit) => unit && sameUnit(unit, first)) ? first : undefined;
}

function sameRange(a: ValueRange | undefined, b: ValueRange | undefined): boolean {
  if (!a || !b) return a === b;
  return a.min === b.min && a.max === b.max && a.minOpen === b.minOpen && a.maxOpen === b.maxOpen && a.nan === b.nan;
}

function sameRecorded(all: readonly SeriesFacts[]): boolean {
  const [first] = all;
  return all.every(({ recorded }) => {
    return (
      recorded?.nature === first?.recorded?.nature && recorded?.histogram?.form === first?.recorded?.histogram?.form
    );
  });
}

/** What holds of the labels of whatever comes from one of several sources. */
export function mergeLabels(all: readonly Pick<SeriesFacts, 'labels' | 'complete'>[]): readonly LabelFact[] {
  const byName = new Map<string, LabelFact[]>();
  for (const { labels } of all) {
    for (const label of labels) append(byName, label.name, label);
  }
  /** Sources that say nothing of a label and may yet have it. */
  const open = all.filter((facts) => !facts.complete).length;
  return [...byName].map(([name, facts]) => mergeLabel(name, facts, all.length - facts.length, open));
}

/** `silent` sources do not list the label; where one of these is incomplete, any value is possible. */
function mergeLabel(name: string, facts: readonly LabelFact[], silent: number, open: number): LabelFact {
  const present = facts.filter((fact) => fact.presence !== 'never');
  const anything = (silent > 0 && open > 0) || present.some((fact) => fact.values === undefined);
  if (present.length === 0 && !(silent > 0 && open > 0)) return { name, presence: 'never' };
  const always = silent === 0 && facts.every((fact) => fact.presence === 'always');
  const values = anything ? undefined : [...new Set(present.flatMap((fact) => fact.values ?? []))];
  const count = anything && open === 0 ? total([...present.map(valueCount), always ? 0 : 1]) : undefined;
  return withCount({ name, presence: always ? 'always' : 'maybe', values }, count);
}
