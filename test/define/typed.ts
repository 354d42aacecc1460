import { type ExpectTypeOf, expectTypeOf } from 'vitest';
import type { FlagsIn, LabelsIn, UnitIn } from '../../src/define/operand.ts';

/** What the type of an expression knows: `knows(requests.rate('5m')).toEqualTypeOf<{ labels: …; unit: …; flags: … }>()`. */
export function knows<X>(_: X) {
  return expectTypeOf<Knowledge<keyof LabelsIn<X>, UnitIn<X>, FlagsIn<X>>>();
}

/** Labels, unit and flags of an expression. */
export interface Knowledge<L, U, F = never> {
  readonly labels: L;
  readonly unit: U;
  readonly flags: F;
}

/** The values that a label may have, as the type of an expression knows them. */
export function valuesOf<X, L extends keyof LabelsIn<X>>(
  _: X,
  __: L,
): ExpectTypeOf<LabelsIn<X>[L], { positive: true; branded: false }> {
  return expectTypeOf<LabelsIn<X>[L]>();
}

/** Code that must not compile, each wrong line under `@ts-expect-error`; it is not run. */
export function refused(_: () => void): void {}
