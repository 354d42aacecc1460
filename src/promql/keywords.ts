/** The words PromQL reserves, in any case, and where each may still be a name (promql/parser/lex.go, generated_parser.y). */
import { aggregators } from './operators.ts';

interface KeywordUse {
  /** May name a metric: `foo + offset`. */
  readonly metric: boolean;
  /** May name a label without quotes, in `by (…)` and the like. */
  readonly label: boolean;
  /** Names a function when `(` follows. */
  readonly call: boolean;
}

const name: KeywordUse = { metric: true, label: true, call: false };
const label: KeywordUse = { metric: false, label: true, call: false };
const call: KeywordUse = { metric: true, label: true, call: true };

export const keywords = {
  and: name,
  or: name,
  unless: name,
  atan2: label,
  offset: name,
  smoothed: name,
  anchored: name,
  by: name,
  without: { metric: true, label: false, call: false },
  on: label,
  ignoring: label,
  group_left: label,
  group_right: label,
  fill: label,
  fill_left: label,
  fill_right: label,
  bool: label,
  start: call,
  end: call,
  step: call,
  range: call,
  max_of: call,
  min_of: call,
} as const satisfies Record<string, KeywordUse>;

export type Keyword = keyof typeof keywords;

/** What a lowercase word is to the lexer. */
export const words: ReadonlyMap<string, Keyword | 'aggregator' | 'number'> = new Map<
  string,
  Keyword | 'aggregator' | 'number'
>([
  ...(Object.keys(keywords) as Keyword[]).map((word) => [word, word] as const),
  ...Object.keys(aggregators).map((word) => [word, 'aggregator'] as const),
  ['inf', 'number'],
  ['nan', 'number'],
]);

/** What a keyword token may be used as; undefined for any other kind of token. */
export function useOf(kind: string): KeywordUse | undefined {
  return Object.hasOwn(keywords, kind) ? keywords[kind as Keyword] : undefined;
}

/** Whether a word can stand for a metric without quotes and braces. */
export function isMetricName(text: string): boolean {
  if (!/^[A-Za-z_:][\w:]*$/.test(text)) return false;
  const word = words.get(text.toLowerCase());
  return (
    word === undefined ||
    word === 'aggregator' ||
    word.startsWith('fill') ||
    (word !== 'number' && keywords[word].metric)
  );
}

/** Whether a word can stand for a label without quotes. */
export function isLabelName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

/** Grafana's three ways to write a variable. */
export const variableForm = /\$\w+|\$\{[^{}\n]+\}|\[\[\w+(?::\w+)?\]\]/;
const variableName = new RegExp(`^(?=.*[$[])(?:[\\w:]|${variableForm.source})+$`);

/** Whether a text has a Grafana variable in it. */
export function hasVariable(text: string): boolean {
  return variableForm.test(text);
}

/**
 * Whether a name is written with a Grafana variable, `$group` or `node_${kind}_total`, so that what it names is known to
 * Grafana alone. A label that is really named like a variable cannot be told from one.
 */
export function isVariableName(text: string): boolean {
  return variableName.test(text);
}
