/**
 * A function of names, of which each is computed after those it reads, however long a chain of them is: without a deep stack.
 * A name that is read while it waits for what it reads itself gives `meanwhile`: rules may read each other.
 */
export function inReadingOrder<V>(
  reads: (name: string) => readonly string[],
  compute: (name: string) => V,
  meanwhile: V,
): (name: string) => V {
  const known = new Map<string, V>();
  const entered = new Set<string>();
  const resolve = (first: string): void => {
    const waiting = [first];
    for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
      if (entered.has(name)) {
        waiting.pop();
        if (!known.has(name)) known.set(name, compute(name));
      } else {
        entered.add(name);
        waiting.push(...reads(name).filter((read) => !entered.has(read)));
      }
    }
  };
  return (name) => {
    if (!entered.has(name)) resolve(name);
    return known.has(name) ? (known.get(name) as V) : meanwhile;
  };
}
