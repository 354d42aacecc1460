import type { Analysis } from '../analyze/analysis.ts';
import { matcherText } from '../analyze/routing-tree.ts';
import { type Vocabulary, vocabularyOf } from '../analyze/routing-vocabulary.ts';
import { type AlertMatcher, type Routing, routesIn } from '../model/routing.ts';
import { accepts } from '../promql/matcher.ts';
import { misspelt, nearest } from '../promql/nearest.ts';
import { plainAlternatives } from '../promql/regex-shape.ts';
import type { Check } from './check.ts';
import { inOption, listed, meantName, quoted, type Words } from './finding.ts';
import { routed } from './routing-example.ts';

const packing = `shop.alert('QueueLong', {
  when: queueLength.avgOverTime('10m').gt(100), ...warning, labels: { team: 'packing' },
});`;
const packers = `const packers = shop.receiver('packers', { webhook: [{ url: 'http://notify:8080/packers' }] });`;

export const routingMatcher: Check = {
  id: 'routing-matcher',
  severity: 'error',
  class: 'fact',
  fixable: true,
  concludesFromAbsence: true,
  why: 'A route that asks for a label or value that no alert has takes none: what was meant for it goes elsewhere, or is not inhibited.',
  bad: `${packing}
${packers}
${routed("routes: [{ match: { team: 'paking' }, receiver: packers }],")}`,
  good: `${packing}
${packers}
${routed("routes: [{ match: { team: 'packing' }, receiver: packers }],")}`,
  *find(analysis, { elsewhere }) {
    const { routing } = analysis.project;
    if (!routing) return;
    for (const { matcher, path } of matchersIn(routing)) {
      const words = matcherFault(matcher, analysis);
      if (!words || elsewhere.some((other) => isSoundIn(other, matcher))) continue;
      const { atLabel, value, ...rest } = words;
      const finding = inOption(routing, [...path, matcher.label, ...(value === undefined ? [] : [value])], rest);
      yield atLabel ? { ...finding, place: { ...finding.place, key: true } } : finding;
    }
  },
};

/** Routing is written once for all environments: what none but one has is meant for that one. */
function isSoundIn(other: Analysis, { label, op, value }: AlertMatcher): boolean {
  const { routing } = other.project;
  const same =
    routing &&
    matchersIn(routing).find(({ matcher: one }) => one.label === label && one.op === op && one.value === value);
  return same !== undefined && matcherFault(same.matcher, other) === undefined;
}

/** Every matcher of routes and inhibitions, with the option it stands in. */
function matchersIn({ root, inhibitions }: Routing) {
  const at = (matchers: readonly AlertMatcher[], path: readonly (string | number)[]) =>
    matchers.map((matcher) => ({ matcher, path }));
  return [
    ...routesIn(root).flatMap(({ matchers, path }) => at(matchers, [...path, 'match'])),
    ...inhibitions.flatMap(({ source, target, path }) => [
      ...at(source, [...path, 'source']),
      ...at(target, [...path, 'target']),
    ]),
  ];
}

interface Fault extends Words {
  /** The label is wrong, not the value. */
  readonly atLabel?: true;
  /** The one of several values that is wrong. */
  readonly value?: string;
}

/** What is wrong with a matcher, whatever else its route asks. */
export function matcherFault(matcher: AlertMatcher, { project, routing }: Analysis): Fault | undefined {
  const simulation = routing();
  if (!simulation || project.alerts.length === 0) return undefined;
  const vocabulary = vocabularyOf(simulation);
  if (!vocabulary.has(matcher.label)) return unknownLabel(matcher, vocabulary);
  const values = vocabulary.values(matcher.label);
  // A severity of the system that no alert has yet is no slip.
  const known = matcher.label === 'severity' ? [...(values ?? []), ...project.system.severities] : values;
  return known && unknownValue(matcher, known, vocabulary.lacks(matcher.label));
}

/** `team!="x"` holds of alerts without the label, and so changes nothing: unless another label was meant. */
function unknownLabel(matcher: AlertMatcher, { names }: Vocabulary): Fault | undefined {
  const meant = meantName(matcher.label, names);
  if (accepts(matcher, '') !== false && (matcher.value === '' || !meant)) return undefined;
  const help = meant ?? { help: `alerts have ${listed([...names].sort(), 'and')}` };
  return { message: `no alert has the label "${matcher.label}"`, ...help, atLabel: true };
}

function unknownValue(matcher: AlertMatcher, values: readonly string[], canLack: boolean): Fault | undefined {
  const { label, op, value } = matcher;
  const possible = canLack ? [...values, ''] : values;
  const passes = possible.some((each) => accepts(matcher, each) !== false);
  if (op === '=' || op === '!=') {
    if (op === '=' ? passes : passes && !isSlip(value, values)) return undefined;
    if (op === '!=' && !passes) return nothingLeft(matcher, values);
    return missing(label, value, values);
  }
  const named = plainAlternatives(value);
  if (named === undefined || op === '!~')
    return passes ? undefined : op === '!~' ? nothingLeft(matcher, values) : noneMatches(matcher, values);
  const unnamed = values.filter((each) => !named.includes(each));
  const dead = named.find((each) => !possible.includes(each) && (!passes || isSlip(each, unnamed)));
  return dead === undefined ? undefined : { ...missing(label, dead, values), value: dead };
}

function missing(label: string, value: string, values: readonly string[]): Fault {
  if (value === '') return { message: `every alert has the label "${label}"`, help: itsValues(values) };
  const meant = meantName(value, values, quoted);
  return { message: `no alert has ${label}=${quoted(value)}`, help: itsValues(values), ...meant, value };
}

function itsValues(values: readonly string[]): string {
  return `alerts have ${listed(values, 'and')}`;
}

function noneMatches(matcher: AlertMatcher, values: readonly string[]): Fault {
  return { message: `no alert has ${matcherText(matcher)}`, help: itsValues(values) };
}

function nothingLeft(matcher: AlertMatcher, values: readonly string[]): Fault {
  return { message: `no alert has ${matcherText(matcher)}`, help: `all have ${listed(values, 'or')}` };
}

/** What is left out, or is one of several, may be meant for alerts to come; near a value that there is, that one was meant. */
function isSlip(value: string, values: readonly string[]): boolean {
  if (values.includes(value) || !/\D/.test(value)) return false;
  return misspelt(value, values) !== undefined || nearest(value, values) !== undefined;
}
