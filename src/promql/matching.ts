/** How two vectors find each other, and of which side several series match alike. */
import type { Binary, Matcher } from './ast.ts';
import type { Fact, MatchedLabel, MatchingFacts } from './facts.ts';
import { functionNamed } from './functions.ts';
import { labelsBeforeMatchers } from './infer-selector.ts';
import {
  type LabelFact,
  type LabelSet,
  labelFact,
  metricName,
  possibleLabels,
  presence,
  valueCount,
  why,
} from './labels.ts';
import { hasVariable } from './matcher.ts';
import { onceFor } from './once-for.ts';
import { aggregatorNamed } from './operators.ts';
import { onlyValue } from './values.ts';

/**
 * How two vectors find each other: the labels that must agree and, of each side, those that tell apart series which match alike.
 * Undefined where a node matches no vectors.
 */
export function matchingOf(fact: Fact): MatchingFacts | undefined {
  const { expr } = fact;
  return expr.kind === 'binary' && expr.matching !== undefined ? matchedIn(fact) : undefined;
}

const matchedIn = onceFor((fact: Fact): MatchingFacts => {
  const { matching } = fact.expr as Binary;
  const [lhs, rhs] = fact.operands as [Fact, Fact];
  const [left, right] = [lhs.labels, rhs.labels];
  const listed = matching!.labels.map((label) => label.name);
  const all = new Set([...left.labels, ...right.labels].map((label) => label.name));
  all.delete(metricName);
  const names = matching!.on ? listed : [...all].filter((name) => !listed.includes(name));
  const matched = names.map((label) => ({ label, left: factOf(left, label), right: factOf(right, label) }));
  return {
    matched,
    conflicts: matched.filter((one) => isConflict(one) || isUnlikely(one, left, right)),
    leftOnly: tellingApart(left, names).map(({ name }) => name),
    rightOnly: tellingApart(right, names).map(({ name }) => name),
    leftSeveral: severalBy(lhs, names),
    rightSeveral: severalBy(rhs, names),
  };
});

function factOf(set: LabelSet, name: string): LabelFact {
  return labelFact(set, name) ?? { name, presence: presence(set, name) };
}

function isConflict({ left, right }: MatchedLabel): boolean {
  if (left.presence === 'never') return isThere(right);
  if (right.presence === 'never') return isThere(left);
  if (left.presence === 'maybe' && right.presence === 'maybe') return false;
  return left.values !== undefined && right.values !== undefined && !left.values.some((v) => right.values?.includes(v));
}

function isThere({ presence, values }: LabelFact): boolean {
  return presence === 'always' && !values?.includes('');
}

/** Only series without a label that they are declared with would match. Who asks for such, `{a=""}`, knows of them. */
function isUnlikely({ label, left, right }: MatchedLabel, ours: LabelSet, theirs: LabelSet): boolean {
  if (left.presence === 'never') return right.usual === true && why(ours, label)?.kind !== 'matcher';
  return right.presence === 'never' && left.usual === true && why(theirs, label)?.kind !== 'matcher';
}

function tellingApart(set: LabelSet, matched: readonly string[]): readonly LabelFact[] {
  return possibleLabels(set).filter((label) => label.values?.length !== 1 && !matched.includes(label.name));
}

/**
 * The labels by which several series of a side match alike. That a label may have several values does not say that it has them side
 * by side, so this takes what is declared to be counted or measured by each of its values: counters, and gauges in a unit. Gauges
 * without one often describe a thing by labels that go together (`pg_static`, `kube_pod_owner`). Every target has its series.
 */
function severalBy(side: Fact, matched: readonly string[]): readonly string[] {
  const selector = sourceOf(side);
  if (selector?.series === undefined) return [];
  const kind = kindOf(selector);
  const decided = matched.some((name) => mayDecide(factOf(side.labels, name))) || picksOne(selector, kind);
  const several = tellingApart(side.labels, matched).filter((label) => {
    if (!isFree(selector, label) || !isSeveral(label)) return false;
    if (isOfTarget(label)) return !decided && !mayFollowJob(selector, label, matched);
    if (label.ofTarget && matched.includes('instance')) return false;
    return kind !== undefined && (!decided || (kind === 'counted' && isListed(label)));
  });
  return several.map(({ name }) => name);
}

/** The selector whose series, or groups of them, a node returns one by one and all; undefined where it may be some of them. */
function sourceOf(side: Fact): Fact | undefined {
  if (side.conditional) return undefined;
  let node: Fact | undefined = side;
  while (node !== undefined && node.expr.kind !== 'selector') node = passedOn(node);
  return node;
}

function passedOn(node: Fact): Fact | undefined {
  const { expr, operands } = node;
  switch (expr.kind) {
    case 'paren':
    case 'unary':
    case 'matrix':
    case 'subquery':
      return operands[0];
    case 'aggregation':
      return aggregatorNamed(expr.op)?.labels === 'grouping' ? operands.at(-1) : undefined;
    case 'call':
      return keepsSeries(expr.func) ? operands.find(({ type }) => type === 'vector' || type === 'matrix') : undefined;
    case 'binary':
      return operands.some(({ type }) => type === 'scalar')
        ? operands.find(({ type }) => type === 'vector')
        : undefined;
    default:
      return undefined;
  }
}

function keepsSeries(func: string): boolean {
  const effect = functionNamed(func)?.labels;
  return effect === 'keep' || effect === 'keepAll' || effect === 'dropLe';
}

/** Counters count by each value of their labels; of other metrics a unit says that they measure something. */
function kindOf({ nature, series, values }: Fact): 'counted' | 'measured' | undefined {
  if (nature === 'counter' || nature === 'bucket' || nature === 'rate' || nature === 'total') return 'counted';
  if (series?.unit === undefined || nature === 'info' || onlyValue(values) !== undefined) return undefined;
  return 'measured';
}

/** A label of the metric that is matched may decide all the others: a mount point has one device. */
function mayDecide(label: LabelFact): boolean {
  return label.presence !== 'never' && valueCount(label) !== 1 && !isOfTarget(label);
}

function isOfTarget({ name }: LabelFact): boolean {
  return name === 'job' || name === 'instance';
}

/** Which instances there are of one of several jobs is not known: it may be a single one. */
function mayFollowJob(selector: Fact, { name }: LabelFact, matched: readonly string[]): boolean {
  if (name === 'job' || valueCount(factOf(labelsBeforeMatchers(selector.labels), 'job')) === 1) return false;
  return matched.includes('job') || matchersOf(selector).some(({ label }) => label === 'job');
}

/** A matcher may do the same: `{mountpoint="/"}`. One on a closed list picks a kind, not a thing: `{mode="idle"}`. */
function picksOne(selector: Fact, kind: ReturnType<typeof kindOf>): boolean {
  return matchersOf(selector).some(({ label, op }) => {
    const fact = factOf(labelsBeforeMatchers(selector.labels), label);
    if (op === '!=' || op === '!~' || label === metricName || isOfTarget(fact) || valueCount(fact) === 1) return false;
    return kind !== 'counted' || fact.values === undefined;
  });
}

function matchersOf({ expr }: Fact): readonly Matcher[] {
  return expr.kind === 'selector' ? expr.matchers : [];
}

/** No matcher picks one value of it: a variable, or what is not chosen from a closed list. */
function isFree(selector: Fact, { name }: LabelFact): boolean {
  const isOpen = factOf(labelsBeforeMatchers(selector.labels), name).values === undefined;
  return matchersOf(selector).every((matcher) => {
    if (matcher.label !== name) return true;
    return !hasVariable(matcher) && (!isOpen || matcher.op === '!=' || matcher.op === '!~');
  });
}

function isListed({ presence, values }: LabelFact): boolean {
  return presence === 'always' && values !== undefined;
}

/** Two spellings of one bound are one value. */
function isSeveral(label: LabelFact): boolean {
  if (!isListed(label)) return label.usual === true && valueCount(label) !== 1;
  const numbers = label.values!.map(Number);
  return numbers.some(Number.isNaN) || new Set(numbers).size > 1;
}
