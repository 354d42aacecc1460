import type { RecordingRule } from '../model/rule.ts';
import { append } from './append.ts';
import { type RuleRead, readsPast } from './rule-graph.ts';

/** Rules that read each other in a circle: each read is by the rule that the one before it reads, the last closes the circle. */
export type Cycle = readonly RuleRead[];

/** The circles among recording rules, the shortest through each rule that is not in an earlier one. */
export function ruleCycles(reads: readonly RuleRead[]): readonly Cycle[] {
  const closed = inCircles(reads.filter((read) => read.sure && read.reader !== read.rule && !readsPast(read.selector)));
  const from = new Map<unknown, RuleRead[]>();
  for (const read of closed) append(from, read.reader, read);
  const seen = new Set<unknown>();
  return [...from.keys()].flatMap((rule) => {
    const cycle = seen.has(rule) ? undefined : circleThrough(rule as RecordingRule, from);
    for (const read of cycle ?? []) seen.add(read.reader);
    return cycle ? [cycle] : [];
  });
}

/** Leaves out, again and again, what reads nothing or is read by nothing: in most projects all. */
function inCircles(reads: readonly RuleRead[]): readonly RuleRead[] {
  let left = reads;
  for (;;) {
    const readers = new Set<unknown>(left.map(({ reader }) => reader));
    const rules = new Set<unknown>(left.map(({ rule }) => rule));
    const kept = left.filter(({ reader, rule }) => readers.has(rule) && rules.has(reader));
    if (kept.length === left.length) return left;
    left = kept;
  }
}

function circleThrough(start: RecordingRule, from: ReadonlyMap<unknown, readonly RuleRead[]>): Cycle | undefined {
  const ways: Cycle[] = [[]];
  const reached = new Set<unknown>();
  for (const way of ways) {
    for (const read of from.get(way.at(-1)?.rule ?? start) ?? []) {
      if (read.rule === start) return [...way, read];
      if (reached.has(read.rule)) continue;
      reached.add(read.rule);
      ways.push([...way, read]);
    }
  }
  return undefined;
}
