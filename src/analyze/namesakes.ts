import { type Alert, type RecordingRule, ruleKey } from '../model/rule.ts';

/** Rules of a name and label set that an earlier one has, each with the first of them. */
export function namesakes<R extends Alert | RecordingRule>(rules: readonly R[]): readonly (readonly [R, R])[] {
  const first = new Map<string, R>();
  return rules.flatMap((rule) => {
    const key = ruleKey(rule);
    const earlier = first.get(key);
    if (earlier) return [[rule, earlier] as const];
    first.set(key, rule);
    return [];
  });
}
