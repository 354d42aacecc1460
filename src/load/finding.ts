import type { Origin } from '../model/declaration.ts';
import { calledFrom, type Diagnostic, type Place } from '../model/diagnostic.ts';

/** Something that stopped a part of the definitions from loading. */
export function loadError(subject: string, message: string, place: Place, rest: Partial<Diagnostic> = {}): Diagnostic {
  return { check: 'load', severity: 'error', subject, message, place, related: calledFrom(place.origin), ...rest };
}

/** A place that is a whole file or folder. */
export function fileOrigin(file: string): Origin {
  return { file, line: 1, column: 1, callers: [] };
}
