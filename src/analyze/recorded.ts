import type { RecordingRule } from '../model/rule.ts';
import type { Inference, SeriesFacts } from '../promql/infer.ts';
import { recordedSeries } from '../promql/inference.ts';
import { unitNamed } from '../promql/unit-names.ts';

/** Facts of the series a recording rule writes; a unit it declares goes before the inferred one. */
export function recordedFacts({ labels, unit }: RecordingRule, inference: Inference | undefined): SeriesFacts {
  const facts = inference && isRecorded(inference) ? recordedSeries(inference, labels) : unknownSeries;
  const declared = unit === undefined ? undefined : unitNamed(unit);
  return declared ? { ...facts, unit: declared } : facts;
}

/** A rule writes nothing for a range vector or a string. */
function isRecorded({ root }: Inference): boolean {
  return root.type === 'vector' || root.type === 'scalar';
}

/** A series of which nothing is known: that of a rule that does not parse, or that reads itself. */
export const unknownSeries: SeriesFacts = { type: 'unknown', labels: [], complete: false, unit: undefined };
