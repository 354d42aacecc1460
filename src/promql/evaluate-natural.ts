/** Orders of labels: numbers within a text by their size, so that `node2` comes before `node10`. */
import type { SeriesLabels } from './evaluate-types.ts';

export function byNaturalOrder(a: string, b: string): number {
  const [ours, theirs] = [pieces(a), pieces(b)];
  for (let index = 0; index < Math.min(ours.length, theirs.length); index++) {
    const order = byPiece(ours[index]!, theirs[index]!);
    if (order !== 0) return order;
  }
  return ours.length - theirs.length;
}

/** Runs of digits, and what stands between them. */
function pieces(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function byPiece(a: string, b: string): number {
  const isNumber = /^\d/.test(a) && /^\d/.test(b);
  return (isNumber && Number(a) - Number(b)) || byText(a, b);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By name and value of each label, in the order of names; fewer come first. */
export function byAllLabels(a: SeriesLabels, b: SeriesLabels): number {
  const [ours, theirs] = [Object.entries(a).sort(byName), Object.entries(b).sort(byName)];
  for (let index = 0; index < Math.min(ours.length, theirs.length); index++) {
    const [[name, value], [otherName, otherValue]] = [ours[index]!, theirs[index]!];
    const order = byText(name, otherName) || byText(value, otherValue);
    if (order !== 0) return order;
  }
  return ours.length - theirs.length;
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return byText(a, b);
}
