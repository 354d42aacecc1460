import { type Alert, type RecordingRule, ruleKey } from '../model/rule.ts';
import { type LabelSet, labelFact, possibleLabels, presence } from '../promql/labels.ts';
import type { Analysis } from './analysis.ts';
import { append } from './append.ts';

/** Rules of a name and label set that an earlier one has, each with that one; not those whose results differ in a label. */
export function namesakes<R extends Alert | RecordingRule>(
  rules: readonly R[],
  { inference }: Analysis,
): readonly (readonly [R, R])[] {
  const known = new Map<string, R[]>();
  const labelsOf = (rule: R) => inference(rule.expr)?.root.labels;
  return rules.flatMap((rule) => {
    const key = ruleKey(rule);
    const earlier = known
      .get(key)
      ?.find((other) => !isTwin(rule, other) && !areApart(labelsOf(rule), labelsOf(other), rule));
    append(known, key, rule);
    return earlier ? [[rule, earlier] as const] : [];
  });
}

/** Of an SLO that is declared twice that is said, and not of each of its rules. */
function isTwin(a: Pick<Alert, 'slo'>, b: Pick<Alert, 'slo'>): boolean {
  return a.slo !== undefined && a.slo === b.slo;
}

/** Whether no series of one can have the labels of one of the other, those aside that the rules set. */
function areApart(a: LabelSet | undefined, b: LabelSet | undefined, { labels }: Pick<Alert, 'labels'>): boolean {
  if (!a || !b) return false;
  const names = [...possibleLabels(a), ...possibleLabels(b)].map(({ name }) => name);
  return names.some((name) => !Object.hasOwn(labels, name) && differ(a, b, name));
}

function differ(a: LabelSet, b: LabelSet, name: string): boolean {
  const [left, right] = [presence(a, name), presence(b, name)];
  if (left === 'never' || right === 'never') return left === 'always' || right === 'always';
  if (left === 'maybe' && right === 'maybe') return false;
  const [these, those] = [labelFact(a, name)?.values, labelFact(b, name)?.values];
  return these !== undefined && those !== undefined && !these.some((value) => those.includes(value));
}
