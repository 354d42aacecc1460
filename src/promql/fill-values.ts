/** Values of a Go template, with the types that Go tells apart: whether they are true, how they are shown and compared. */
import { parseFloat64 } from './go-float.ts';
import { formatGeneral } from './number.ts';
import { fail } from './template-failure.ts';

export type GoValue =
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'list'; readonly items: readonly GoValue[] }
  /** Of texts: what is not there is the empty one. Of anything: nothing. */
  | { readonly kind: 'map'; readonly entries: Readonly<Record<string, GoValue>>; readonly ofTexts: boolean }
  /** Fields of a struct, in their order. */
  | { readonly kind: 'struct'; readonly type: 'data' | 'sample'; readonly fields: Readonly<Record<string, GoValue>> }
  | { readonly kind: 'nil' };

export const nil: GoValue = { kind: 'nil' };
export const float = (value: number): GoValue => ({ kind: 'float', value });
export const int = (value: number): GoValue => ({ kind: 'int', value });
export const string = (value: string): GoValue => ({ kind: 'string', value });
export const bool = (value: boolean): GoValue => ({ kind: 'bool', value });

export function texts(entries: Readonly<Record<string, string>>): GoValue {
  const values = Object.entries(entries).map(([name, value]) => [name, string(value)]);
  return { kind: 'map', entries: Object.fromEntries(values), ofTexts: true };
}

export function sample(labels: Readonly<Record<string, string>>, value: number): GoValue {
  return { kind: 'struct', type: 'sample', fields: { Labels: texts(labels), Value: float(value) } };
}

export function isTrue(value: GoValue): boolean {
  switch (value.kind) {
    case 'float':
    case 'int':
      return value.value !== 0;
    case 'string':
      return value.value !== '';
    case 'bool':
      return value.value;
    case 'list':
      return value.items.length > 0;
    case 'map':
      return Object.keys(value.entries).length > 0;
    case 'struct':
      return true;
    case 'nil':
      return false;
  }
}

/** As Go's `%v` shows it. What shows an address in memory is not known. */
export function shown(value: GoValue): string {
  switch (value.kind) {
    case 'float':
      return formatGeneral(value.value);
    case 'int':
    case 'bool':
      return String(value.value);
    case 'string':
      return value.value;
    case 'map':
      return `map[${sortedEntries(value.entries)
        .map(([name, entry]) => `${name}:${shown(entry)}`)
        .join(' ')}]`;
    case 'struct':
      return `{${Object.values(value.fields).map(shown).join(' ')}}`;
    case 'list':
      return value.items.length === 0 ? '[]' : fail('samples are shown by their address');
    case 'nil':
      return '<no value>';
  }
}

export function sortedEntries(entries: Readonly<Record<string, GoValue>>): readonly [string, GoValue][] {
  return Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The field of a value, or the entry of a map. */
export function fieldOf(value: GoValue, name: string): GoValue {
  if (value.kind === 'struct')
    return Object.hasOwn(value.fields, name) ? value.fields[name]! : fail(`no field ${name}`);
  return value.kind === 'map' ? entryOf(value, name) : fail(`no field ${name}`);
}

export function entryOf({ entries, ofTexts }: Extract<GoValue, { kind: 'map' }>, name: string): GoValue {
  return Object.hasOwn(entries, name) ? entries[name]! : ofTexts ? string('') : nil;
}

/** The number that a function of any value takes; a text may hold one. */
export function numberIn(value: GoValue): number {
  if (value.kind === 'float' || value.kind === 'int') return value.value;
  const read = value.kind === 'string' ? parseFloat64(value.value) : undefined;
  return read ?? fail('not a number');
}

/** -1, 0 or 1; NaN where neither is less. Values of different types have no order, nor equality. */
export function compared(a: GoValue, b: GoValue): number {
  if (a.kind !== b.kind || !('value' in a) || !('value' in b)) return fail('incompatible types for comparison');
  return a.value === b.value ? 0 : a.value < b.value ? -1 : a.value > b.value ? 1 : NaN;
}
