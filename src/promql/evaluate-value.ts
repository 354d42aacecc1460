/** Values as what an argument must be. The types of an expression are checked before it is evaluated. */
import { CannotEvaluate, type Value, type VectorSample } from './evaluate-types.ts';

export function numberOf(value: Value | undefined): number {
  if (value?.type !== 'scalar') throw new CannotEvaluate(`a ${value?.type} stands where a scalar is needed`);
  return value.value;
}

export function samplesOf(value: Value | undefined): readonly VectorSample[] {
  if (value?.type !== 'vector') throw new CannotEvaluate(`a ${value?.type} stands where a vector is needed`);
  return value.samples;
}

export function textOf(value: Value | undefined): string {
  if (value?.type !== 'string') throw new CannotEvaluate(`a ${value?.type} stands where a string is needed`);
  return value.value;
}
