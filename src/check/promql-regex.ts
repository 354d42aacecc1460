import { placeOf } from '../analyze/place.ts';
import type { Origin } from '../model/declaration.ts';
import type { Matcher } from '../promql/ast.ts';
import { accepts, hasVariable } from '../promql/matcher.ts';
import {
  literalOf,
  matchesAnyText,
  matchesEverything,
  plainAlternatives,
  withoutAnchors,
} from '../promql/regex-shape.ts';
import type { Check } from './check.ts';
import { inUse, type Words } from './finding.ts';
import { type ClosedLabel, closedMatchers, possibleValues } from './promql-label-value.ts';

export const promqlRegex: Check = {
  id: 'promql-regex',
  severity: 'warning',
  class: 'advice',
  fixable: true,
  why: 'A pattern where a plain comparison does hides what is meant, and costs more.',
  bad: `shop.alert('ManyErrors', { when: promql\`sum(rate(shop_requests_total{status=~"error"}[5m])) > 1\`, ...warning });`,
  good: `shop.alert('ManyErrors', { when: promql\`sum(rate(shop_requests_total{status="error"}[5m])) > 1\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const node of inference.nodes) {
        if (node.expr.kind !== 'selector') continue;
        const closed = new Map(closedMatchers(node).map(({ matcher, label }) => [matcher, label]));
        for (const matcher of node.expr.matchers) {
          if (hasVariable(matcher) || isFromBuilder(matcher)) continue;
          const label = closed.get(matcher);
          const words = isPattern(matcher) ? wordsFor(matcher, label) : label ? undefined : ofPatternInText(matcher);
          if (words) yield inUse(use, placeOf(matcher, use.expression.origin, [0, matcher.label]), words);
        }
      }
    }
  },
};

function isPattern({ op }: Matcher): boolean {
  return op === '=~' || op === '!~';
}

function templateOf({ source }: Matcher) {
  return (source as Origin | undefined)?.template;
}

/** Lists of values, and bounds in several spellings, become patterns that nobody wrote. */
function isFromBuilder(matcher: Matcher): boolean {
  if (templateOf(matcher) !== undefined) return false;
  const isList = matcher.value.split('|').every((part) => literalOf(part) !== undefined);
  return isList || matcher.label === 'le' || matcher.label === 'quantile';
}

function wordsFor(matcher: Matcher, label: ClosedLabel | undefined): Words | undefined {
  const { op, value } = matcher;
  const bare = withoutAnchors(value);
  const literal = literalOf(bare);
  if (literal !== undefined) {
    const plain = op === '=~' ? '=' : '!=';
    const message = value === '' ? 'the pattern is empty' : `"${value}" is no pattern, but one value`;
    return { message, ...writtenAs(matcher, plain, literal) };
  }
  if (matchesEverything(value)) return ofEverything(matcher);
  if (op === '!~' && matchesAnyText(value))
    return { message: `this asks for series without the label "${matcher.label}"`, ...writtenAs(matcher, '=', '') };
  if (bare !== value) return { message: 'a matcher is anchored at both ends already', ...writtenAs(matcher, op, bare) };
  return label && ofClosed(matcher, label);
}

/** `code="5.."`: a class of status codes, alternatives and wild cards are hardly a value that any label has. */
const readsAsPattern = /^\d\.\.$|^\d\[\d-\d\]|^[\w-]+(?:\.[*+])?(?:\|[\w-]+(?:\.[*+])?)+$|^\w+\.[*+]$|^\.[*+]\w*$/;

function ofPatternInText(matcher: Matcher): Words | undefined {
  const { op, value } = matcher;
  if (!readsAsPattern.test(value)) return undefined;
  const message = `"${value}" reads as a pattern, but ${op} compares it letter by letter`;
  return { message, ...writtenAs(matcher, op === '=' ? '=~' : '!~', value) };
}

function ofEverything({ op, label, value }: Matcher): Words {
  if (op === '=~')
    return {
      message: `"${value}" matches everything, also series without the label "${label}"`,
      help: `leave it out, or write ${label}!="" where the label must be there`,
    };
  return {
    message: `"${value}" matches everything, so nothing is left`,
    help: 'leave it out, or write another pattern',
  };
}

/** The matcher to write instead; also as a fix, where its text stands as it is. */
function writtenAs(matcher: Matcher, op: Matcher['op'], value: string): Pick<Words, 'help' | 'fix'> {
  const template = templateOf(matcher);
  const { start, end } = matcher.labelSpan;
  const label = template ? template.text.slice(start, end) : matcher.label;
  const text = `${label}${op}${JSON.stringify(value)}`;
  return { help: `write ${text}`, ...(template && { fix: text }) };
}

/** Of a label whose values are all known: a pattern that selects all of them, or one. Missing values are promql-label-value's. */
function ofClosed(matcher: Matcher, label: ClosedLabel): Words | undefined {
  const possible = possibleValues(label);
  if (label.name === 'le' || label.name === 'quantile' || possible.length < 2) return undefined;
  const kept = possible.filter((value) => accepts(matcher, value) !== false);
  if (kept.length === possible.length) {
    const does = matcher.op === '=~' ? 'matches every' : 'excludes no';
    return { message: `"${matcher.value}" ${does} value of label "${label.name}"`, help: 'leave it out' };
  }
  const [only] = kept;
  if (kept.length !== 1 || only === undefined || hasDead(matcher, possible)) return undefined;
  return {
    message: `"${matcher.value}" leaves only one value of label "${label.name}"`,
    help: `write ${label.name}=${JSON.stringify(only)}`,
  };
}

/** Alternatives that no value is are another finding. */
function hasDead({ op, value }: Matcher, possible: readonly string[]): boolean {
  return op === '=~' && (plainAlternatives(value) ?? []).some((each) => each !== '' && !possible.includes(each));
}
