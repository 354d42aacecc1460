import type { Project } from '../model/project.ts';
import { type Alert, alertFinder, type RecordingRule } from '../model/rule.ts';
import type { TestCase } from '../model/test-case.ts';
import type { VectorSelector } from '../promql/ast.ts';
import { append } from './append.ts';
import { nameOf } from './selected.ts';
import { selectorsIn, writersAmong } from './written.ts';

/** Cases with the rules that they need. */
export interface Chunk {
  readonly cases: readonly TestCase[];
  readonly project: Project;
}

/** promtool evaluates all rules in each case: of many cases with many rules that is the square of them. */
const mostRules = 20;

/** The cases in order, few of them together, so that each is run with hardly more rules than those that it is about. */
export function chunksOf(cases: readonly TestCase[], project: Project): readonly Chunk[] {
  const needed = neededBy(project);
  const chunks: { cases: TestCase[]; rules: Set<Rule> }[] = [];
  for (const one of cases) {
    const rules = needed(one);
    const last = chunks.at(-1);
    const together = new Set([...(last?.rules ?? []), ...rules]);
    if (last && together.size <= mostRules) {
      last.cases.push(one);
      last.rules = together;
    } else chunks.push({ cases: [one], rules: new Set(rules) });
  }
  return chunks.map(({ cases: own, rules }) => ({ cases: own, project: onlyWith(rules, project) }));
}

type Rule = Alert | RecordingRule;

function onlyWith(rules: ReadonlySet<Rule>, project: Project): Project {
  return {
    ...project,
    alerts: project.alerts.filter((rule) => rules.has(rule)),
    recordingRules: project.recordingRules.filter((rule) => rules.has(rule)),
  };
}

/** The alerts that a case asks of, others of their names, and what is recorded for them. */
function neededBy({ alerts, recordingRules }: Project): (one: TestCase) => readonly Rule[] {
  const find = alertFinder(alerts);
  const writers = writersAmong(recordingRules);
  const namesakes = new Map<string, Rule[]>();
  for (const alert of alerts) append(namesakes, alert.name, alert);
  const all = [...alerts, ...recordingRules];
  return ({ checks }) => {
    const asked = checks.flatMap(({ alert }) => namesakes.get(find(alert)?.name ?? alert) ?? []);
    const needed = new Set<Rule>(asked);
    for (const { expr } of needed) {
      const selectors = selectorsIn(expr.ast);
      if (selectors.some(mayReadAll)) return all;
      for (const rule of selectors.flatMap(writers)) needed.add(rule);
    }
    return [...needed];
  };
}

/** What says no name may read any rule, and what alerts write comes of all. */
function mayReadAll(selector: VectorSelector): boolean {
  const name = nameOf(selector);
  return name === undefined || writtenByAlerts.has(name);
}

const writtenByAlerts: ReadonlySet<string> = new Set(['ALERTS', 'ALERTS_FOR_STATE']);
