import type { RecordingRule } from '../../model/rule.ts';
import type { Expr, LabelName, Matcher, VectorSelector } from '../../promql/ast.ts';
import type { Fact, Inference } from '../../promql/infer.ts';
import { selectorsOf } from '../../promql/inference.ts';
import { presence } from '../../promql/labels.ts';
import { onceFor } from '../../promql/once-for.ts';
import { walk } from '../../promql/walk.ts';
import type { Analysis } from '../analysis.ts';
import { append } from '../append.ts';
import { nameOf } from '../selected.ts';
import { isSound } from '../sound.ts';
import { selectorsIn, type WritersOf, writersAmong, writersIn } from '../written.ts';
import { refuseCircle } from './circle.ts';
import { floorIn } from './floor.ts';
import { type Looks, looksOf } from './looks.ts';
import { Unprovable } from './unprovable.ts';

/** A selector of series that are scraped, in the condition or in a rule that it reads. */
export interface Selection {
  readonly name: string;
  readonly selector: VectorSelector;
  readonly fact: Fact;
  /** What is asked of the labels of its series: by its own matchers, and by those of the recorded series that it ends up in. */
  readonly asked: readonly Matcher[];
}

/** All that decides an alert: its expression, the recording rules it reads, and what they select. */
export interface Condition extends Looks {
  readonly expr: Expr;
  /** Recording rules by name, with those that they read. */
  readonly rules: ReadonlyMap<string, readonly RecordingRule[]>;
  /** Which of them a selector reads. */
  readonly writers: WritersOf;
  readonly selections: readonly Selection[];
  /** Traffic per second below which it does not hold, whatever else. */
  readonly floor: number;
  /** Every number that stands in them. */
  readonly constants: readonly number[];
  /** Names of the functions and operators in them. */
  readonly words: ReadonlySet<string>;
  /** Names of the labels by which they aggregate and match. */
  readonly labels: ReadonlySet<string>;
}

/** An expression of the condition: its own, or that of a rule that it reads. */
export interface Part {
  /** The rule; undefined of the condition itself. */
  readonly rule: RecordingRule | undefined;
  readonly inference: Inference;
  readonly readings: readonly Reading[];
}

/** A selector, the name of what it selects, and the rules that write it. */
export interface Reading {
  readonly name: string;
  readonly fact: Fact;
  readonly rules: readonly RecordingRule[];
}

/** Follows an alert's expression down to what is scraped. */
export function conditionOf(inference: Inference, analysis: Analysis): Condition {
  const writers = writersIn(analysis);
  const rules = new Set<RecordingRule>();
  const parts: Part[] = [partOf(inference, undefined, writers)];
  for (let next = 0; next < parts.length; next++) {
    for (const rule of parts[next]!.readings.flatMap((reading) => reading.rules)) {
      if (rules.has(rule)) continue;
      rules.add(rule);
      parts.push(partOf(inferred(rule, analysis), rule, writers));
    }
  }
  refuseCircle(parts);
  const recorded = recordedNames(analysis);
  return {
    expr: inference.root.expr,
    rules: byName(rules),
    writers: writersAmong(rules),
    selections: selectionsIn(parts, (name) => !recorded.has(name) || analysis.metric(name) !== undefined),
    floor: floorIn(inference),
    ...wordsIn(parts),
    ...looksOf(parts),
  };
}

function partOf(inference: Inference, rule: RecordingRule | undefined, writers: WritersOf): Part {
  const readings = selectorsOf(inference).map((fact): Reading => {
    const name = nameOf(fact.expr) ?? refuseNameless();
    return { name, fact, rules: writers(fact.expr as VectorSelector) };
  });
  return { rule, inference, readings };
}

function refuseNameless(): never {
  throw new Unprovable('it selects series without saying the name of a metric');
}

const recordedNames = onceFor(
  ({ project }: Analysis): ReadonlySet<string> => new Set(project.recordingRules.map(({ name }) => name)),
);

function byName(rules: Iterable<RecordingRule>): ReadonlyMap<string, readonly RecordingRule[]> {
  const named = new Map<string, RecordingRule[]>();
  for (const rule of rules) append(named, rule.name, rule);
  return named;
}

function inferred(rule: RecordingRule, analysis: Analysis): Inference {
  const found = isSound(rule.expr) ? analysis.inference(rule.expr) : undefined;
  if (found === undefined) throw new Unprovable(`the recording rule ${rule.name}, which it reads, does not parse`);
  return found;
}

function selectionsIn(parts: readonly Part[], isScraped: (name: string) => boolean): readonly Selection[] {
  return parts.flatMap((part) => {
    const passedOn = askedOf(part, parts, new Set());
    return part.readings.flatMap(({ name, fact }): Selection[] => {
      const selector = fact.expr as VectorSelector;
      return isScraped(name) ? [{ name, selector, fact, asked: [...selector.matchers, ...passedOn] }] : [];
    });
  });
}

/** What is asked of labels of a recorded series that its expression passes on, and of those that are recorded from it in turn. */
function askedOf(part: Part, parts: readonly Part[], seen: ReadonlySet<Part>): readonly Matcher[] {
  const { rule, inference } = part;
  if (rule === undefined || seen.has(part)) return [];
  const asked = parts.flatMap((reader) => {
    const readings = reader.readings.filter(({ rules }) => rules.includes(rule));
    if (readings.length === 0) return [];
    const own = readings.flatMap(({ fact }) => (fact.expr as VectorSelector).matchers);
    return [...own, ...askedOf(reader, parts, new Set([...seen, part]))];
  });
  const isPassedOn = ({ label }: Matcher) =>
    label !== '__name__' && rule.labels[label] === undefined && presence(inference.root.labels, label) !== 'never';
  return [...new Set(asked.filter(isPassedOn))];
}

function wordsIn(parts: readonly Part[]): Pick<Condition, 'constants' | 'words' | 'labels'> {
  const constants = new Set<number>();
  const words = new Set<string>();
  const labels = new Set<string>();
  // What stands next to what is scraped comes first.
  for (const { inference } of parts.toReversed())
    walk(inference.root.expr, (node) => {
      if (node.kind === 'number' && Number.isFinite(node.value)) constants.add(node.value);
      if (node.kind === 'call') words.add(node.func);
      if (node.kind === 'aggregation' || node.kind === 'binary') words.add(node.op);
      for (const { name } of labelsNamed(node)) labels.add(name);
    });
  return { constants: [...constants], words, labels };
}

function labelsNamed(node: Expr): readonly LabelName[] {
  if (node.kind === 'aggregation') return node.grouping;
  return node.kind === 'binary' ? [...(node.matching?.labels ?? []), ...(node.matching?.include ?? [])] : [];
}

const names = new WeakMap<Expr, ReadonlySet<string>>();

/** The series that an expression reads in the end: recording rules stand for what they read. */
export function namesSelected(expr: Expr, { writers }: Pick<Condition, 'writers'>): ReadonlySet<string> {
  const known = names.get(expr);
  if (known) return known;
  const found = new Set<string>();
  const rules = new Set<RecordingRule>();
  const waiting = [expr];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const selector of selectorsIn(next)) {
      const name = nameOf(selector);
      if (name !== undefined) found.add(name);
      for (const rule of writers(selector)) {
        if (!rules.has(rule) && rule.expr.ast) waiting.push(rule.expr.ast);
        rules.add(rule);
      }
    }
  }
  names.set(expr, found);
  return found;
}
