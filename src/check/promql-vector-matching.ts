import type { Analysis } from '../analyze/analysis.ts';
import { faultKind, labelFaults } from '../analyze/label-faults.ts';
import { placeOf } from '../analyze/place.ts';
import { nameOf } from '../analyze/selected.ts';
import type { Origin } from '../model/declaration.ts';
import { isUnlabelled } from '../promql/always.ts';
import type { Binary } from '../promql/ast.ts';
import { isFilled } from '../promql/fraction.ts';
import type { Fact, MatchedLabel, MatchingFacts } from '../promql/infer.ts';
import { matchingOf, selectorsOf } from '../promql/infer.ts';
import { presence, valueCount, why } from '../promql/labels.ts';
import { operatorNamed } from '../promql/operators.ts';
import type { Check } from './check.ts';
import { inUse, listed, type Words } from './finding.ts';
import { droppedAt } from './promql-label-dropped.ts';

export const promqlVectorMatching: Check = {
  id: 'promql-vector-matching',
  severity: 'error',
  class: 'fact',
  why: 'Series of two sides meet where all matched labels are alike: where one can never be, nothing is returned; where several meet one, the query fails.',
  bad: `shop.alert('ManyErrors', { when: promql\`sum by (status) (rate(shop_requests_total[5m])) / sum(rate(shop_requests_total[5m])) > 0.5\`, ...warning });`,
  good: `shop.alert('ManyErrors', { when: promql\`sum by (status) (rate(shop_requests_total[5m])) / on () group_left sum(rate(shop_requests_total[5m])) > 0.5\`, ...warning });`,
  *find(analysis) {
    const misread = rulesWithLabelFaults(analysis);
    for (const { use, inference } of analysis.inferred()) {
      const matchings = inference.nodes.flatMap((node) => matchingAt(node) ?? []);
      const faults = matchings.length > 0 ? labelFaults(inference) : [];
      const { origin } = use.expression;
      const told: Fact[] = [];
      for (const { node, expr, matching } of matchings) {
        if (told.some((fault) => isWithin(fault, node))) continue;
        if (faults.some(({ reference: { at } }) => isWithin(at, node))) continue;
        if (misread.size > 0 && selectorsOf(inference, node).some((selector) => misread.has(nameOf(selector.expr))))
          continue;
        const words = wordsForConflict(expr, node, matching, origin) ?? wordsForSeveral(expr, matching);
        if (words === undefined) continue;
        told.push(node);
        yield inUse(use, placeOf(expr.opSpan, origin, [0]), words);
      }
    }
  },
};

interface Matching {
  readonly node: Fact;
  readonly expr: Binary;
  readonly matching: MatchingFacts;
}

function matchingAt(node: Fact): Matching | undefined {
  const matching = matchingOf(node);
  return matching && node.expr.kind === 'binary' ? { node, expr: node.expr, matching } : undefined;
}

/** Recording rules whose own expression names a label in vain: that they lack it is that fault. */
function rulesWithLabelFaults({ project, inference }: Analysis): ReadonlySet<string | undefined> {
  const faulty = project.recordingRules.filter(({ expr }) => {
    const inferred = inference(expr);
    return inferred !== undefined && labelFaults(inferred).length > 0;
  });
  return new Set(faulty.map(({ name }) => name));
}

/** What follows from a label that is misspelt or gone, or from a matching within, is the same fault. */
function isWithin(at: Fact, { first, index }: Fact): boolean {
  return first <= at.index && at.index <= index;
}

function wordsForConflict(expr: Binary, node: Fact, { conflicts }: MatchingFacts, origin: Origin): Words | undefined {
  if (conflicts.length === 0 || expr.op === 'or' || isFilled(expr)) return undefined;
  const reasons = [...sidesOf(conflicts), ...conflicts.filter(isDisjoint).map(disjoint)];
  const effect = expr.op === 'unless' ? 'the right side never matches, so nothing is removed' : 'the sides never match';
  const related = conflicts.flatMap(({ label }) => whereDropped(node, label, origin));
  return { message: `${effect}: ${reasons.join(', ')}`, help: helpForConflict(expr, node, conflicts), related };
}

function isDisjoint({ left, right }: MatchedLabel): boolean {
  return left.presence !== 'never' && right.presence !== 'never';
}

function sidesOf(conflicts: readonly MatchedLabel[]): readonly string[] {
  const on = (side: 'left' | 'right') =>
    conflicts
      .filter((conflict) => !isDisjoint(conflict) && conflict[side].presence !== 'never')
      .map(({ label }) => label);
  return (['left', 'right'] as const).flatMap((side) => {
    const labels = on(side);
    if (labels.length === 0) return [];
    return [`only the ${side} has the ${labels.length === 1 ? 'label' : 'labels'} ${listed(labels, 'and')}`];
  });
}

function disjoint({ label, left, right }: MatchedLabel): string {
  return `"${label}" is ${listed(left.values ?? [])} on the left and ${listed(right.values ?? [])} on the right`;
}

/** The step that left one side without a label of the other. */
function whereDropped({ operands }: Fact, label: string, origin: Origin): NonNullable<Words['related']> {
  const side = operands.find((operand) => presence(operand.labels, label) === 'never');
  const reason = side && why(side.labels, label);
  return reason && faultKind(reason) === 'dropped' ? [droppedAt(reason, origin)] : [];
}

function helpForConflict(expr: Binary, { operands }: Fact, conflicts: readonly MatchedLabel[]): string {
  const apart = conflicts.map(({ label }) => label);
  if (expr.matching?.on) return `leave ${listed(apart, 'and')} out of on (…)`;
  const ignored = [...(expr.matching?.labels ?? []).map(({ name }) => name), ...apart];
  const matching = operands.some(isUnlabelled) ? 'on ()' : `ignoring (${ignored.join(', ')})`;
  const many = operatorNamed(expr.op)?.kind === 'set' ? undefined : manySide(conflicts);
  return `write ${expr.op} ${matching}${many === undefined ? '' : ` group_${many}`}, or give both sides the same labels`;
}

/** The side that has labels the other has not, with several values: where it is but one, several of its series meet one of the other. */
function manySide(conflicts: readonly MatchedLabel[]): Side | undefined {
  const isMany = (many: Side, one: Side) =>
    conflicts.every((conflict) => conflict[one].presence === 'never') &&
    conflicts.some((conflict) => valueCount(conflict[many]) !== 1);
  if (isMany('left', 'right')) return 'left';
  return isMany('right', 'left') ? 'right' : undefined;
}

/** Prometheus fails where several series of a side that must be one match alike. */
function wordsForSeveral(expr: Binary, { leftSeveral: left, rightSeveral: right }: MatchingFacts): Words | undefined {
  const differ = (labels: readonly string[]) => `differ in ${listed(labels, 'and')}`;
  switch (expr.matching?.card) {
    case 'one-to-one':
      if (left.length > 0 && right.length > 0) return manyToMany(left, right);
      if (left.length > 0)
        return missingGroup('left', `several series of the left match one of the right: they ${differ(left)}`);
      if (right.length === 0) return undefined;
      return missingGroup('right', `several series of the right match one of the left: they ${differ(right)}`);
    case 'many-to-one':
      if (right.length === 0) return undefined;
      if (left.length > 0) return manyToMany(left, right);
      return wrongGroup('left', 'right', differ(right));
    case 'one-to-many':
      if (left.length === 0) return undefined;
      if (right.length > 0) return manyToMany(left, right);
      return wrongGroup('right', 'left', differ(left));
    default:
      return undefined;
  }
}

type Side = 'left' | 'right';

function manyToMany(left: readonly string[], right: readonly string[]): Words {
  const labels = listed([...new Set([...left, ...right])], 'and');
  return {
    message: `many to many: on both sides several series match alike, which differ in ${labels}`,
    help: 'match by more labels, or aggregate one side to those that are matched',
  };
}

function missingGroup(many: Side, message: string): Words {
  return { message, help: `write group_${many} after the matching, or aggregate the ${many} to what is matched` };
}

function wrongGroup(many: Side, several: Side, differ: string): Words {
  return {
    message: `group_${many} takes the ${several} for the one side, but several of its series match alike: they ${differ}`,
    help: `write group_${several}, or aggregate the ${several} to what is matched`,
  };
}
