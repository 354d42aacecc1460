import type { RecordingRule } from '../../model/rule.ts';
import type { Fact } from '../../promql/infer.ts';
import { lengthOf } from '../../promql/inference.ts';
import { reaches } from '../../promql/reach.ts';
import type { Part } from './condition.ts';

/** How far back a condition looks, in milliseconds. */
export interface Looks {
  /** What one evaluation looks back at most, rules included; `brief` takes long ranges for one hour. */
  readonly reach: { readonly whole: number; readonly brief: number };
  /** The shortest range that is read. */
  readonly shortest: number;
  /** How far the selector looks that looks back least; undefined where all look back alike. */
  readonly near: number | undefined;
  /** How far back what a rule records is looked at; 0 where only the newest sample is. */
  readonly recorded: ReadonlyMap<RecordingRule, number>;
}

/** How far one selector looks, and the ranges and rules that it stands in. */
interface Look {
  readonly whole: number;
  readonly brief: number;
}

const none: Look = { whole: 0, brief: 0 };
const long = 60 * 60_000;

/** Follows selectors of recorded series into their rules, where what is looked back adds up. */
export function looksOf(parts: readonly Part[]): Looks {
  const own = new Map(parts.map((part) => [part, looksIn(part)]));
  const all = looksFrom(parts[0]!, { parts, own, through: new Set() });
  const wholes = new Set(all.map(({ whole }) => whole));
  const ranges = parts.flatMap(({ inference }) => inference.nodes.flatMap(rangeOf));
  return {
    reach: { whole: largest(wholes), brief: largest(all.map(({ brief }) => brief)) },
    shortest: Math.min(...ranges, Number.POSITIVE_INFINITY),
    near: wholes.size > 1 ? Math.min(...wholes) : undefined,
    recorded: recordedLooks(parts, own),
  };
}

interface Walk {
  readonly parts: readonly Part[];
  readonly own: ReadonlyMap<Part, readonly Look[]>;
  /** Rules that read each other are followed once. */
  readonly through: ReadonlySet<Part>;
}

function looksFrom(part: Part, { parts, own, through }: Walk): readonly Look[] {
  const within = new Set([...through, part]);
  return part.readings.flatMap(({ rules }, index) => {
    const look = own.get(part)![index]!;
    const read = parts.filter((one) => one.rule && rules.includes(one.rule) && !within.has(one));
    if (read.length === 0) return [look];
    return read
      .flatMap((one) => looksFrom(one, { parts, own, through: within }))
      .map(({ whole, brief }) => ({ whole: look.whole + whole, brief: look.brief + brief }));
  });
}

/** One for each selector of an expression. */
function looksIn({ inference, readings }: Part): readonly Look[] {
  const known = new Map(reaches(inference).map(({ selector, milliseconds }) => [selector, milliseconds]));
  return readings.map(({ fact }): Look => {
    const whole = Math.max(0, known.get(fact) ?? 0);
    return whole === 0 ? none : { whole, brief: Math.min(whole, long + offsetOf(fact)) };
  });
}

function recordedLooks(
  parts: readonly Part[],
  own: ReadonlyMap<Part, readonly Look[]>,
): ReadonlyMap<RecordingRule, number> {
  const recorded = new Map<RecordingRule, number>();
  for (const part of parts)
    for (const [index, { rules }] of part.readings.entries())
      for (const rule of rules) recorded.set(rule, Math.max(recorded.get(rule) ?? 0, own.get(part)![index]!.whole));
  return recorded;
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

function rangeOf({ expr }: Fact): readonly number[] {
  const range = expr.kind === 'matrix' || expr.kind === 'subquery' ? lengthOf(expr.range) : undefined;
  return range === undefined ? [] : [range];
}

function largest(values: Iterable<number>): number {
  return Math.max(0, ...values);
}
