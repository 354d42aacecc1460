/** Which rules read which recording rules. */
import type { Project } from '../model/project.ts';
import type { Alert, RecordingRule } from '../model/rule.ts';
import type { VectorSelector } from '../promql/ast.ts';
import type { Fact, Inference, LabelFact, SeriesFacts } from '../promql/infer.ts';
import { selectorsOf } from '../promql/inference.ts';
import { accepts } from '../promql/matcher.ts';
import type { Analysis } from './analysis.ts';
import { recordedFacts } from './recorded.ts';
import { writersAmong } from './written.ts';

export type Rule = Alert | RecordingRule;

/** A rule's expression selects what a recording rule writes. */
export interface RuleRead {
  readonly reader: Rule;
  readonly rule: RecordingRule;
  readonly selector: Fact;
  /** Nothing else goes by that name, and the matchers let all its series pass. */
  readonly sure: boolean;
}

/** Every reading of one rule by another or by itself, in order of the readers. */
export function ruleReads(
  { recordingRules, alerts }: Project,
  inference: Analysis['inference'],
  isScraped: (name: string) => boolean,
): readonly RuleRead[] {
  const writers = writersAmong(recordingRules);
  const readsOf = (reader: Rule, selectors: readonly Fact[]) =>
    selectors.flatMap((selector): readonly RuleRead[] => {
      const expr = selector.expr as VectorSelector;
      return writers(expr).flatMap((rule) => {
        const passes = selects(expr, recordedFacts(rule, inference(rule.expr)));
        return passes === 'never' ? [] : [{ reader, rule, selector, sure: passes === 'all' && !isScraped(rule.name) }];
      });
    });
  if (recordingRules.length === 0) return [];
  return [...recordingRules, ...alerts].flatMap((reader) => {
    const inferred = inference(reader.expr);
    return inferred ? readsOf(reader, selectorsOf(inferred)) : [];
  });
}

type Passes = 'all' | 'some' | 'never';

/** Which of the series that a rule writes a selector lets pass, as far as that is certain. */
function selects({ matchers }: VectorSelector, facts: SeriesFacts): Passes {
  let passes: Passes = 'all';
  for (const matcher of matchers) {
    if (matcher.label === '__name__') continue;
    const label = facts.labels.find(({ name }) => name === matcher.label);
    const values = valuesOf(label, facts.complete)?.map((value) => accepts(matcher, value));
    if (values?.every((value) => value === false)) return 'never';
    if (!values?.every((value) => value === true)) passes = 'some';
  }
  return passes;
}

/** The values that a label can have, the empty one where it may be absent; undefined where it may have any. */
function valuesOf(label: LabelFact | undefined, complete: boolean): readonly string[] | undefined {
  if (label === undefined) return complete ? [''] : undefined;
  if (label.presence === 'never') return [''];
  return label.presence === 'always' ? label.values : label.values && [...label.values, ''];
}

/** Whether a selector reads the past on purpose: `x offset 1h`, also through a subquery. */
export function readsPast(selector: Fact): boolean {
  for (let node: Fact | undefined = selector; node; node = node.parent) {
    const { expr } = node;
    if ((expr.kind === 'selector' || expr.kind === 'subquery') && (expr.offset || expr.at)) return true;
  }
  return false;
}

/** Whether a selector is read over a range of time. */
export function readsRange(selector: Fact): boolean {
  for (let node: Fact | undefined = selector; node; node = node.parent) {
    if (node.expr.kind === 'matrix' || node.expr.kind === 'subquery') return true;
  }
  return false;
}

/** Whether an expression can return something although what a selector selects is not there. */
export function isOptional(selector: Fact, { root }: Inference): boolean {
  for (let node = selector; node !== root && node.parent; node = node.parent) {
    const { expr, operands } = node.parent;
    if (expr.kind === 'call' && /^(absent|absent_over_time|scalar)$/.test(expr.func)) return true;
    if (expr.kind !== 'binary') continue;
    if (expr.op === 'or' || (expr.op === 'unless' && operands[1] === node)) return true;
    if (expr.matching?.fillLeft !== undefined || expr.matching?.fillRight !== undefined) return true;
  }
  return false;
}
