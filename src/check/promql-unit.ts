import { placeOf } from '../analyze/place.ts';
import type { Origin } from '../model/declaration.ts';
import type { Place, Related } from '../model/diagnostic.ts';
import type { Fact } from '../promql/infer.ts';
import { operatorNamed } from '../promql/operators.ts';
import { parseQuantity } from '../promql/quantity.ts';
import { unitReason } from '../promql/reasons.ts';
import { compatible, sameScale, type Unit } from '../promql/unit.ts';
import { unitName } from '../promql/unit-names.ts';
import type { Check } from './check.ts';
import { inUse } from './finding.ts';

export const promqlUnit: Check = {
  id: 'promql-unit',
  severity: 'error',
  class: 'fact',
  why: 'Seconds plus bytes, or seconds above milliseconds, is a number that means nothing.',
  bad: `shop.alert('SlowCheckout', { when: promql\`max(shop_basket_bytes) > histogram_quantile(0.95, sum by (le) (rate(shop_request_duration_seconds_bucket[5m])))\`, ...warning });`,
  good: `shop.alert('BigBaskets', { when: promql\`avg(shop_basket_bytes) > avg(shop_basket_bytes offset 1d)\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const { expr, operands } of inference.nodes) {
        if (expr.kind !== 'binary' || !combinesLikeUnits(expr.op)) continue;
        const [left, right] = operands as readonly [Fact, Fact];
        const words = wordsFor(expr.op, left, right) ?? wrongQuantity(left, right) ?? wrongQuantity(right, left);
        if (!words) continue;
        const { origin } = use.expression;
        const related = [left, right].flatMap((side) => comesFrom(side, origin));
        yield inUse(use, placeOf(expr.opSpan, origin, [0]), { ...words, related });
      }
    }
  },
};

/** Where the unit of a side comes from: nothing to show of a number. */
function comesFrom(side: Fact, fallback: Origin): readonly Related<Place>[] {
  const reason = isLiteral(side) ? undefined : unitReason(side);
  return reason ? [{ place: placeOf(reason.span, fallback), message: reason.because }] : [];
}

function combinesLikeUnits(op: string): boolean {
  return op === '+' || op === '-' || operatorNamed(op)?.kind === 'comparison';
}

function wordsFor(op: string, left: Fact, right: Fact): { message: string; help: string } | undefined {
  const [a, b] = [left.unit, right.unit];
  if (!a || !b || isLiteral(left) || isLiteral(right)) return undefined;
  const differ = compatible(a, b) === false;
  if (!differ && !differInScale(a, b)) return undefined;
  const message = wordsForMix(op, unitName(a), unitName(b));
  return { message, help: differ ? 'both sides must measure the same thing' : 'convert one of the sides' };
}

/** A number takes the unit of the other side. */
function isLiteral({ nature, type }: Fact): boolean {
  return nature === 'constant' && type === 'scalar';
}

function differInScale(a: Unit, b: Unit): boolean {
  const isSure = (!a.loose && !b.loose) || a.kind === 'timestamp';
  return compatible(a, b) === true && isSure && a.kind === b.kind && !sameScale(a, b);
}

function wordsForMix(op: string, left: string, right: string): string {
  if (op === '+') return `${left} and ${right} are added`;
  return op === '-' ? `${right} are subtracted from ${left}` : `${left} are compared with ${right}`;
}

/** A quantity of a definition, `gt('1GiB')`, that is none of the other side's unit, or stands for another number there. */
function wrongQuantity({ expr }: Fact, { unit }: Fact): { message: string; help: string } | undefined {
  if (expr.kind !== 'number' || expr.quantity === undefined || !unit || unit.loose || unit.kind === 'timestamp')
    return undefined;
  const value = parseQuantity(expr.quantity, unit);
  if (value === expr.value) return undefined;
  const name = unitName(unit);
  if (value === undefined)
    return { message: `${expr.quantity} is no amount of ${name}`, help: `write an amount of ${name}, or a number` };
  return { message: `${expr.quantity} is ${value} ${name}, but ${expr.value} is compared`, help: `write ${value}` };
}
