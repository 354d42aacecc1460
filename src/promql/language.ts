/** Since when Prometheus has each part of PromQL, and behind which flag; functions and aggregations say so in their own rows. */
import type { At, Duration, Expr, LabelName, Span, VectorSelector } from './ast.ts';
import { formatDuration } from './duration.ts';
import { featureFlags } from './feature.ts';
import { functionNamed } from './functions.ts';
import { isLabelName } from './keywords.ts';
import { aggregatorNamed } from './operators.ts';
import { removedFunctions } from './suggest.ts';
import { durationsOf, walk } from './walk.ts';

/** What a version of Prometheus must be, or be told, to take a part of an expression. */
export interface Availability {
  /** First version that has it. */
  readonly since?: string | undefined;
  /** Flag it needs, until the version that has it without. */
  readonly flag?: string;
  readonly stableSince?: string | undefined;
  /** First version that no longer has it. */
  readonly until?: string;
}

/** Syntax by name (CHANGELOG, docs/feature_flags.md). */
const syntax = {
  'a subquery': { since: '2.7' },
  'the @ modifier': { since: '2.25', flag: 'promql-at-modifier', stableSince: '2.33' },
  'a negative offset': { since: '2.26', flag: 'promql-negative-offset', stableSince: '2.33' },
  atan2: { since: '2.31' },
  'a duration as a number': { since: '2.54' },
  'a duration of several units': { since: '2.21' },
  'a label name in quotes': { since: '3.0' },
  'a UTF-8 label name in label_join()': { since: '3.0' },
  'a UTF-8 label name in count_values()': { since: '3.0' },
  'a UTF-8 label name in label_replace()': { since: '3.3' },
  'duration arithmetic': { since: '3.4', flag: featureFlags['duration-expr'], stableSince: '3.14' },
  'a function in a duration': { since: '3.6', flag: featureFlags['duration-expr'], stableSince: '3.14' },
  'min_of in a duration': { since: '3.13', flag: featureFlags['duration-expr'], stableSince: '3.14' },
  'max_of in a duration': { since: '3.13', flag: featureFlags['duration-expr'], stableSince: '3.14' },
  anchored: { since: '3.7', flag: featureFlags['extended-range-selectors'] },
  smoothed: { since: '3.7', flag: featureFlags['extended-range-selectors'] },
  fill: { since: '3.10', flag: featureFlags['binop-fill'] },
  '</': { since: '3.11' },
  '>/': { since: '3.11' },
} as const satisfies Record<string, Availability>;

/** A part of an expression that not every Prometheus takes. */
export interface LanguagePart extends Availability {
  readonly name: string;
  readonly span: Span;
}

/** The parts of an expression that not every Prometheus takes, in source order. */
export function languageParts(expr: Expr): readonly LanguagePart[] {
  const parts: LanguagePart[] = [];
  walk(expr, (node) => {
    parts.push(...ofNode(node));
    for (const duration of durationsOf(node)) if (duration) parts.push(...ofDuration(duration));
  });
  return parts;
}

function written(name: keyof typeof syntax, span: Span): LanguagePart {
  return { name, span, ...syntax[name] };
}

function ofNode(node: Expr): readonly LanguagePart[] {
  switch (node.kind) {
    case 'number':
      return node.duration ? [written('a duration as a number', node)] : [];
    case 'call':
      return [
        ...callable(`${node.func}()`, node, functionNamed(node.func)),
        ...removed(node),
        ...labelWritten(node.func, node.args[1]),
      ];
    case 'aggregation':
      return [
        ...callable(node.op, node, aggregatorNamed(node.op)),
        ...inQuotes(node.grouping),
        ...labelWritten(node.op, node.param),
      ];
    case 'selector':
      return ofSelector(node);
    case 'subquery':
      return [written('a subquery', node.range), ...ofTime(node.at, node.offset)];
    case 'binary':
      return ofBinary(node);
    default:
      return [];
  }
}

function ofSelector({ matchers, modifier, at, offset, start, end, source }: VectorSelector): readonly LanguagePart[] {
  const labels = matchers.map(({ label, labelSpan }) => ({ ...labelSpan, name: label }));
  const whole = { start, end, source };
  return [...inQuotes(labels), ...(modifier ? [written(modifier, whole)] : []), ...ofTime(at, offset)];
}

function ofTime(at: At | undefined, offset: Duration | undefined): readonly LanguagePart[] {
  const isNegative = offset?.kind === 'duration' && offset.milliseconds < 0;
  return [
    ...(at ? [written('the @ modifier', at)] : []),
    ...(isNegative ? [written('a negative offset', offset)] : []),
  ];
}

function ofBinary(node: Extract<Expr, { kind: 'binary' }>): readonly LanguagePart[] {
  const { op, opSpan, matching } = node;
  const parts: LanguagePart[] = [];
  if (op === 'atan2' || op === '</' || op === '>/') parts.push(written(op, opSpan));
  if (matching?.fillLeft !== undefined || matching?.fillRight !== undefined) parts.push(written('fill', node));
  return [...parts, ...inQuotes([...(matching?.labels ?? []), ...(matching?.include ?? [])])];
}

function removed(call: Extract<Expr, { kind: 'call' }>): readonly LanguagePart[] {
  if (!Object.hasOwn(removedFunctions, call.func)) return [];
  return [{ name: `${call.func}()`, span: call, ...removedFunctions[call.func] }];
}

/** Names that stand in quotes. */
function inQuotes(names: readonly LabelName[]): readonly LanguagePart[] {
  return names.filter(({ name }) => needsQuotes(name)).map((name) => written('a label name in quotes', name));
}

/** A Grafana variable is no name yet. */
function needsQuotes(name: string): boolean {
  return !isLabelName(name) && !/\$|\[\[/.test(name);
}

/** The label that a function or aggregation writes, where it has a name that once was none. */
function labelWritten(by: string, label: Expr | undefined): readonly LanguagePart[] {
  if (by !== 'label_replace' && by !== 'label_join' && by !== 'count_values') return [];
  if (label?.kind !== 'string' || label.value === '' || !needsQuotes(label.value)) return [];
  return [written(`a UTF-8 label name in ${by}()`, label)];
}

/** The part of a duration that needs the latest version speaks for all of it. */
function ofDuration(duration: Duration): readonly LanguagePart[] {
  if (duration.kind === 'duration')
    return /[a-z]\d/.test(formatDuration(duration.milliseconds))
      ? [written('a duration of several units', duration)]
      : [];
  if (duration.kind !== 'durationOperation') return [];
  const names = namesIn(duration);
  const latest = (['min_of in a duration', 'max_of in a duration', 'a function in a duration'] as const).find((name) =>
    names.has(name),
  );
  return [written(latest ?? 'duration arithmetic', duration)];
}

function namesIn(duration: Duration | undefined): ReadonlySet<keyof typeof syntax> {
  if (duration?.kind !== 'durationOperation') return new Set();
  const { op } = duration;
  const own: (keyof typeof syntax)[] = [];
  if (op === 'min_of' || op === 'max_of') own.push(`${op} in a duration`);
  if (op === 'step' || op === 'range') own.push('a function in a duration');
  return new Set([...own, ...namesIn(duration.lhs), ...namesIn(duration.rhs)]);
}

interface Row {
  readonly since?: string;
  readonly experimental?: boolean;
  readonly stableSince?: string;
}

function callable(name: string, span: Span, row: Row | undefined): readonly LanguagePart[] {
  if (!row || (row.since === undefined && !row.experimental)) return [];
  const { since, stableSince } = row;
  const needsFlag = row.experimental || stableSince !== undefined;
  return [{ name, span, since, ...(needsFlag && { flag: featureFlags['experimental-functions'], stableSince }) }];
}
