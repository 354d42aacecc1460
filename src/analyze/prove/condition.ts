import type { RecordingRule } from '../../model/rule.ts';
import type { Expr, VectorSelector } from '../../promql/ast.ts';
import type { Fact, Inference } from '../../promql/infer.ts';
import { lengthOf, selectorsOf } from '../../promql/inference.ts';
import { onceFor } from '../../promql/once-for.ts';
import { reaches } from '../../promql/reach.ts';
import { walk } from '../../promql/walk.ts';
import type { Analysis } from '../analysis.ts';
import { append } from '../append.ts';
import { nameOf, namesIn } from '../selected.ts';
import { isSound } from '../sound.ts';
import { Unprovable } from './unprovable.ts';

/** A selector of series that are scraped, in the condition or in a rule that it reads. */
export interface Selection {
  readonly name: string;
  readonly selector: VectorSelector;
  readonly fact: Fact;
}

/** All that decides an alert: its expression, the recording rules it reads, and what they select. */
export interface Condition {
  readonly expr: Expr;
  /** Recording rules by name, with those that they read. */
  readonly rules: ReadonlyMap<string, readonly RecordingRule[]>;
  readonly selections: readonly Selection[];
  /** Every number that stands in them. */
  readonly constants: readonly number[];
  /** Names of the functions and operators in them. */
  readonly words: ReadonlySet<string>;
  /** Milliseconds that one evaluation looks back, rules included; `brief` takes long ranges for two hours. */
  readonly reach: { readonly whole: number; readonly brief: number };
  /** The shortest range that is read, in milliseconds. */
  readonly shortest: number;
  /** How far back the selector looks that looks back least, in milliseconds; undefined where all look back alike. */
  readonly near: number | undefined;
}

/** Follows an alert's expression down to what is scraped. */
export function conditionOf(inference: Inference, analysis: Analysis): Condition {
  const rules = rulesByName(analysis);
  const read = new Map<string, readonly RecordingRule[]>();
  const inferences = [inference];
  const selections: Selection[] = [];
  for (let next = 0; next < inferences.length; next++) {
    for (const fact of selectorsOf(inferences[next]!)) {
      const selector = fact.expr as VectorSelector;
      const name = nameOf(selector) ?? refuseNameless();
      const recording = rules.get(name) ?? [];
      if (recording.length === 0 || analysis.metric(name)) selections.push({ name, selector, fact });
      if (recording.length === 0 || read.has(name)) continue;
      read.set(name, recording);
      inferences.push(...recording.map((rule) => inferred(rule, analysis)));
    }
  }
  refuseCircle(read);
  return { expr: inference.root.expr, rules: read, selections, ...wordsIn(inferences), ...rangesIn(inferences) };
}

/** What a rule that reads itself, by way of whichever others, returns depends on what it returned before. */
function refuseCircle(read: Condition['rules']): void {
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) throw new Unprovable(`the recording rule ${name}, which it reads, reads itself`);
    if (done.has(name)) return;
    for (const rule of read.get(name) ?? []) for (const next of namesIn(rule.expr)) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of read.keys()) visit(name, []);
}

function refuseNameless(): never {
  throw new Unprovable('it selects series without saying the name of a metric');
}

const rulesByName = onceFor(({ project }: Analysis): ReadonlyMap<string, readonly RecordingRule[]> => {
  const byName = new Map<string, RecordingRule[]>();
  for (const rule of project.recordingRules) append(byName, rule.name, rule);
  return byName;
});

function inferred(rule: RecordingRule, analysis: Analysis): Inference {
  const found = isSound(rule.expr) ? analysis.inference(rule.expr) : undefined;
  if (found === undefined) throw new Unprovable(`the recording rule ${rule.name}, which it reads, does not parse`);
  return found;
}

function wordsIn(inferences: readonly Inference[]): Pick<Condition, 'constants' | 'words'> {
  const constants = new Set<number>();
  const words = new Set<string>();
  for (const { root } of inferences)
    walk(root.expr, (node) => {
      if (node.kind === 'number' && Number.isFinite(node.value)) constants.add(node.value);
      if (node.kind === 'call') words.add(node.func);
      if (node.kind === 'aggregation' || node.kind === 'binary') words.add(node.op);
    });
  return { constants: [...constants], words };
}

const long = 2 * 60 * 60_000;

/** Rules add to each other what they look back: as if each read the next. */
function rangesIn(inferences: readonly Inference[]): Pick<Condition, 'reach' | 'shortest' | 'near'> {
  const reach = { whole: 0, brief: 0 };
  let shortest = Number.POSITIVE_INFINITY;
  const looks = new Set<number>();
  for (const inference of inferences) {
    const all = reaches(inference);
    for (const fact of selectorsOf(inference))
      looks.add(all.find(({ selector }) => selector === fact)?.milliseconds ?? 0);
    reach.whole += Math.max(0, ...all.map(({ milliseconds }) => milliseconds));
    reach.brief += Math.max(
      0,
      ...all.map(({ milliseconds, selector }) => Math.min(milliseconds, long + offsetOf(selector))),
    );
    for (const { expr } of inference.nodes) {
      const range = expr.kind === 'matrix' || expr.kind === 'subquery' ? lengthOf(expr.range) : undefined;
      if (range !== undefined) shortest = Math.min(shortest, range);
    }
  }
  return { reach, shortest, near: looks.size > 1 ? Math.min(...looks) : undefined };
}

/** What is asked for long ago has to be fed in as long. */
function offsetOf(selector: Fact): number {
  let offset = 0;
  for (let node: Fact | undefined = selector; node; node = node.parent) {
    const { expr } = node;
    if ((expr.kind === 'selector' || expr.kind === 'subquery') && expr.offset) offset += lengthOf(expr.offset) ?? 0;
  }
  return Math.max(0, offset);
}

const names = new WeakMap<Expr, ReadonlySet<string>>();

/** The series that an expression reads in the end: recording rules stand for what they read. */
export function namesSelected(expr: Expr, { rules }: Condition): ReadonlySet<string> {
  const known = names.get(expr);
  if (known) return known;
  const found = new Set<string>();
  const waiting = [expr];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    walk(next, (node) => {
      const name = nameOf(node);
      if (name === undefined || found.has(name)) return;
      found.add(name);
      for (const rule of rules.get(name) ?? []) if (rule.expr.ast) waiting.push(rule.expr.ast);
    });
  }
  names.set(expr, found);
  return found;
}
