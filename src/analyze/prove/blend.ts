import type { Feed, Level } from './feed.ts';
import { isRatio, isTimestamp } from './levels.ts';

/** A feed that is one way while all is well, and another in the fault. */
export interface Change {
  readonly feed: Feed;
  readonly from: Level;
  readonly to: Level;
}

/** A change that can be made in part: a number goes from one value to another. */
export interface Gradual {
  readonly feed: Feed;
  readonly from: number;
  readonly to: number;
  /** The level with another number in place of these. */
  readonly at: (value: number) => Level;
  /** Tenths of it are no less plain than whole numbers. */
  readonly isFine?: boolean;
}

/** The number that a change changes; undefined where it is not of one number, or where nothing lies in between. */
export function gradual({ feed, from, to }: Change): Gradual | undefined {
  if (from.shape !== 'ramp' || to.shape !== 'ramp' || from.turn || to.turn?.ends) return undefined;
  if (feed.kind === 'histogram') return ofHistogram({ feed, from, to });
  if (feed.isFlag || feed.range.max <= 1) return undefined;
  const sameStart = from.start === to.start;
  const sameStep = from.step === to.step;
  if (to.turn) return sameStart && sameStep ? turned({ feed, from, to }) : undefined;
  if (sameStep) {
    return { feed, from: from.start, to: to.start, at: (start) => ({ ...to, start }), isFine: isRatio(feed) };
  }
  if (isTimestamp(feed)) return undefined;
  const startAt = (step: number) => from.start + ((to.start - from.start) * (step - from.step)) / (to.step - from.step);
  return { feed, from: from.step, to: to.step, at: (step) => ({ ...to, step, start: startAt(step) }) };
}

/** Some of the observations of each interval are as in the fault, the others as they are while all is well. */
function ofHistogram({ feed, from, to }: Change): Gradual | undefined {
  if (from.step !== to.step || to.turn) return undefined;
  const at = (share: number): Level => ({ ...from, step: from.step - share, also: { start: to.start, step: share } });
  return { feed, from: 0, to: from.step, at };
}

/** For how many samples, until one of that number, a gauge has been as in the fault; undefined of what has no such state. */
export function lasting({ feed, from, to }: Change, until: number): Gradual | undefined {
  const isState = (level: Level) => level.shape === 'ramp' && level.step === 0 && level.turn === undefined;
  if (feed.kind !== 'gauge' || isRatio(feed) || !isState(from) || !isState(to)) return undefined;
  const at = (samples: number): Level => {
    const turn = until - Math.round(samples);
    return turn <= 0 ? to : turn >= until ? from : { ...from, turn: { at: turn, start: to.start, step: 0 } };
  };
  return { feed, from: 0, to: until, at };
}

function turned({ feed, from, to }: Change): Gradual | undefined {
  const turn = to.turn!;
  if (turn.start !== undefined) {
    return { feed, from: from.start, to: turn.start, at: (start) => ({ ...to, turn: { ...turn, start } }) };
  }
  if (turn.step === undefined) return undefined;
  return { feed, from: from.step, to: turn.step, at: (step) => ({ ...to, turn: { ...turn, step } }) };
}
