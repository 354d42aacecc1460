import type { Relabel } from '../model/relabel.ts';
import type { LabelFact } from '../promql/infer.ts';
import { either } from '../promql/labels.ts';
import { alternatives, refined } from '../promql/matcher.ts';
import { regexMatches } from '../promql/regex.ts';
import { constantPart, expanded } from './expand.ts';
import { closed } from './label-values.ts';
import { md5 } from './md5.ts';

/**
 * Relabelling of what is known of labels (model/relabel/relabel.go): where every value is known the outcome is Prometheus'
 * own; where one is not, whatever Prometheus may make of it is still within what is returned.
 */
export interface Labelled {
  readonly labels: readonly LabelFact[];
  /** No other labels than these can be there. */
  readonly complete: boolean;
  /** But such whose names begin with `__meta_`, which discovery finds. */
  readonly hidden?: boolean;
}

/** The labels after all steps; the number of the step that certainly drops what has them. */
export function relabelled(before: Labelled, steps: readonly Relabel[]): Labelled | { readonly droppedBy: number } {
  const { complete, hidden = false } = before;
  let labels: Labels = { known: new Map(before.labels.map((label) => [label.name, label])), complete, hidden };
  for (const [index, step] of steps.entries()) {
    const after = apply(step, labels);
    if (after === undefined) return { droppedBy: index };
    labels = after;
  }
  const kept = [...labels.known.values()].filter(({ presence }) => presence !== 'never' || !labels.complete);
  return { labels: kept, complete: labels.complete };
}

interface Labels {
  readonly known: ReadonlyMap<string, LabelFact>;
  readonly complete: boolean;
  readonly hidden: boolean;
}

function labelIn({ known, complete, hidden }: Labels, name: string): LabelFact {
  const isOut = complete && !(hidden && name.startsWith('__meta_'));
  return known.get(name) ?? { name, presence: isOut ? 'never' : 'maybe' };
}

function withLabel(labels: Labels, label: LabelFact): Labels {
  return { ...labels, known: new Map(labels.known).set(label.name, label) };
}

/** Undefined where what has these labels is dropped. */
function apply(step: Relabel, labels: Labels): Labels | undefined {
  switch (step.action) {
    case 'keep':
      return filtered(step, labels, step.sourceLabels, (value) => regexMatches(step.regex, value));
    case 'drop':
      return filtered(step, labels, step.sourceLabels, (value) => !regexMatches(step.regex, value));
    case 'keepequal':
      return comparing(step, labels, true);
    case 'dropequal':
      return comparing(step, labels, false);
    case 'replace':
      return replaced(step, labels);
    case 'hashmod':
      return computed(step, labels, (value) => hashed(value, step.modulus), 'always');
    case 'lowercase':
      return computed(step, labels, (value) => value.toLowerCase());
    case 'uppercase':
      return computed(step, labels, (value) => value.toUpperCase());
    case 'labelmap':
      return mapped(step, labels);
    case 'labeldrop':
      return without(labels, (name) => regexMatches(step.regex, name), alternatives(step.regex) ?? []);
    case 'labelkeep':
      return onlyKept(step, labels);
  }
}

/** Values of several labels that may stand together, and what they are joined to. */
interface Combination {
  readonly values: readonly string[];
  readonly joined: string;
}
const mostCombinations = 1000;

/** Every combination of the labels' values; undefined where one of them may have any, or there are too many. */
function combinations(labels: Labels, names: readonly string[], separator: string): readonly Combination[] | undefined {
  let all: readonly (readonly string[])[] = [[]];
  for (const name of names) {
    const values = textsOf(labelIn(labels, name));
    if (values === undefined || all.length * values.length > mostCombinations) return undefined;
    all = all.flatMap((before) => values.map((value) => [...before, value]));
  }
  return all.map((values) => ({ values, joined: values.join(separator) }));
}

/** What a label may read as; an absent one reads as ''. */
function textsOf({ presence, values }: LabelFact): readonly string[] | undefined {
  if (presence === 'never') return [''];
  return values === undefined || presence === 'always' ? values : [...values, ''];
}

function filtered(
  step: Relabel,
  labels: Labels,
  names: readonly string[],
  survives: (joined: string, values: readonly string[]) => boolean,
): Labels | undefined {
  const all = combinations(labels, names, step.separator);
  if (all === undefined) return refinedBy(step, labels);
  const kept = all.filter(({ joined, values }) => survives(joined, values));
  if (kept.length === 0) return undefined;
  if (kept.length === all.length) return labels;
  return names.reduce((set, name, i) => {
    return withLabel(set, closed(name, [...new Set(kept.map(({ values }) => values[i]!))]));
  }, labels);
}

const matchesAll: ReadonlySet<string> = new Set(['.*', '(.*)']);

/** What is left where not every value is known: of a single label what a matcher would leave. */
function refinedBy({ action, sourceLabels, regex }: Relabel, labels: Labels): Labels | undefined {
  if (action === 'drop' && matchesAll.has(regex)) return undefined;
  const [name, ...others] = sourceLabels;
  if (name === undefined || others.length > 0 || (action !== 'keep' && action !== 'drop')) return labels;
  const span = { start: 0, end: 0 };
  const op = action === 'keep' ? '=~' : '!~';
  const matcher = { ...span, label: name, labelSpan: span, op, value: regex, valueSpan: span } as const;
  return withLabel(labels, refined({ labels: [labelIn(labels, name)], complete: true, cause: noCause }, matcher));
}
const noCause = { kind: 'series', span: { start: 0, end: 0 }, expr: undefined, from: [] } as const;

function comparing(step: Relabel, labels: Labels, equal: boolean): Labels | undefined {
  const names = [...step.sourceLabels, step.targetLabel];
  return filtered(step, labels, names, (_, values) => {
    return (values.slice(0, -1).join(step.separator) === values.at(-1)) === equal;
  });
}

/** The target label as a function of the joined source labels. */
function computed(
  step: Relabel,
  labels: Labels,
  value: (joined: string) => string,
  unknown: LabelFact['presence'] = 'maybe',
): Labels {
  const all = combinations(labels, step.sourceLabels, step.separator);
  const name = step.targetLabel;
  if (all === undefined) return withLabel(labels, { name, presence: unknown });
  return withLabel(labels, closed(name, [...new Set(all.map(({ joined }) => value(joined)))]));
}

/** The last eight bytes of the hash, modulo. */
function hashed(value: string, modulus: number): string {
  const { buffer } = md5(value);
  return String(new DataView(buffer as ArrayBuffer).getBigUint64(8) % BigInt(modulus));
}

function replaced(step: Relabel, labels: Labels): Labels {
  const { sourceLabels, regex, targetLabel, replacement, separator } = step;
  const all = combinations(labels, sourceLabels, separator);
  if (all === undefined) return replacedUnknown(step, labels);
  const own = targetLabel.includes('$') ? -1 : sourceLabels.indexOf(targetLabel);
  if (own >= 0) {
    const values = all.map(({ joined, values: before }) => expanded(replacement, regex, joined) ?? before[own]!);
    return withLabel(labels, closed(targetLabel, [...new Set(values)]));
  }
  const targets = new Map<string, string[]>();
  let unmatched = false;
  for (const { joined } of all) {
    const target = expanded(targetLabel, regex, joined);
    if (target === undefined || target === '') unmatched = true;
    else targets.set(target, [...(targets.get(target) ?? []), expanded(replacement, regex, joined)!]);
  }
  const always = targets.size === 1 && !unmatched;
  let after = labels;
  for (const [name, values] of targets) {
    const written = closed(name, [...new Set(values)]);
    after = withLabel(after, always ? written : either(written, labelIn(labels, name)));
  }
  return after;
}

function replacedUnknown(step: Relabel, labels: Labels): Labels {
  const target = constantPart(step.targetLabel);
  if (!target.whole) return uncertain(labels, target.prefix);
  const name = step.targetLabel;
  const before = labelIn(labels, name);
  const written = writtenUnknown(step, labels);
  const certain = matchesAll.has(step.regex);
  return withLabel(labels, certain ? written : either(written, before));
}

/** What a replacement writes that depends on values nobody knows: a copy of one label, or a text with a constant beginning. */
function writtenUnknown({ sourceLabels, regex, replacement, targetLabel }: Relabel, labels: Labels): LabelFact {
  const [source] = sourceLabels;
  const { prefix, whole } = constantPart(replacement);
  if (whole) return closed(targetLabel, [prefix]);
  const copies = /^\(\.[*+]\)$/.test(regex) && /^\$(1|\{1\})$/.test(replacement) && sourceLabels.length === 1;
  if (copies) return { ...labelIn(labels, source!), name: targetLabel };
  return { name: targetLabel, presence: prefix === '' ? 'maybe' : 'always' };
}

/** Any label whose name begins so may have got any value. */
function uncertain(labels: Labels, prefix: string): Labels {
  const known = new Map(labels.known);
  for (const [name, label] of known) {
    if (name.startsWith(prefix)) known.set(name, { name, presence: label.presence === 'always' ? 'always' : 'maybe' });
  }
  return { known, complete: false, hidden: labels.hidden };
}

/** Copies labels to other names; of labels nobody knows the names of, too. */
/** Of two labels that become one the last wins, and versions of Prometheus differ in their order: either value is possible. */
function mapped({ regex, replacement }: Relabel, labels: Labels): Labels {
  let after = labels;
  const written = new Set<string>();
  for (const label of labels.known.values()) {
    const target = label.presence === 'never' ? undefined : expanded(replacement, regex, label.name);
    if (target === undefined || target === '') continue;
    const copy = { ...label, name: target };
    const replaces = label.presence === 'always' && !written.has(target);
    after = withLabel(after, replaces ? copy : either(copy, labelIn(after, target)));
    written.add(target);
  }
  return labels.complete && !labels.hidden ? after : uncertain(after, constantPart(replacement).prefix);
}

/** Without the labels of these names; `named` are those that are also gone where not every label is known. */
function without(labels: Labels, isGone: (name: string) => boolean, named: readonly string[]): Labels {
  const known = new Map([...labels.known].filter(([name]) => !isGone(name)));
  if (!labels.complete)
    for (const name of [...labels.known.keys(), ...named]) {
      if (isGone(name)) known.set(name, { name, presence: 'never' });
    }
  return { ...labels, known };
}

function onlyKept({ regex }: Relabel, labels: Labels): Labels {
  const names = alternatives(regex);
  if (labels.complete || names === undefined) return without(labels, (name) => !regexMatches(regex, name), []);
  return { ...labels, known: new Map(names.map((name) => [name, labelIn(labels, name)])), complete: true };
}
