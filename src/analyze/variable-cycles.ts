import type { Dashboard } from '../model/dashboard.ts';
import { variablesIn } from './variables.ts';

/** Variables of a dashboard whose queries read each other, or themselves: each circle once, in order of declaration. */
export function variableCycles({ variables }: Dashboard): readonly (readonly string[])[] {
  const reads = new Map(
    variables.map((variable): [string, readonly string[]] => {
      const ast = variable.type === 'labelValues' ? variable.selector.ast : undefined;
      return [variable.name, ast ? variablesIn(ast).map(({ name }) => name) : []];
    }),
  );
  const names = [...reads.keys()];
  const behind = new Map(names.map((name) => [name, reachable(name, reads)]));
  const circles = names.map((name) =>
    names.filter((other) => behind.get(name)!.has(other) && behind.get(other)!.has(name)),
  );
  return circles.filter((circle, index) => circle[0] === names[index]);
}

/** What a variable reads, and what those read. */
function reachable(name: string, reads: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set(reads.get(name));
  // A set is walked in the order it grows.
  for (const next of found) for (const other of reads.get(next) ?? []) found.add(other);
  return found;
}
