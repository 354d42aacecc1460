/** Functions of templates: Prometheus' own (template/template.go) and Go's (text/template/funcs.go). */
import { parseDuration } from './duration.ts';
import type { VectorSample } from './evaluate-types.ts';
import { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } from './fill-humanize.ts';
import { printf } from './fill-printf.ts';
import { domainStripped, htmlEscaped, linkTo, portStripped, queryEscaped, titled } from './fill-text.ts';
import {
  bool,
  compared,
  entryOf,
  fieldOf,
  float,
  type GoValue,
  int,
  isTrue,
  numberIn,
  sample,
  shown,
  string,
} from './fill-values.ts';
import { regexFound, regexReplaced } from './regex.ts';
import { fail } from './template-failure.ts';
import type { templateFunctions } from './template-functions.ts';

/** What functions may ask of the alert that a template is filled in for. */
export interface TemplateContext {
  readonly externalUrl: string;
  readonly query?: ((text: string) => readonly VectorSample[]) | undefined;
}

export type FilledFunction = (args: readonly GoValue[], context: TemplateContext) => GoValue;

function textOf(value: GoValue | undefined): string {
  return value?.kind === 'string' ? value.value : fail('a text is needed');
}

const ofNumber =
  (show: (value: number) => string): FilledFunction =>
  ([value]) =>
    string(show(numberIn(value!)));

const ofText =
  (change: (text: string) => string): FilledFunction =>
  ([value]) =>
    string(change(textOf(value)));

/** Go asks whether the opposite holds: NaN is greater than everything. */
const comparing =
  (holds: (order: number) => boolean): FilledFunction =>
  ([a, b]) => {
    if (a?.kind === 'bool' || b?.kind === 'bool') fail('invalid type for comparison');
    return bool(holds(compared(a!, b!)));
  };

/** Those that are not here depend on the time of day, or on what Go shows otherwise; `and` and `or` are not plain functions. */
export const filledFunctions: Partial<Record<keyof typeof templateFunctions, FilledFunction>> = {
  args: (args) => ({
    kind: 'map',
    entries: Object.fromEntries(args.map((value, index) => [`arg${index}`, value])),
    ofTexts: false,
  }),
  externalURL: (_args, { externalUrl }) => string(externalUrl),
  first: ([samples]) => itemsOf(samples)[0] ?? fail('first() called on vector with no elements'),
  graphLink: ofText((expr) => linkTo(expr, 0)),
  humanize: ofNumber(humanize),
  humanize1024: ofNumber(humanize1024),
  humanizeDuration: ofNumber(humanizeDuration),
  humanizePercentage: ofNumber(humanizePercentage),
  humanizeTimestamp: ofNumber(humanizeTimestamp),
  label: ([name, from]) => labelOf(from, textOf(name)),
  match: ([pattern, text]) => bool(regexFound(textOf(pattern), textOf(text)) ?? fail('not a regular expression')),
  parseDuration: ([text]) => {
    const milliseconds = parseDuration(textOf(text));
    return milliseconds === undefined ? fail('not a duration') : float(milliseconds / 1000);
  },
  pathPrefix: (_args, { externalUrl }) => string(/^[^:/?#]+:\/\/[^/?#]*([^?#]*)/.exec(externalUrl)?.[1] ?? ''),
  query: ([text], { query }) => {
    const samples = query === undefined ? fail('queries are not answered') : query(textOf(text));
    return { kind: 'list', items: samples.map(({ labels, value }) => sample(labels, value)) };
  },
  reReplaceAll: ([pattern, replacement, text]) =>
    string(regexReplaced(textOf(pattern), textOf(text), textOf(replacement)) ?? fail('not a regular expression')),
  safeHtml: ofText((text) => text),
  sortByLabel: ([name, samples]) => {
    const key = (item: GoValue) => textOf(labelOf(item, textOf(name)));
    return {
      kind: 'list',
      items: itemsOf(samples).toSorted((a, b) => Number(key(a) > key(b)) - Number(key(a) < key(b))),
    };
  },
  stripDomain: ofText(domainStripped),
  stripPort: ofText(portStripped),
  strvalue: ([from]) => labelOf(from, '__value__'),
  tableLink: ofText((expr) => linkTo(expr, 1)),
  title: ofText(titled),
  toLower: ofText((text) => text.toLowerCase()),
  toUpper: ofText((text) => text.toUpperCase()),
  urlQueryEscape: ofText(queryEscaped),
  value: ([from]) => fieldOf(sampleIn(from), 'Value'),

  eq: ([first, ...others]) => bool(others.some((other) => compared(first!, other) === 0)),
  ge: comparing((order) => !(order < 0)),
  gt: comparing((order) => !(order <= 0)),
  html: (args) => string(htmlEscaped(printed(args))),
  index: ([from, ...keys]) => keys.reduce(indexed, from!),
  le: comparing((order) => order <= 0),
  len: ([value]) => int(lengthOf(value!)),
  lt: comparing((order) => order < 0),
  ne: ([a, b]) => bool(compared(a!, b!) !== 0),
  not: ([value]) => bool(!isTrue(value!)),
  print: (args) => string(printed(args)),
  printf: ([format, ...args]) => string(printf(textOf(format), args)),
  println: (args) => string(`${args.map(shownIn).join(' ')}\n`),
  urlquery: (args) => string(queryEscaped(printed(args))),
};

function itemsOf(value: GoValue | undefined): readonly GoValue[] {
  return value?.kind === 'list' ? value.items : fail('what query returns is needed');
}

function sampleIn(value: GoValue | undefined): GoValue {
  return value?.kind === 'struct' && value.type === 'sample' ? value : fail('a sample is needed');
}

function labelOf(value: GoValue | undefined, name: string): GoValue {
  return fieldOf(fieldOf(sampleIn(value), 'Labels'), name);
}

/** Go's Sprint: a space between two that are no texts. */
function printed(args: readonly GoValue[]): string {
  return args.reduce((text, value, index) => {
    const isSpaced = index > 0 && value.kind !== 'string' && args[index - 1]!.kind !== 'string';
    return `${text}${isSpaced ? ' ' : ''}${shownIn(value)}`;
  }, '');
}

function shownIn(value: GoValue): string {
  return value.kind === 'nil' ? '<nil>' : value.kind === 'struct' ? fail('samples are not shown') : shown(value);
}

function indexed(from: GoValue, key: GoValue): GoValue {
  if (from.kind === 'map') return entryOf(from, textOf(key));
  if (from.kind === 'list' && key.kind === 'int') return from.items[key.value] ?? fail('index out of range');
  return fail('this has no items');
}

function lengthOf(value: GoValue): number {
  if (value.kind === 'string') return new TextEncoder().encode(value.value).length;
  if (value.kind === 'list') return value.items.length;
  return value.kind === 'map' ? Object.keys(value.entries).length : fail('this has no length');
}
