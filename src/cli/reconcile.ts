import type { Diagnostic, Location } from '../model/diagnostic.ts';

type Located = Diagnostic<Location>;

/**
 * The compiler's errors and ours in one list, by place. What stops a file from loading is often what the compiler says
 * already: that is said once, with our words for help.
 */
export function reconcile(types: readonly Located[], found: readonly Located[]): Located[] {
  const errors = types.filter((error) => !followsFrom(error, types)).map((error) => withHelp(error, found));
  const rest = found.filter((one) => !types.some((error) => says(error, one)));
  return unique([...errors, ...rest]).sort(byPlace);
}

/** An expression is often refused because a part of it was. */
function followsFrom(error: Located, types: readonly Located[]): boolean {
  return types.some((other) => contains(error.place, other.place) && !contains(other.place, error.place));
}

function contains(outer: Location, inner: Location): boolean {
  const startsBefore = outer.line < inner.line || (outer.line === inner.line && outer.column <= inner.column);
  const endsAfter =
    outer.endLine > inner.endLine || (outer.endLine === inner.endLine && outer.endColumn >= inner.endColumn);
  return outer.file === inner.file && startsBefore && endsAfter;
}

/** What the compiler said already: of a check on the very same characters, of the load more loosely. */
function says(error: Located, found: Located): boolean {
  if (found.check === 'load') return isSame(error, found);
  return contains(error.place, found.place) && contains(found.place, error.place);
}

/** On the same lines, or in a file that is no TypeScript, which cannot load for other reasons. */
function isSame(error: Located, found: Located): boolean {
  if (error.place.file !== found.place.file) return false;
  return isSyntax(error) || (error.place.line <= found.place.endLine && found.place.line <= error.place.endLine);
}

/** TypeScript numbers its syntax errors from 1000 to 1999. */
function isSyntax({ message }: Located): boolean {
  return /^TS1\d{3}:/.test(message);
}

/**
 * Our words on the very same characters say what to write instead, and may write it, unless the compiler's do; those of a
 * plain throw do not.
 */
function withHelp(error: Located, found: readonly Located[]): Located {
  if (isSyntax(error)) return error;
  const ours = found.find(
    (one) => says(error, one) && overlaps(error.place, one.place) && !/^\w*Error:/.test(one.message),
  );
  if (!ours) return error;
  const help = error.help ?? ours.help ?? ours.message;
  return ours.fix === undefined ? { ...error, help } : { ...error, help, fix: ours.fix, place: ours.place };
}

function overlaps(a: Location, b: Location): boolean {
  const isBefore = (one: Location, other: Location) =>
    one.endLine < other.line || (one.endLine === other.line && one.endColumn <= other.column);
  return a.file === b.file && !isBefore(a, b) && !isBefore(b, a);
}

function unique(diagnostics: readonly Located[]): Located[] {
  const seen = new Map(
    diagnostics.map((one) => [JSON.stringify([one.check, one.subject, one.message, one.place]), one]),
  );
  return [...seen.values()];
}

function byPlace(a: Located, b: Located): number {
  if (a.place.file !== b.place.file) return a.place.file < b.place.file ? -1 : 1;
  return a.place.line - b.place.line || a.place.column - b.place.column;
}
