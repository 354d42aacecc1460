import type { RecordingRule } from '../../model/rule.ts';
import { append } from '../append.ts';
import { namesIn } from '../selected.ts';
import { Unprovable } from './unprovable.ts';

/** What rules that read each other return depends on what they returned before: of them nothing is proven. */
export function refuseCircle(rules: ReadonlyMap<string, readonly RecordingRule[]>): void {
  const readers = new Map<string, string[]>();
  const unread = new Map<string, number>();
  for (const [name, recording] of rules) {
    const reads = new Set(recording.flatMap(({ expr }) => namesIn(expr)).filter((other) => rules.has(other)));
    for (const other of reads) append(readers, other, name);
    unread.set(name, reads.size);
  }
  const done = [...rules.keys()].filter((name) => unread.get(name) === 0);
  for (const name of done) {
    for (const reader of readers.get(name) ?? []) {
      const left = unread.get(reader)! - 1;
      unread.set(reader, left);
      if (left === 0) done.push(reader);
    }
  }
  if (done.length < rules.size) throw new Unprovable('recording rules that it reads read each other in a circle');
}
