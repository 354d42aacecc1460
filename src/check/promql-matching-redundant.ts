import { placeOf } from '../analyze/place.ts';
import type { Binary, LabelName, Span } from '../promql/ast.ts';
import { type CopiedInVain, copiedInVain } from '../promql/copied-labels.ts';
import type { Fact, MatchingFacts } from '../promql/infer.ts';
import { matchingOf } from '../promql/infer.ts';
import { labelFact, metricName, possibleLabels, presence } from '../promql/labels.ts';
import { operatorNamed } from '../promql/operators.ts';
import type { Check } from './check.ts';
import { inUse, listed, type Words } from './finding.ts';

export const promqlMatchingRedundant: Check = {
  id: 'promql-matching-redundant',
  severity: 'info',
  class: 'advice',
  why: 'A matching that says what holds anyway hides those that matter, and makes the reader look for a reason.',
  bad: `shop.alert('ManyErrors', { when: promql\`sum by (method) (rate(shop_requests_total{status="error"}[5m])) / on (method) group_left sum by (method) (rate(shop_requests_total[5m])) > 0.5\`, ...warning });`,
  good: `shop.alert('ManyErrors', { when: promql\`sum by (method) (rate(shop_requests_total{status="error"}[5m])) / sum by (method) (rate(shop_requests_total[5m])) > 0.5\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const node of inference.nodes) {
        for (const copied of copiedInVain(node))
          yield inUse(use, placeOf(copied.label, use.expression.origin), wordsForCopy(copied, node));
        for (const label of copiedOntoSame(node))
          yield inUse(use, placeOf(label, use.expression.origin), {
            message: `"${label.name}" is copied for nothing: both sides have one and the same value of it`,
            help: 'leave it out of the group',
          });
        const matching = matchingOf(node);
        if (matching === undefined || matching.conflicts.length > 0) continue;
        const found = redundancy(node, node.expr as Binary, matching);
        if (found) yield inUse(use, placeOf(found.at, use.expression.origin, [0]), found.words);
      }
    }
  },
};

/** Labels that a join copies over the very value that the many side has already. */
function copiedOntoSame(join: Fact): readonly LabelName[] {
  if (join.expr.kind !== 'binary') return [];
  const vain = new Set(copiedInVain(join).map(({ label }) => label));
  return (join.expr.matching?.include ?? []).filter((label) => {
    const values = join.operands.map((side) => onlyValueOf(side, label.name));
    return !vain.has(label) && values[0] !== undefined && values[0] === values[1];
  });
}

function onlyValueOf({ labels }: Fact, name: string): string | undefined {
  const fact = labelFact(labels, name);
  return fact?.presence === 'always' && fact.values?.length === 1 ? fact.values[0] : undefined;
}

interface Redundancy {
  readonly at: Span;
  readonly words: Words;
}

function redundancy(node: Fact, expr: Binary, matching: MatchingFacts): Redundancy | undefined {
  const { operands } = node;
  if (keepsName(expr, node) || operands.some(({ labels }) => !labels.complete)) return undefined;
  const { card } = expr.matching!;
  const words =
    card === 'many-to-one' || card === 'one-to-many'
      ? wordsForGroup(expr, operands[card === 'many-to-one' ? 0 : 1]!, node, matching)
      : wordsForList(expr, node);
  return words && { at: spanOf(expr), words };
}

/** `group_left` where every series of the many side is told apart by what is matched. */
function wordsForGroup(expr: Binary, many: Fact, node: Fact, { matched }: MatchingFacts): Words | undefined {
  const { card, include, labels, on } = expr.matching!;
  if (on && labels.some(({ name }) => presence(many.labels, name) === 'never')) return undefined;
  const isUnique = possibleLabels(many.labels).every(({ name }) => matched.some(({ label }) => label === name));
  if (include.length > 0 || !isUnique) return undefined;
  const side = card === 'many-to-one' ? 'left' : 'right';
  return {
    message: `group_${side} does nothing: all labels of the ${side} are matched, so none of its series match alike`,
    help: `leave ${expr.matching!.on && isListOfAll(expr, node) ? `on (…) group_${side}` : `group_${side}`} out`,
  };
}

function wordsForList(expr: Binary, node: Fact): Words | undefined {
  const { labels, on } = expr.matching!;
  if ((!on && labels.length === 0) || !isListOfAll(expr, node)) return undefined;
  if (labels.length === 0) return { message: 'on () does nothing: neither side has labels', help: 'leave on () out' };
  const names = listed(
    labels.map(({ name }) => name),
    'and',
  );
  if (on)
    return { message: `on (…) lists all labels of both sides, ${names}`, help: 'leave it out: all labels are matched' };
  return { message: `ignoring (…) lists all labels of both sides, ${names}`, help: 'write on (), which says so' };
}

function wordsForCopy({ label, droppedBy: { expr } }: CopiedInVain, join: Fact): Words {
  const side = (join.expr as Binary).matching?.card === 'one-to-many' ? 'right' : 'left';
  const dropper =
    expr.kind === 'aggregation' ? expr.op : expr.kind === 'binary' ? `the matching of ${expr.op}` : 'a step';
  return {
    message: `"${label.name}" is copied for nothing: ${dropper} drops it again`,
    help: `leave it out of group_${side} (…), or keep it there`,
  };
}

/** Only a comparison that filters keeps the name, and with `on` it does not. */
function keepsName(expr: Binary, { operands }: Fact): boolean {
  if (operatorNamed(expr.op)?.kind !== 'comparison' || expr.bool) return false;
  return operands.some(({ labels }) => presence(labels, metricName) !== 'never');
}

/** Whether the matching names all labels that there are, and no others. */
function isListOfAll({ matching }: Binary, { operands }: Fact): boolean {
  const names = matching!.labels.map(({ name }) => name);
  return operands.every(({ labels }) => {
    const isKnown = names.every((name) => presence(labels, name) !== 'never') || !matching!.on;
    return isKnown && possibleLabels(labels).every(({ name }) => names.includes(name));
  });
}

/** The labels that are listed, or the operator where none is. */
function spanOf({ matching, opSpan }: Binary): Span {
  const [first, last] = [matching?.labels[0], matching?.labels.at(-1)];
  if (first === undefined || last === undefined || last.end <= first.start) return opSpan;
  return { start: first.start, end: last.end, source: first.source };
}
