/** All ways in which an alert can go, by what its labels may be: the cases of a decision that asks matchers. */
import type { AlertMatcher } from '../model/routing.ts';
import type { Domain } from './routing-domain.ts';
import type { Asks } from './routing-tree.ts';

/** One way through a decision. */
export interface Leaf<T> {
  readonly result: T;
  /** The labels that mattered, with what is left of their values. */
  readonly narrowed: ReadonlyMap<string, Domain>;
}

export interface Explored<T> {
  readonly leaves: readonly Leaf<T>[];
  /** There are more than were looked at. */
  readonly cut: boolean;
}

/** More cases of one alert than a person ever reads. */
const mostCases = 500;

/**
 * Runs a decision for every answer that its questions can have: where a matcher holds for some of the values that are left of a
 * label and not for others, it runs once for either.
 */
export function explore<T>(domainOf: (label: string) => Domain, decide: (asks: Asks) => T): Explored<T> {
  const leaves: Leaf<T>[] = [];
  const waiting: boolean[][] = [[]];
  for (let answers = waiting.pop(); answers !== undefined; answers = waiting.pop()) {
    if (leaves.length >= mostCases) return { leaves, cut: true };
    leaves.push(runWith(answers, waiting, domainOf, decide));
  }
  return { leaves, cut: false };
}

function runWith<T>(
  given: readonly boolean[],
  waiting: boolean[][],
  domainOf: (label: string) => Domain,
  decide: (asks: Asks) => T,
): Leaf<T> {
  const narrowed = new Map<string, Domain>();
  const answers: boolean[] = [];
  const asks = (matcher: AlertMatcher): boolean => {
    const { label } = matcher;
    const { holds, fails } = (narrowed.get(label) ?? domainOf(label)).split(matcher);
    if (fails.values.length === 0) return true;
    if (holds.values.length === 0) return false;
    const answer = given[answers.length] ?? true;
    if (answers.length >= given.length) waiting.push([...answers, false]);
    answers.push(answer);
    narrowed.set(label, answer ? holds : fails);
    return answer;
  };
  return { result: decide(asks), narrowed };
}

/** What an alert must look like: the values of the labels that matter; of the others any. */
export type Combination = ReadonlyMap<string, readonly string[]>;

export interface Case<T> {
  readonly result: T;
  readonly labels: Combination;
}

/** Cases of one outcome as one, where together they leave a label free or widen it. `keyOf` tells outcomes apart. */
export function merged<T>(
  leaves: readonly Leaf<T>[],
  keyOf: (result: T) => string,
  domainOf: (label: string) => Domain,
): readonly Case<T>[] {
  const byKey = new Map<string, Case<T>[]>();
  for (const { result, narrowed } of leaves) {
    const labels = new Map([...narrowed].map(([label, { values }]) => [label, values]));
    const key = keyOf(result);
    const cases = byKey.get(key) ?? [];
    absorb(cases, { result, labels }, domainOf);
    byKey.set(key, cases);
  }
  return [...byKey.values()].flat();
}

/** Adds a case, or widens one that is there; what that makes may in turn widen another. */
function absorb<T>(cases: Case<T>[], added: Case<T>, domainOf: (label: string) => Domain): void {
  for (const [index, known] of cases.entries()) {
    const labels = together(known.labels, added.labels, domainOf);
    if (labels === undefined) continue;
    cases.splice(index, 1);
    absorb(cases, { result: known.result, labels }, domainOf);
    return;
  }
  cases.push(added);
}

/** Both as one, where they differ in one label at most; undefined where they do not fit. */
function together(a: Combination, b: Combination, domainOf: (label: string) => Domain): Combination | undefined {
  const whole = (label: string) => domainOf(label).values;
  const differing = [...new Set([...a.keys(), ...b.keys()])].filter(
    (label) => !isSame(a.get(label) ?? whole(label), b.get(label) ?? whole(label)),
  );
  const [label, second] = differing;
  if (second !== undefined) return undefined;
  if (label === undefined) return a;
  const values = [...new Set([...(a.get(label) ?? whole(label)), ...(b.get(label) ?? whole(label))])];
  const joined = new Map(a);
  if (isSame(values, whole(label))) joined.delete(label);
  else joined.set(label, values);
  return joined;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((value) => b.includes(value)));
}
