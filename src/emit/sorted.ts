/** The entries by name, so that their order in the definitions shows in no output; undefined where there are none. */
export function sorted<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> | undefined {
  const names = Object.keys(record).sort();
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, record[name] as T]));
}
