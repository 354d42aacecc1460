/** "Did you mean" for functions and aggregations. */
import { functions } from './functions.ts';
import { aggregators } from './operators.ts';

const callables = [...Object.keys(functions), ...Object.keys(aggregators)];

/** Functions PromQL had once. */
const renamed: Readonly<Record<string, string>> = {
  holt_winters: 'double_exponential_smoothing',
  count_scalar: 'scalar',
  drop_common_labels: 'without',
};

/** Help for a name nothing has: the nearest that exists, if one is near. */
export function callableMeant(name: string): { help?: string } {
  const now = Object.hasOwn(renamed, name) ? renamed[name] : undefined;
  if (now !== undefined) return { help: `it is ${now} now` };
  const lower = name.toLowerCase().replaceAll(/[^a-z\d]+/g, '_');
  if (callables.includes(lower))
    return { help: `did you mean ${lower}? Functions are written in lower case, words with _` };
  const [nearest] = callables
    .map((candidate) => ({ candidate, distance: distanceBetween(lower, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 4)))
    .sort((a, b) => a.distance - b.distance);
  return nearest === undefined ? {} : { help: `did you mean ${nearest.candidate}?` };
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other (restricted Damerau). */
function distanceBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 6 || a.length > 60) return Infinity;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1, swapped ? before[j - 2]! + 1 : Infinity));
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}
