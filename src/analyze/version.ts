/** Whether a version, `3.10` or `2.53.1`, is the wanted one or later. */
export function isAtLeast(version: string, wanted: string): boolean {
  const [has, needs] = [version, wanted].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < needs.length; i++) {
    const difference = (has[i] ?? 0) - (needs[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
