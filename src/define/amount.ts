import type { Origin } from '../model/declaration.ts';
import type { Expr } from '../promql/ast.ts';
import { parseQuantity } from '../promql/quantity.ts';
import { div, number, ratio, seconds } from '../promql/unit.ts';
import { unitNamed } from '../promql/unit-names.ts';
import { numberNode } from './build.ts';
import { isHandle, refuse, treeOf } from './handle.ts';

const bytes = unitNamed('bytes');
/** Units whose spellings tell them apart, so that a quantity can be read before the unit of its expression is known. */
const spelled = [seconds, bytes, ratio, div(number, seconds), div(bytes, seconds)];

/** A quantity in base units: `'500ms'` is 0.5, `'5%'` 0.05; undefined where the text is no quantity. */
export function readAmount(text: string): number | undefined {
  for (const unit of spelled) {
    const value = parseQuantity(text, unit);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The right side of an operator, or a parameter: a number, a quantity or another expression. */
export function operandNode(origin: Origin, value: unknown, argument: number): Expr {
  if (Number.isNaN(value))
    return refuse(origin, argument, 'NaN is no number to calculate or compare with', 'look where it was computed');
  if (typeof value === 'number') return numberNode(origin, value);
  if (isHandle(value)) return treeOf(value);
  if (typeof value === 'string') {
    const amount = readAmount(value);
    if (amount !== undefined) return numberNode(origin, amount, value);
    refuse(
      origin,
      argument,
      `${describe(value)} is not a quantity`,
      "write a number, or an amount with its unit: '500ms', '1GiB', '5%', '10/s'",
    );
  }
  return refuse(
    origin,
    argument,
    `${describe(value)} is not an expression or a number`,
    'pass a metric, an expression, a number or a quantity',
  );
}

export const durationHelp = "write a duration as Prometheus does, units descending: '30s', '5m', '1h30m'";

/** Longer texts are shown by how they begin. */
const shownCharacters = 80;

/** A value in a message. */
export function describe(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > shownCharacters ? `${value.slice(0, shownCharacters)}…` : value);
  if (typeof value === 'function') return 'a function';
  if (value === null || typeof value !== 'object') return String(value);
  return Array.isArray(value) ? 'a list' : 'an object';
}
