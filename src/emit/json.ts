/** JSON in one spelling: keys sorted, nothing undefined, two spaces, a line break at the end. */
export function json(value: unknown): string {
  return JSON.stringify(canonical(value), null, 2) + '\n';
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && typeof item !== 'function');
  return Object.fromEntries(entries.sort(byKey).map(([key, item]) => [key, canonical(item)]));
}

/** By code unit, which no locale changes. */
function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
