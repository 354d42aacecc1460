/** Functions of single values, and the arithmetic of operators, where JavaScript's differs from Go's too. */
import type { FunctionName } from './functions.ts';

/** Given a value and the scalars among the arguments. */
export type ValueFunction = (value: number, scalars: readonly number[]) => number;

export const valueFunctions: Partial<Record<FunctionName, ValueFunction>> = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  ceil: Math.ceil,
  clamp: (value, [least, most]) => largest(least!, smallest(most!, value)),
  clamp_max: (value, [most]) => smallest(most!, value),
  clamp_min: (value, [least]) => largest(least!, value),
  cos: Math.cos,
  cosh: Math.cosh,
  deg: (value) => (value * 180) / Math.PI,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  rad: (value) => (value * Math.PI) / 180,
  round: (value, [to = 1]) => Math.floor(value * (1 / to) + 0.5) / (1 / to),
  sgn: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
};

/** An infinity decides before NaN does. */
export function largest(a: number, b: number): number {
  return a === Infinity || b === Infinity ? Infinity : Math.max(a, b);
}

export function smallest(a: number, b: number): number {
  return a === -Infinity || b === -Infinity ? -Infinity : Math.min(a, b);
}

/** 1 to any power is 1, and so is -1 to an infinite one. */
export function power(base: number, exponent: number): number {
  return base === 1 || (base === -1 && Math.abs(exponent) === Infinity) ? 1 : base ** exponent;
}
