import type { Alert } from '../model/rule.ts';
import type { ActiveAlert, CaseCheck, TestCase } from '../model/test-case.ts';
import { formatDuration } from '../promql/duration.ts';
import { quote } from '../promql/string.ts';
import { alertSelector, isSelected, staticLabels } from './alert-selector.ts';
import type { Seen, SeenAlert } from './promtool-output.ts';

type Labels = Readonly<Record<string, string>>;

/** What is wrong with an expectation: in words, what was expected and what there was. */
export interface Failure {
  readonly message: string;
  /** The annotation that it is about. */
  readonly annotation?: string;
  /** promtool, which knows no partial annotations, fails for it as well. */
  readonly isPromtools: boolean;
}

/** What became of a check; undefined where its case was not run. */
export interface CheckVerdict {
  readonly check: CaseCheck;
  readonly verdict: 'holds' | Failure | 'not run';
}

/** Compares what each case expects with what there was, in order. */
export function verdictOf(
  { checks }: TestCase,
  index: number,
  seen: Seen,
  alerts: readonly Alert[],
): readonly CheckVerdict[] {
  const there = seen.alerts.get(index);
  return checks.map((check) => ({
    check,
    verdict: there === undefined ? 'not run' : (failureOf(check, there, alerts) ?? 'holds'),
  }));
}

function failureOf(check: CaseCheck, seen: readonly SeenAlert[], alerts: readonly Alert[]): Failure | undefined {
  const selector = alertSelector(check.alert, check.labels, alerts);
  const named = seen.filter(({ name, at }) => name === selector.name && at === check.at);
  const meant = named.filter(({ labels }) => isSelected(selector, labels));
  const words = { check, name: selector.name, own: ownNames(check, alerts) };
  const misses = (message: string): Failure => ({
    message: `${message}: ${foundIn(named, words.own)}`,
    isPromtools: true,
  });
  if (check.exactly && check.state === 'firing') return differenceOf(check, check.exactly, named, misses);
  const inState = meant.filter(({ state }) => check.state === 'quiet' || state === check.state);
  if (check.state === 'quiet')
    return inState.length === 0 ? undefined : misses(`${subject(words)} is not quiet at ${time(check)}`);
  if (inState.length === 0)
    return misses(
      `${subject(words)} ${check.state === 'firing' ? 'does not fire' : 'is not pending'} at ${time(check)}`,
    );
  return annotationFailure(check, inState, subject(words));
}

interface Words {
  readonly check: CaseCheck;
  readonly name: string;
  readonly own: ReadonlySet<string>;
}

/** `ShopFails{method="search"}`. */
function subject({ check, name }: Words): string {
  return name + labelsText(check.labels);
}

/** Labels that need not be told: those that the rule sets itself. */
function ownNames(check: CaseCheck, alerts: readonly Alert[]): ReadonlySet<string> {
  const { name } = alertSelector(check.alert, {}, alerts);
  const namesakes = alerts.filter((one) => one.name === name);
  return new Set(namesakes.length === 1 ? Object.keys(staticLabels(namesakes[0]!)) : []);
}

const mostShown = 5;

/** `then there is pending {method="a"}`. */
function foundIn(named: readonly SeenAlert[], own: ReadonlySet<string>): string {
  if (named.length === 0) return 'then it is neither firing nor pending';
  const shown = named.slice(0, mostShown).map(({ state, labels }) => state + withLabels(labels, own));
  const more = named.length > mostShown ? [`${named.length - mostShown} more`] : [];
  return `then there is ${[...shown, ...more].join(', ')}`;
}

function withLabels(labels: Labels, own: ReadonlySet<string>): string {
  const others = Object.fromEntries(Object.entries(labels).filter(([name]) => !own.has(name)));
  return Object.keys(others).length === 0 ? '' : ` ${labelsText(others)}`;
}

function labelsText(labels: Labels): string {
  const present = Object.entries(labels).filter(([, value]) => value !== '');
  const entries = present.sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? '' : `{${entries.map(([name, value]) => `${name}=${quote(value)}`).join(', ')}}`;
}

function time({ at }: CaseCheck): string {
  return formatDuration(at);
}

/** An annotation that none of the alerts has as it should be; the first of them says what it is instead. */
function annotationFailure(check: CaseCheck, seen: readonly SeenAlert[], name: string): Failure | undefined {
  const wrong = ({ annotations }: ActiveAlert) =>
    Object.entries(check.annotations).filter(([key, text]) => annotations[key] !== text);
  const [first] = seen;
  if (first === undefined || seen.some((one) => wrong(one).length === 0)) return undefined;
  const [[key, expected] = ['', '']] = wrong(first);
  const actual = first.annotations[key];
  const found = actual === undefined ? 'it has none' : `it is ${quote(actual)}`;
  const message = `${name} fires at ${time(check)}, but its ${key} is not ${quote(expected)}: ${found}`;
  return { message, annotation: key, isPromtools: check.exactly !== undefined };
}

function differenceOf(
  check: CaseCheck,
  expected: readonly ActiveAlert[],
  named: readonly SeenAlert[],
  misses: (message: string) => Failure,
): Failure | undefined {
  const firing = named.filter(({ state }) => state === 'firing');
  const missing = expected.find((one) => !firing.some((other) => isSame(one, other)));
  const alike = missing && firing.find(({ labels }) => sameLabels(labels, missing.labels));
  const name = alertNameIn(check, named);
  if (missing && alike)
    return (
      annotationFailure({ ...check, annotations: missing.annotations }, [alike], name) ??
      misses(`${name} fires at ${time(check)} with annotations that it should not have`)
    );
  if (missing) return misses(`${name}${labelsText(missing.labels)} does not fire at ${time(check)}`);
  const surplus = firing.find((one) => !expected.some((other) => isSame(one, other)));
  return surplus && misses(`${name}${labelsText(surplus.labels)} fires at ${time(check)}`);
}

function alertNameIn({ alert }: CaseCheck, [first]: readonly SeenAlert[]): string {
  return first?.name ?? alert.replace(/\{.*$/s, '');
}

function isSame(a: ActiveAlert, b: ActiveAlert): boolean {
  return sameLabels(a.labels, b.labels) && sameLabels(a.annotations, b.annotations);
}

function sameLabels(a: Labels, b: Labels): boolean {
  return labelsText(a) === labelsText(b);
}
