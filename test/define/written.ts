import { compileFunction } from 'node:vm';
import * as alidade from 'alidade';
import * as shop from './shop.ts';

/**
 * Runs code as if it stood in a file, so that what it calls sees the file, line and column of each call as it is written here.
 *
 * @example written('/home/someone/definitions/shop/metrics.ts', `return alidade.upTo(5);`)
 */
export function written<T = unknown>(file: string, code: string, given: Readonly<Record<string, unknown>> = {}): T {
  const names = { alidade, ...shop, ...given };
  return compileFunction(code, Object.keys(names), { filename: file })(...Object.values(names)) as T;
}

/** The line and column of a text in code, both from 1. */
export function placeIn(code: string, text: string): { readonly line: number; readonly column: number } {
  const before = code.slice(0, code.indexOf(text)).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
