/** What the text of a regular expression shows without running it. Matchers are anchored at both ends, whatever is written. */
import { alternatives } from './matcher.ts';

/** The pattern without anchors at its ends, which say nothing; with multi-line flags they do. */
export function withoutAnchors(pattern: string): string {
  if (/\(\?[a-zA-Z]*m/.test(pattern)) return pattern;
  if (/[()[\]\\]/.test(pattern)) return withoutOuterAnchors(pattern);
  return pattern.split('|').map(withoutOuterAnchors).join('|');
}

function withoutOuterAnchors(pattern: string): string {
  const body = pattern.replace(/^\^+(?![*+?{])/, '');
  const escapes = /(\\*)\$$/.exec(body)?.[1];
  return escapes === undefined || escapes.length % 2 === 1 ? body : body.slice(0, -1);
}

/** The one string that a pattern matches, where it is spelled out: `shop\.example`, `(shop)`. */
export function literalOf(whole: string): string | undefined {
  const pattern = /^\((?:\?:)?([^()|\\]*)\)$/.exec(whole)?.[1] ?? whole;
  if (!/^(?:[^\\.+*?()|[\]{}^$]|\\[^A-Za-z0-9])*$/u.test(pattern)) return undefined;
  return pattern.replace(/\\(.)/gsu, '$1');
}

/** Whether a pattern surely matches whatever there is, also nothing: `.*`, `(.*)`, `a|.*`. */
export function matchesEverything(pattern: string): boolean {
  const inner = ungrouped(pattern);
  if (/[()[\]\\]/.test(inner)) return false;
  return inner.split('|').some((part) => /^(?:\.\*\??)+$/.test(withoutOuterAnchors(part)));
}

/** Whether a pattern matches whatever is not empty: `.+`. */
export function matchesAnyText(pattern: string): boolean {
  return ungrouped(pattern) === '.+';
}

/** The strings of plain alternatives, also in a group: `(500|503)`. */
export function plainAlternatives(pattern: string): readonly string[] | undefined {
  return alternatives(ungrouped(pattern));
}

/** Without anchors and a group around the whole. */
function ungrouped(pattern: string): string {
  const bare = withoutAnchors(pattern);
  const inner = /^\((?:\?:)?([^()\\[\]]*)\)$/.exec(bare)?.[1];
  return inner === undefined ? bare : withoutAnchors(inner);
}
