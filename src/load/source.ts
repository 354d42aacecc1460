import { readFileSync } from 'node:fs';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { ts } from '@ts-morph/common';
import { transformSync } from 'esbuild';
import type { Frame } from '../model/declaration.ts';
import type { Location } from '../model/diagnostic.ts';
import { transformOptions } from './transform.js';

/** A definitions file as its author wrote it, parsed, and how positions of the loaded code lead back to it. */
export interface Source {
  readonly file: string;
  readonly tree: ts.SourceFile;
  /** Offset of a frame of the loaded code. */
  readonly offset: (frame: Frame) => number;
  readonly location: (start: number, end: number) => Location;
}

/** The source of a file; undefined where there is no file to read, such as a folder. */
export type Sources = (file: string) => Source | undefined;

/** Reads and parses every file that is asked for, once. */
export function readingOnce(): Sources {
  const known = new Map<string, Source | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, readSource(file));
    return known.get(file);
  };
}

function readSource(file: string): Source | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const map = sourceMap(text);
  return {
    file,
    tree,
    offset: (frame) => offsetOf(tree, map, frame),
    location: (start, end) => locationOf(tree, start, end),
  };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch {
    return undefined;
  }
}

/** The same transformation as the hook's, this time with its map; a file that does not parse was never loaded and has none. */
function sourceMap(text: string): TraceMap | undefined {
  try {
    return new TraceMap(transformSync(text, { ...transformOptions, sourcemap: 'external' }).map);
  } catch {
    return undefined;
  }
}

function offsetOf(tree: ts.SourceFile, map: TraceMap | undefined, frame: Frame): number {
  const mapped = map && originalPositionFor(map, { line: frame.line, column: frame.column - 1 });
  const line = mapped?.line ?? frame.line;
  const column = mapped?.column ?? frame.column - 1;
  const starts = tree.getLineStarts();
  const start = starts[line - 1];
  return start === undefined ? 0 : Math.min(start + column, tree.text.length);
}

function locationOf(tree: ts.SourceFile, start: number, end: number): Location {
  const from = tree.getLineAndCharacterOfPosition(start);
  const to = tree.getLineAndCharacterOfPosition(end);
  return {
    file: tree.fileName,
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}
