import type { Analysis, Inferred } from '../analyze/analysis.ts';
import { isSound } from '../analyze/sound.ts';
import { variablesIn } from '../analyze/variables.ts';
import type { Variable } from '../model/dashboard.ts';
import type { Matcher } from '../promql/ast.ts';
import { accepts } from '../promql/matcher.ts';
import { misspelt } from '../promql/nearest.ts';
import { type ClosedLabel, closedMatchers, possibleValues } from './promql-label-value.ts';

/** A choice of a variable with which every query that reads the variable is empty. */
export interface DeadChoice {
  readonly index: number;
  readonly value: string;
  readonly label: ClosedLabel;
}

interface ReadOfLabel {
  readonly matcher: Matcher;
  readonly label: ClosedLabel;
}

/**
 * The values of a fixed list that none of the labels has that are matched with it: all of them, or slips of one that is not
 * listed. One of several may be a value that is yet to come.
 */
export function deadChoices(variable: Variable, analysis: Analysis): readonly DeadChoice[] {
  if (variable.type !== 'custom') return [];
  const reads = readsOf(variable, analysis);
  const [first] = reads ?? [];
  if (!reads || !first) return [];
  const { label } = first;
  const { values } = variable;
  const dead = values.flatMap((value, index) =>
    reads.some((read) => mayMeet(read, value)) ? [] : [{ index, value, label }],
  );
  const unlisted = label.values.filter((value) => !values.includes(value));
  return dead.length === values.length ? dead : dead.filter(({ value }) => misspelt(value, unlisted) !== undefined);
}

/** Every place that reads the variable; undefined where one of them is anything but a matcher of a label whose values are known. */
function readsOf(variable: Variable, analysis: Analysis): readonly ReadOfLabel[] | undefined {
  const dashboards = analysis.project.dashboards.filter(({ variables }) => variables.includes(variable));
  const inferred = new Map([...analysis.inferred()].map((one) => [one.use, one]));
  const all: ReadOfLabel[] = [];
  for (const use of analysis.uses) {
    const isIts = use.role === 'variable' || dashboards.some((dashboard) => dashboard === use.owner);
    const { ast } = use.expression;
    if (!isIts) continue;
    if (!ast || !isSound(use.expression)) return undefined;
    for (const { name, matcher } of variablesIn(ast)) {
      if (name !== variable.name) continue;
      const read = matcher && readOf(matcher, inferred.get(use));
      if (!read) return undefined;
      all.push(read);
    }
  }
  return all;
}

function readOf(matcher: Matcher, inferred: Inferred | undefined): ReadOfLabel | undefined {
  const isWhole = /^(?:\$\w+|\$\{\w+(?::regex)?\}|\[\[\w+\]\])$/.test(matcher.value);
  if (!inferred || !isWhole || (matcher.op !== '=' && matcher.op !== '=~')) return undefined;
  const nodes = inferred.inference.nodes.filter(
    ({ expr }) => expr.kind === 'selector' && expr.matchers.includes(matcher),
  );
  return nodes.flatMap(closedMatchers).find((one) => one.matcher === matcher);
}

function mayMeet({ matcher, label }: ReadOfLabel, value: string): boolean {
  const chosen = { ...matcher, value };
  return (
    /\$| : /.test(value) || possibleValues(label).some((each) => each === value || accepts(chosen, each) !== false)
  );
}
