import type { RecordingRule } from '../../model/rule.ts';
import { append } from '../append.ts';
import type { Part } from './condition.ts';
import { Unprovable } from './unprovable.ts';

/** What rules that read each other return depends on what they returned before: of them nothing is proven. */
export function refuseCircle(parts: readonly Part[]): void {
  const readers = new Map<RecordingRule, Part[]>();
  const unread = new Map<Part, number>();
  for (const part of parts) {
    const reads = new Set(part.readings.flatMap(({ rules }) => rules));
    for (const rule of reads) append(readers, rule, part);
    unread.set(part, reads.size);
  }
  const done = parts.filter((part) => unread.get(part) === 0);
  for (const { rule } of done) {
    for (const reader of rule ? (readers.get(rule) ?? []) : []) {
      const left = unread.get(reader)! - 1;
      unread.set(reader, left);
      if (left === 0) done.push(reader);
    }
  }
  if (done.length < parts.length) throw new Unprovable('recording rules that it reads read each other in a circle');
}
