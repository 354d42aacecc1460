import type { Call, Expr } from '../../promql/ast.ts';
import { milliseconds } from '../../promql/evaluate-duration.ts';
import { onceFor } from '../../promql/once-for.ts';
import { children, unwrappedExpr } from '../../promql/walk.ts';
import { nameOf } from '../selected.ts';
import type { FedSeries } from './feed.ts';

/** An expression that is the same at all times, as far as what it reads is. */
interface Steady {
  /** Milliseconds that it looks back. */
  readonly back: number;
  /** Names of series of which it reads how fast they grow, and of those that it reads otherwise. */
  readonly growing: ReadonlySet<string>;
  readonly still: ReadonlySet<string>;
}

/**
 * From when on, in milliseconds, an expression returns the same at each evaluation, but for the last digits: counters grow evenly, gauges
 * do not change. Undefined where it may not.
 */
export function steadyFrom(ast: Expr, fed: ReadonlyMap<string, readonly FedSeries[]>): number | undefined {
  const steady = steadyOf(ast);
  if (steady === undefined) return undefined;
  const levels = (names: ReadonlySet<string>) => [...names].flatMap((name) => fed.get(name) ?? []);
  const isEven = ({ level }: FedSeries) => level.shape === 'ramp' && level.turn === undefined;
  const isSo =
    levels(steady.growing).every(isEven) &&
    levels(steady.still).every((series) => isEven(series) && series.level.step === 0);
  return isSo ? steady.back : undefined;
}

const steadyOf = onceFor((ast: Expr): Steady | undefined => {
  const found = { back: 0, growing: new Set<string>(), still: new Set<string>() };
  const waiting = [ast];
  for (let expr = waiting.pop(); expr; expr = waiting.pop()) {
    const within = read(expr, found);
    if (within === undefined) return undefined;
    waiting.push(...within);
  }
  return found;
});

const growths: ReadonlySet<string> = new Set(['rate', 'increase', 'irate']);
const overTime: ReadonlySet<string> = new Set(['avg_over_time', 'min_over_time', 'max_over_time', 'last_over_time']);
const ofValues: ReadonlySet<string> = new Set([
  'abs',
  'absent',
  'clamp_max',
  'clamp_min',
  'histogram_quantile',
  'scalar',
  'vector',
]);

type Found = { back: number; readonly growing: Set<string>; readonly still: Set<string> };

/** Notes what a node reads; returns what is left to look at, undefined where it may tell the time. */
function read(expr: Expr, found: Found): readonly Expr[] | undefined {
  switch (expr.kind) {
    case 'selector': {
      if (expr.offset || expr.at || expr.modifier !== undefined) return undefined;
      found.still.add(nameOf(expr) ?? '');
      return [];
    }
    case 'call':
      return ofValues.has(expr.func) ? expr.args : readRange(expr, found);
    case 'matrix':
    case 'subquery':
    case 'macro':
      return undefined;
    default:
      return children(expr);
  }
}

function readRange({ func, args }: Call, found: Found): readonly Expr[] | undefined {
  const range = args[0] && unwrappedExpr(args[0]);
  const names = growths.has(func) ? found.growing : overTime.has(func) ? found.still : undefined;
  if (args.length !== 1 || range?.kind !== 'matrix' || names === undefined) return undefined;
  const { selector } = range;
  if (selector.offset || selector.at || selector.modifier !== undefined || range.range.kind !== 'duration')
    return undefined;
  found.back = Math.max(found.back, milliseconds(range.range));
  names.add(nameOf(selector) ?? '');
  return [];
}
