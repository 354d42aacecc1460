import { ts } from '@ts-morph/common';
import type { Diagnostic, Location, Place } from '../model/diagnostic.ts';
import { type Call, callAt } from './call.ts';
import { bare, follow, headline } from './follow.ts';
import { importedAt } from './import-place.ts';
import { spanInLiteral } from './literal.ts';
import { readingOnce, type Source, type Sources } from './source.ts';

/** Turns the places of findings into exact characters of the definitions files. Every file is read and parsed once. */
export function locate(diagnostics: readonly Diagnostic[], sources: Sources = readingOnce()): Diagnostic<Location>[] {
  const at = (place: Place): Location => locationOf(place, sources(place.origin.file));
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    place: at(diagnostic.place),
    related: diagnostic.related.map(({ place, message }) => ({ place: at(place), message })),
  }));
}

function locationOf(place: Place, source: Source | undefined): Location {
  const { file, line, column } = place.origin;
  if (!source) return { file, line, column, endLine: line, endColumn: column };
  const { start, end } = charactersOf(place, source);
  return source.location(start, end);
}

interface Characters {
  readonly start: number;
  readonly end: number;
}

function charactersOf(place: Place, source: Source): Characters {
  if (place.path?.[0] === 'import') return importedAt(source.tree, place.path) ?? { start: 0, end: 0 };
  const offset = source.offset(place.origin);
  const call = callAt(source.tree, offset);
  if (!call) return tokenAt(source.tree, offset);
  return inCall(call, place);
}

function inCall(call: Call, { path = [], span, origin }: Place): Characters {
  const found = follow(call, path);
  const inText = span && found.exact && spanInLiteral(found.value, span, origin.template);
  if (inText) return inText;
  if (found.value === call) return range(wholeCall(call));
  const value = bare(found.value);
  return range(fits(value) ? value : found.key);
}

/** A value is shown whole on one line, and a text always; of anything longer its name says more. */
export function fits(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || !node.getText().includes('\n');
}

/** A declaration is shown by its name, a tag by its text, another call from its name to its end where that is one line. */
function wholeCall(call: Call): ts.Node | Characters {
  if (ts.isTaggedTemplateExpression(call)) return call.template;
  const name = headline(call);
  const whole = { start: name.getStart(), end: call.end };
  const isShort = !call.getSourceFile().text.slice(whole.start, whole.end).includes('\n');
  return ts.isStringLiteralLike(name) || !isShort ? name : whole;
}

function range(what: ts.Node | Characters): Characters {
  return 'kind' in what ? { start: what.getStart(), end: what.end } : what;
}

/** The word at an offset, where no call is: the place of a plain error. */
function tokenAt(tree: ts.SourceFile, offset: number): Characters {
  const word = /^(?:[\w$]+|[^\s])/u.exec(tree.text.slice(offset, offset + 200));
  return { start: offset, end: offset + (word?.[0].length ?? 0) };
}
