/**
 * How many insertions, deletions, substitutions and swaps of neighbours turn `a` into `b`
 * (Damerau–Levenshtein, restricted form); `limit + 1` once it is certain to be more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(substituted, last[j]! + 1, row[j - 1]! + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    if (Math.min(...row) > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length]!, limit + 1);
}

/**
 * The candidate closest to what was written, if it is close enough to be a slip: one edit for each three
 * characters, at most four. The first of equals wins, so the answer does not depend on anything but the order given.
 */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  let limit = Math.min(4, Math.max(1, Math.floor(written.length / 3)));
  let best: string | undefined;
  for (const candidate of candidates) {
    if (candidate === written) continue;
    const distance = editDistance(written.toLowerCase(), candidate.toLowerCase(), limit);
    if (distance > limit) continue;
    best = candidate;
    limit = distance - 1;
    if (limit < 0) break;
  }
  return best ?? abbreviated(written, candidates);
}

/** The candidate that what was written is a slip of, where other names than the candidates' may be right too: at most two edits. */
export function slipOf(written: string, candidates: Iterable<string>): string | undefined {
  const best = nearest(written, candidates);
  return best !== undefined && editDistance(written.toLowerCase(), best, 2) <= 2 ? best : undefined;
}

/** The one candidate that begins with what was written: `warn` for `warning`. */
function abbreviated(written: string, candidates: Iterable<string>): string | undefined {
  const longer = [...candidates].filter((candidate) => candidate.startsWith(written));
  return written.length >= 3 && longer.length === 1 ? longer[0] : undefined;
}

/**
 * The candidate that was certainly meant: the only one near, a slip of the pen away. A letter more or less makes `tx` of `rx`
 * and another digit another quantile, so short words and numbers have to be right.
 */
export function misspelt(written: string, candidates: Iterable<string>): string | undefined {
  const distance = (one: string) => editDistance(written.toLowerCase(), one.toLowerCase(), 2);
  const near = [...new Set(candidates)].filter((one) => one !== written && distance(one) <= 2);
  const same = near.filter((one) => distance(one) === 0);
  const [only, ...others] = same.length > 0 ? same : near;
  return only !== undefined && others.length === 0 && isSlip(written, only) ? only : undefined;
}

function isSlip(written: string, meant: string): boolean {
  const [a, b] = [written.toLowerCase(), meant.toLowerCase()];
  if (a.replaceAll(/\D/g, '') !== b.replaceAll(/\D/g, '') || editDistance(a, b, 1) > 1) return false;
  const [words, others] = [a, b].map((name) => name.split(/[^a-z\d]+/));
  const index = words!.findIndex((word, at) => word !== others![at]);
  if (words!.length !== others!.length || index < 0) return true;
  return isSlipInWord(words![index]!, others![index]!);
}

/** A letter in place of another makes a word of its own more often than one too few, too many, or two swapped. */
function isSlipInWord(a: string, b: string): boolean {
  const isSwap = a.length === b.length && [...a].sort().join() === [...b].sort().join();
  return Math.max(a.length, b.length) >= (a.length !== b.length || isSwap ? 4 : 6);
}

/** `did you mean x?`; undefined where no candidate is close. */
export function didYouMean(written: string, candidates: Iterable<string>): string | undefined {
  const best = nearest(written, candidates);
  return best === undefined ? undefined : `did you mean ${best}?`;
}
