import type { Analysis } from '../analysis.ts';
import type { Finding } from './cases.ts';
import { countOfRules } from './plan.ts';
import { isRefused } from './well.ts';

/** Evaluations of rules that promtool takes some tens of seconds for: a test of its own for each alert is easier to read. */
const mostApart = 500_000;

/** More alerts in one test nobody reads. */
const mostTogether = 10;

type Group = readonly Finding[];

/**
 * Tests that have no metric in common, as one: promtool evaluates all rules in each test, and of many rules with many tests that
 * takes minutes. As they are where it does not.
 */
export function sideBySide(groups: readonly Group[], analysis: Analysis): readonly Group[] {
  const steps = groups.map((group) => Math.max(...group.map(stepsOf))).reduce((sum, one) => sum + one, 0);
  if (steps * countOfRules(analysis) <= mostApart) return groups;
  const packs: Pack[] = [];
  for (const group of groups) {
    const own: Pack = { findings: group, names: namesOf(group) };
    const open = packs.slice(-mostOpen).filter((pack) => goTogether(pack, own));
    const found = open.find(({ findings }) => !isRefused([...findings, ...group], analysis));
    if (found === undefined) packs.push(own);
    else packs[packs.indexOf(found)] = joined(found, own);
  }
  return packs.map(({ findings }) => findings);
}

/** Tests that are looked at for room. */
const mostOpen = 30;

interface Pack {
  readonly findings: Group;
  /** What they are fed, and what they read where nothing is there. */
  readonly names: ReadonlySet<string>;
}

function joined(pack: Pack, other: Pack): Pack {
  return { findings: [...pack.findings, ...other.findings], names: new Set([...pack.names, ...other.names]) };
}

function stepsOf({ proven }: Finding): number {
  return proven.at / proven.setting.every;
}

function goTogether(pack: Pack, other: Pack): boolean {
  if (pack.findings.length + other.findings.length > mostTogether) return false;
  const [own, others] = [pack, other].map(({ findings }) => findings[0]!.proven.setting.interval);
  return own === others && [...other.names].every((name) => !pack.names.has(name));
}

function namesOf(group: Group): ReadonlySet<string> {
  const named = group.flatMap(({ proven }) => [...proven.fed, ...proven.setting.condition.selections]);
  return new Set(named.map(({ name }) => name));
}
