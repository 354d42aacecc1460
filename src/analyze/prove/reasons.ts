import type { Matcher } from '../../promql/ast.ts';
import { coveringUnless } from '../../promql/covered.ts';
import type { Fact, Inference, SeriesFacts } from '../../promql/infer.ts';
import { selectorsOf } from '../../promql/inference.ts';
import { accepts } from '../../promql/matcher.ts';
import { matchingOf } from '../../promql/matching.ts';
import { print } from '../../promql/print.ts';
import { nameOf } from '../selected.ts';
import type { Condition } from './condition.ts';

/** Why no values were found at which a condition returns something, or nothing: what is certain of it, if anything is. */
export function whyNone(some: boolean, inference: Inference, { selections }: Condition): string {
  const certain = some ? (whyNever(inference) ?? unmatchedReason(inference)) : alwaysReason(inference);
  const read = [...selectorsOf(inference), ...selections.map(({ fact }) => fact)];
  return certain ?? unmetReason(read) ?? `no values were found at which it ${some ? 'fires' : 'stays quiet'}`;
}

/** Why a condition never returns anything, where that is proven. */
export function whyNever(inference: Inference): string | undefined {
  const unless = coveringUnless(inference);
  if (unless) return `${quoted(unless.expr)} takes away every series that is on its left`;
  const { empty } = inference.root;
  if (!empty) return undefined;
  const isBoth = empty.expr.kind === 'binary' && empty.expr.op === 'and';
  return isBoth ? `it can never be both: ${quoted(empty.expr)}` : `no value ever passes ${quoted(empty.expr)}`;
}

/** The sides of an operator that have no labels alike. */
function unmatchedReason({ nodes }: Inference): string | undefined {
  for (const node of nodes) {
    if (node.expr.kind !== 'binary' || node.expr.op === 'or' || node.expr.op === 'unless') continue;
    const [conflict] = matchingOf(node)?.conflicts ?? [];
    if (conflict) return `the sides of ${quoted(node.expr)} never match: they differ in the label ${conflict.label}`;
  }
  return undefined;
}

function alwaysReason({ root }: Inference): string | undefined {
  return root.outcome === 'always' ? `every value passes ${quoted(root.expr)}` : undefined;
}

function unmetReason(selectors: readonly Fact[]): string | undefined {
  for (const { expr, series } of selectors) {
    const unmet = expr.kind === 'selector' ? expr.matchers.find((matcher) => isUnmet(matcher, series)) : undefined;
    if (unmet)
      return `no series of ${nameOf(expr)} that is declared has ${unmet.label}${unmet.op}${JSON.stringify(unmet.value)}`;
  }
  return undefined;
}

/** Whether no value that the label is declared to have passes the matcher. */
function isUnmet(matcher: Matcher, series: SeriesFacts | undefined): boolean {
  if (matcher.label === '__name__' || series === undefined) return false;
  const label = series.labels.find(({ name }) => name === matcher.label);
  const mayBeAbsent = label === undefined ? series.complete : label.presence !== 'always';
  if (mayBeAbsent && accepts(matcher, '') !== false) return false;
  if (label === undefined || label.presence === 'never') return series.complete;
  return label.values?.every((value) => accepts(matcher, value) === false) ?? false;
}

const mostShown = 120;

function quoted(expr: Inference['root']['expr']): string {
  const text = print(expr);
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
}
