import type { Expression } from '../../model/expression.ts';
import type { Expr } from '../../promql/ast.ts';
import { CannotEvaluate, EvaluationError } from '../../promql/evaluate-types.ts';
import { onceFor } from '../../promql/once-for.ts';
import { print } from '../../promql/print.ts';
import { children } from '../../promql/walk.ts';
import type { Analysis } from '../analysis.ts';
import { append } from '../append.ts';
import { isSound } from '../sound.ts';
import { type Condition, conditionOf, namesSelected } from './condition.ts';
import { isDistinct } from './distinct.ts';
import type { FedSeries } from './feed.ts';
import { Unprovable } from './unprovable.ts';
import { type Setting, type World, worldOf } from './world.ts';

/** A part of a rule that Prometheus may refuse to evaluate, and what it reads. */
interface Risk {
  /** The first rule that has it. */
  readonly rule: string;
  readonly expr: Expr;
  readonly condition: Condition;
  readonly names: ReadonlySet<string>;
}

/** By the name of each series that they read; what many rules have in common, whatever their thresholds, once. */
const risksOf = onceFor((analysis: Analysis): ReadonlyMap<string, readonly Risk[]> => {
  const { alerts, recordingRules } = analysis.project;
  const known = new Set<string>();
  const risks = new Map<string, Risk[]>();
  for (const { name, expr } of [...alerts, ...recordingRules]) {
    const condition = conditionIn(expr, analysis);
    for (const part of condition ? risky(condition.expr) : []) {
      const text = print(part);
      if (known.has(text)) continue;
      known.add(text);
      const names = namesSelected(part, condition!);
      for (const read of names) append(risks, read, { rule: name, expr: part, condition: condition!, names });
    }
  }
  return risks;
});

/** The outermost operations that want one series for one, and calls that may make two series one. */
function risky(whole: Expr): readonly Expr[] {
  const found: Expr[] = [];
  const waiting = [whole];
  for (let expr = waiting.pop(); expr; expr = waiting.pop()) {
    if (mayBeRefused(expr)) found.push(expr);
    else waiting.push(...children(expr));
  }
  return found;
}

function mayBeRefused(expr: Expr): boolean {
  if (expr.kind === 'call') return expr.func === 'label_replace' || expr.func === 'label_join';
  if (expr.kind !== 'binary' || expr.matching === undefined || expr.matching.card === 'many-to-many') return false;
  return !isDistinct(expr);
}

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
  const byName = new Map<string, FedSeries[]>();
  for (const series of fed) append(byName, series.name, series);
  const risks = risksOf(analysis);
  const concerned = new Set([...byName.keys()].flatMap((name) => risks.get(name) ?? []));
  const isMet = ({ names, condition, expr }: Risk) => {
    const read = [...names].flatMap((name) => byName.get(name) ?? []);
    const world = worldOf(read, { ...setting, condition });
    return times.some((at) => isRefused(world, expr, at));
  };
  return [...concerned].find(isMet)?.rule;
}

function isRefused(world: World, expr: Expr, at: number): boolean {
  try {
    world.value(expr, at);
    return false;
  } catch (error) {
    if (error instanceof CannotEvaluate) return false;
    if (error instanceof EvaluationError) return true;
    throw error;
  }
}
