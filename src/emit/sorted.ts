/** The entries by name, so that their order in the definitions shows in no output; undefined where there are none. */
export function sorted(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  const names = Object.keys(record).sort();
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, record[name] as string]));
}
