import type { RecordingRule } from '../model/rule.ts';
import type { Inference } from '../promql/infer.ts';
import { selectorsOf } from '../promql/inference.ts';
import { slipOf } from '../promql/nearest.ts';
import type { Analysis } from './analysis.ts';
import { labelFaults } from './label-faults.ts';
import { nameOf } from './selected.ts';

/** Whether an expression, or a recording rule that it reads, names a label, or a slip of it, in vain: that it lacks it is that fault. */
export function isNamedInVain(label: string, inference: Inference, analysis: Analysis): boolean {
  const seen = new Set<Inference>();
  const todo = [inference];
  for (let next = todo.pop(); next; next = todo.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const vain = labelFaults(next).map((fault) => fault.reference.label);
    if (vain.some((name) => name === label || slipOf(name, [label]) !== undefined)) return true;
    todo.push(...rulesReadBy(next, analysis).flatMap(({ expr }) => analysis.inference(expr) ?? []));
  }
  return false;
}

function rulesReadBy(inference: Inference, { project }: Analysis): readonly RecordingRule[] {
  const names = selectorsOf(inference).map(({ expr }) => nameOf(expr));
  return project.recordingRules.filter(({ name }) => names.includes(name));
}
