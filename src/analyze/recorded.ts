import type { RecordingRule } from '../model/rule.ts';
import type { Inference, LabelFact, SeriesFacts } from '../promql/infer.ts';
import { unitNamed } from '../promql/unit-names.ts';
import { closed } from './target.ts';

/** Facts of the series a recording rule writes: those of its expression, under the rule's own labels. */
export function recordedFacts(rule: RecordingRule, inference: Inference | undefined): SeriesFacts {
  const declared = rule.unit === undefined ? undefined : unitNamed(rule.unit);
  if (!inference) return { ...unknownSeries, unit: declared };
  const { labels, unit, values, nature, histogram, conditional } = inference.root;
  return {
    type: 'gauge',
    labels: overlaid(labels.labels, rule.labels),
    complete: labels.complete,
    unit: declared ?? unit,
    values,
    observes: histogram?.observes,
    bounds: histogram?.bounds,
    recorded: { nature, histogram, conditional },
  };
}

/** A series of which nothing is known: that of a rule that does not parse, or that reads itself. */
export const unknownSeries: SeriesFacts = { type: 'unknown', labels: [], complete: false, unit: undefined };

/** Labels with a rule's own labels put over them. */
export function overlaid(labels: readonly LabelFact[], own: Readonly<Record<string, string>>): readonly LabelFact[] {
  const kept = labels.filter((label) => !Object.hasOwn(own, label.name));
  return [...kept, ...Object.entries(own).map(([name, value]) => closed(name, [value]))];
}
