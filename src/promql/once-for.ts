/** The answers to a question about frozen data, worked out once for each object however many ask. */
export function onceFor<K extends object, V>(answer: (of: K) => V): (of: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (of) => {
    let found = known.get(of);
    if (found === undefined) {
      found = { value: answer(of) };
      known.set(of, found);
    }
    return found.value;
  };
}
