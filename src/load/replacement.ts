import { ts } from '@ts-morph/common';
import type { Place } from '../model/diagnostic.ts';
import { type Call, nodesAt } from './call.ts';
import type { Characters } from './literal.ts';

/**
 * A fix as source code in place of the characters that were found; undefined where it may mean something else, too: what runs
 * more than once, what stands outside the call and may serve others, and what is not written as plain text.
 */
export function replacementOf(fix: string, place: Place, call: Call, found: Characters): string | undefined {
  const isOwn = call.getStart() <= found.start && found.end <= call.end;
  if (!found.exact || !isOwn || runsOften(call)) return undefined;
  const written = call.getSourceFile().text.slice(found.start, found.end);
  if (place.span) return inText(fix, written, delimiterAt(call, found.start));
  const value = fix.startsWith('"') ? (JSON.parse(fix) as string) : fix;
  return place.key ? asName(value, written, nodeAt(call, found.start)) : asText(value, written);
}

/** Whether code stands in a function or a loop: its text may be right in one turn and wrong in another. */
function runsOften(call: Call): boolean {
  for (let node: ts.Node = call; node.parent; node = node.parent) {
    if (ts.isFunctionLike(node) || ts.isIterationStatement(node, false)) return true;
  }
  return false;
}

function nodeAt(call: Call, offset: number): ts.Node {
  return nodesAt(call.getSourceFile(), offset).at(-1) ?? call;
}

/** What ends the literal around an offset: a quote, or a backtick. */
function delimiterAt(call: Call, offset: number): string {
  const literal = nodesAt(call.getSourceFile(), offset).findLast(ts.isStringLiteral);
  return literal?.getText().charAt(0) ?? '`';
}

/** Within a longer text; PromQL's strings keep their quotes. */
function inText(fix: string, written: string, delimiter: string): string | undefined {
  const text = /^'[^'"]*'$/.test(written) && /^"[^'"]*"$/.test(fix) ? `'${fix.slice(1, -1)}'` : fix;
  return isPlain(text) && !text.includes(delimiter) ? text : undefined;
}

function asText(value: string, written: string): string | undefined {
  const quote = /^(['"`])[\s\S]*\1$/.exec(written)?.[1];
  return quote !== undefined && isPlain(value) && !value.includes(quote) ? `${quote}${value}${quote}` : undefined;
}

/** The name of a property, unless there is another of that name or it names a variable, too. */
function asName(value: string, written: string, name: ts.Node): string | undefined {
  const object = name.parent.parent;
  if (!ts.isPropertyAssignment(name.parent) || !ts.isObjectLiteralExpression(object)) return undefined;
  if (object.properties.some((one) => one.name && nameOf(one.name) === value)) return undefined;
  if (/^['"`]/.test(written)) return asText(value, written);
  return /^[A-Za-z_]\w*$/.test(value) ? value : undefined;
}

function nameOf(name: ts.PropertyName): string {
  return ts.isComputedPropertyName(name) ? '' : name.text;
}

/** Whether a text stands in a literal as it is. */
function isPlain(text: string): boolean {
  return !/[\\\n\r\u2028\u2029]|\$\{/.test(text);
}
