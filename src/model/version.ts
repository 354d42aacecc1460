/** Whether a version (`3.5`, `12`) is a given one or later; parts that are not written are 0. */
export function atLeast(version: string, minimum: string): boolean {
  const have = version.split('.').map(Number);
  const want = minimum.split('.').map(Number);
  for (let part = 0; part < want.length; part++) {
    const difference = (have[part] ?? 0) - (want[part] as number);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
