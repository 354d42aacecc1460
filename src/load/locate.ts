import { ts } from '@ts-morph/common';
import type { Diagnostic, Location, Place } from '../model/diagnostic.ts';
import { type Call, callAt } from './call.ts';
import { bare, follow, headline } from './follow.ts';
import { importedAt } from './import-place.ts';
import { type Characters, spanInLiteral } from './literal.ts';
import { replacementOf } from './replacement.ts';
import { readingOnce, type Source, type Sources } from './source.ts';

/** Turns the places of findings into exact characters of the definitions files. Every file is read and parsed once. */
export function locate(diagnostics: readonly Diagnostic[], sources: Sources = readingOnce()): Diagnostic<Location>[] {
  const at = (place: Place): Location => locationOf(place, sources(place.origin.file));
  return diagnostics.map(({ fix, ...diagnostic }) => {
    const { place, related } = diagnostic;
    const source = fix === undefined ? undefined : sources(place.origin.file);
    const replacement = source && fixOf(fix!, place, source);
    return {
      ...diagnostic,
      place: at(place),
      related: related.map((one) => ({ place: at(one.place), message: one.message })),
      ...(replacement !== undefined && { fix: replacement }),
    };
  });
}

function locationOf(place: Place, source: Source | undefined): Location {
  const { file, line, column } = place.origin;
  if (!source) return { file, line, column, endLine: line, endColumn: column };
  const { start, end } = charactersOf(place, source);
  return source.location(start, end);
}

function fixOf(fix: string, place: Place, source: Source): string | undefined {
  const call = callAt(source.tree, source.offset(place.origin));
  return call && replacementOf(fix, place, call, inCall(call, place));
}

function charactersOf(place: Place, source: Source): Characters {
  if (place.path?.[0] === 'import')
    return { exact: false, ...(importedAt(source.tree, place.path) ?? { start: 0, end: 0 }) };
  const offset = source.offset(place.origin);
  const call = callAt(source.tree, offset);
  if (!call) return tokenAt(source.tree, offset);
  return inCall(call, place);
}

function inCall(call: Call, { path = [], span, key, origin }: Place): Characters {
  const found = follow(call, path);
  const inText = span && found.exact ? spanInLiteral(found.value, span, origin.template) : undefined;
  if (inText) return inText;
  if (found.value === call) return wholeCall(call);
  if (key && found.exact) return charactersIn(found.key, true);
  const value = bare(found.value);
  return fits(value) ? charactersIn(value, found.exact && !span) : charactersIn(found.key, false);
}

/** A value is shown whole on one line, and a text always; of anything longer its name says more. */
export function fits(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || !node.getText().includes('\n');
}

/** A declaration is shown by its name, a tag by its text, another call from its name to its end where that is one line. */
function wholeCall(call: Call): Characters {
  if (ts.isTaggedTemplateExpression(call)) return charactersIn(call.template, false);
  const name = headline(call);
  const whole = { start: name.getStart(), end: call.end, exact: false };
  const isShort = !call.getSourceFile().text.slice(whole.start, whole.end).includes('\n');
  return ts.isStringLiteralLike(name) || !isShort ? charactersIn(name, false) : whole;
}

function charactersIn(node: ts.Node, exact: boolean): Characters {
  return { start: node.getStart(), end: node.end, exact };
}

/** The word at an offset, where no call is: the place of a plain error. */
function tokenAt(tree: ts.SourceFile, offset: number): Characters {
  const word = /^(?:[\w$]+|[^\s])/u.exec(tree.text.slice(offset, offset + 200));
  return { start: offset, end: offset + (word?.[0].length ?? 0), exact: false };
}
