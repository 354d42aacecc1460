import type { HistogramFacts, LabelFact, SeriesFacts } from '../promql/infer.ts';
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
    ...recordedTogether(all),
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

/** Nothing where they are of different kinds. What may be of one may be of all; of several rules none is to blame for a label. */
function recordedTogether(all: readonly SeriesFacts[]): Pick<SeriesFacts, 'recorded'> {
  const recorded = all.flatMap((facts) => facts.recorded ?? []);
  const [first, ...others] = recorded;
  if (first === undefined || recorded.length < all.length) return {};
  if (others.some(({ nature, histogram }) => nature !== first.nature || histogram?.form !== first.histogram?.form))
    return {};
  return {
    recorded: {
      nature: first.nature,
      histogram: commonHistogram(recorded.map(({ histogram }) => histogram)),
      conditional: recorded.some(({ conditional }) => conditional),
      byZero: recorded.some(({ byZero }) => byZero),
    },
  };
}

function commonHistogram(all: readonly (HistogramFacts | undefined)[]): HistogramFacts | undefined {
  const [first] = all;
  if (first === undefined || all.some((other) => other?.form !== first.form)) return undefined;
  const sameBounds = all.every((other) => String(other?.bounds) === String(first.bounds));
  return {
    form: first.form,
    observes: commonUnit(all.map((one) => one?.observes)),
    bounds: sameBounds ? first.bounds : undefined,
  };
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
  const usual = silent === 0 && facts.every((fact) => fact.usual) ? ({ usual: true } as const) : {};
  const ofTarget = facts.every((fact) => fact.ofTarget) ? ({ ofTarget: true } as const) : {};
  return withCount({ name, presence: always ? 'always' : 'maybe', values, ...usual, ...ofTarget }, count);
}
