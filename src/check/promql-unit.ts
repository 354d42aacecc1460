import { placeOf } from '../analyze/place.ts';
import type { Fact } from '../promql/infer.ts';
import { operatorNamed } from '../promql/operators.ts';
import { compatible, sameScale, type Unit } from '../promql/unit.ts';
import { unitName } from '../promql/unit-names.ts';
import type { Check } from './check.ts';
import { inferredUses, inUse } from './finding.ts';

export const promqlUnit: Check = {
  id: 'promql-unit',
  severity: 'error',
  class: 'fact',
  why: 'Seconds plus bytes, or seconds above milliseconds, is a number that means nothing.',
  bad: `shop.alert('SlowCheckout', { when: promql\`avg(shop_basket_bytes) > avg(shop_request_duration_seconds_sum / shop_request_duration_seconds_count)\`, severity: 'warning', runbook });`,
  good: `shop.alert('BigBaskets', { when: promql\`avg(shop_basket_bytes) > avg(shop_basket_bytes offset 1d)\`, severity: 'warning', runbook });`,
  *find(analysis) {
    for (const { use, inference } of inferredUses(analysis)) {
      for (const { expr, operands } of inference.nodes) {
        if (expr.kind !== 'binary' || !combinesLikeUnits(expr.op)) continue;
        const [left, right] = operands as readonly [Fact, Fact];
        const words = wordsFor(expr.op, left, right);
        if (words) yield inUse(use, placeOf(expr.opSpan, use.expression.origin), words);
      }
    }
  },
};

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
  return compatible(a, b) === true && !a.loose && !b.loose && a.kind === b.kind && !sameScale(a, b);
}

function wordsForMix(op: string, left: string, right: string): string {
  if (op === '+') return `${left} and ${right} are added`;
  return op === '-' ? `${right} are subtracted from ${left}` : `${left} are compared with ${right}`;
}
