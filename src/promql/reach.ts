import type { At, Duration, Span } from './ast.ts';
import type { Fact, Inference } from './facts.ts';
import { lengthOf, selectorsOf } from './inference.ts';

/** How far into the past a selector reads at most, from the time of evaluation on. */
export interface Reach {
  readonly selector: Fact;
  readonly milliseconds: number;
  /** The range or offset that adds most to it. */
  readonly most: { readonly span: Span; readonly milliseconds: number };
  /** The one that adds least: an offset into the future takes away. */
  readonly least: Reach['most'];
}

/**
 * Ranges and offsets of every selector and of the subqueries around it, summed. What a macro stands for counts as nothing; of
 * what is pinned by `@`, or moved by a macro, there is no telling.
 */
export function reaches(inference: Inference): readonly Reach[] {
  return selectorsOf(inference).flatMap((selector): readonly Reach[] => {
    const steps = stepsBack(selector);
    if (steps === undefined || steps.length === 0) return [];
    const most = steps.reduce((a, b) => (b.milliseconds > a.milliseconds ? b : a));
    const least = steps.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
    return [{ selector, milliseconds: steps.reduce((sum, step) => sum + step.milliseconds, 0), most, least }];
  });
}

/** Of nodes that were asked about: in a long chain most have the same answer. */
const ranges = new WeakMap<Fact, { readonly around: Fact | undefined }>();

/** The nearest range or subquery that a node stands in. */
export function rangeAround(node: Fact): Fact | undefined {
  const passed: Fact[] = [];
  let at = node.parent;
  for (; at && !isRange(at) && !ranges.has(at); at = at.parent) passed.push(at);
  const around = at && !isRange(at) ? ranges.get(at)?.around : at;
  for (const one of passed) ranges.set(one, { around });
  return around;
}

function isRange({ expr }: Fact): boolean {
  return expr.kind === 'matrix' || expr.kind === 'subquery';
}

type Step = Reach['most'];

/** Undefined where the time is fixed, or unknown. */
function stepsBack(selector: Fact): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (let node: Fact | undefined = selector; node; node = rangeAround(node)) {
    const { expr } = node;
    if (expr.kind === 'selector' && !moved(expr, steps)) return undefined;
    if (expr.kind === 'matrix') add(expr.range, steps);
    if (expr.kind === 'subquery') {
      add(expr.range, steps);
      if (!moved(expr, steps)) return undefined;
    }
  }
  return steps;
}

function moved({ at, offset }: { readonly at: At | undefined; readonly offset: Duration | undefined }, steps: Step[]) {
  return at === undefined && (offset === undefined || add(offset, steps));
}

/** Whether the length of the duration is known. */
function add(duration: Duration, steps: Step[]): boolean {
  const milliseconds = lengthOf(duration);
  if (milliseconds !== undefined) steps.push({ span: duration, milliseconds });
  return milliseconds !== undefined;
}
