import { parse } from 'yaml';

interface Rules {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
}
interface Rule {
  readonly alert: string;
  expr: string;
}

/** The alerts that people wrote; promtool takes as long for each of the others, which have tests of their own. */
export function handwritten(alerts: string): Rules {
  const { groups } = parse(alerts) as Rules;
  return { groups: groups.filter(({ name }) => !name.startsWith('slo-')) };
}

/** The same with another expression for one of them. */
export function withExpression(alerts: string, name: string, expr: string): Rules {
  const rules = handwritten(alerts);
  const rule = rules.groups.flatMap((group) => group.rules).find(({ alert }) => alert === name);
  Object.assign(rule ?? {}, { expr });
  return rules;
}
