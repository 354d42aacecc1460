import type { Expression } from '../../model/expression.ts';
import { CannotEvaluate, EvaluationError } from '../../promql/evaluate-types.ts';
import { onceFor } from '../../promql/once-for.ts';
import type { Analysis } from '../analysis.ts';
import { append } from '../append.ts';
import { isSound } from '../sound.ts';
import { type Condition, conditionOf, namesSelected } from './condition.ts';
import type { FedSeries } from './feed.ts';
import { Unprovable } from './unprovable.ts';
import { type Setting, worldOf } from './world.ts';

/** A rule, and what decides it. */
interface Reader {
  readonly name: string;
  readonly condition: Condition;
}

const readersOf = onceFor((analysis: Analysis): ReadonlyMap<string, readonly Reader[]> => {
  const { alerts, recordingRules } = analysis.project;
  const readers = new Map<string, Reader[]>();
  for (const { name, expr } of [...alerts, ...recordingRules]) {
    const condition = conditionIn(expr, analysis);
    if (condition)
      for (const read of namesSelected(condition.expr, condition)) append(readers, read, { name, condition });
  }
  return readers;
});

function conditionIn(expr: Expression, analysis: Analysis): Condition | undefined {
  const inference = isSound(expr) ? analysis.inference(expr) : undefined;
  try {
    return inference && conditionOf(inference, analysis);
  } catch (error) {
    if (error instanceof Unprovable) return undefined;
    throw error;
  }
}

/**
 * The rule that Prometheus refuses to evaluate with these series, such as one that takes two of them for one: promtool evaluates all
 * rules in every test, and fails where one does. Undefined where it evaluates all.
 */
export function refusedRule(
  fed: readonly FedSeries[],
  { setting, times }: { readonly setting: Setting; readonly times: readonly number[] },
  analysis: Analysis,
): string | undefined {
  const readers = readersOf(analysis);
  const concerned = new Set([...new Set(fed.map(({ name }) => name))].flatMap((name) => readers.get(name) ?? []));
  return [...concerned].find(({ condition }) => times.some((at) => isRefused(fed, { ...setting, condition }, at)))
    ?.name;
}

function isRefused(fed: readonly FedSeries[], setting: Setting, at: number): boolean {
  try {
    worldOf(fed, setting).value(setting.condition.expr, at);
    return false;
  } catch (error) {
    if (error instanceof CannotEvaluate) return false;
    if (error instanceof EvaluationError) return true;
    throw error;
  }
}
