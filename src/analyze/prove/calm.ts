import { exact } from '../../promql/number.ts';
import type { Level } from './feed.ts';
import type { Assignment } from './search.ts';

/** A fault that a condition does not mind while so little happens: all that is counted is less, by the same part. */
export function* calmer(fault: Assignment): Generator<Assignment> {
  for (const part of parts)
    yield new Map([...fault].map(([feed, level]) => [feed, feed.kind === 'gauge' ? level : less(level, part)]));
}

const parts = [0.1, 0.01, 0.001, 0.0001, 0.00001];

function less(level: Level, part: number): Level {
  const { turn, also } = level;
  const step = (of: number) => exact(of * part);
  return {
    ...level,
    step: step(level.step),
    ...(turn && { turn: { ...turn, ...(turn.step !== undefined && { step: step(turn.step) }) } }),
    ...(also && { also: { ...also, step: step(also.step) } }),
  };
}
