import { checkIds } from '../model/check-id.ts';
import { didYouMean } from '../promql/nearest.ts';

/** Whether a pattern, an id or a family such as `promql-*`, means a check. */
function means(pattern: string, id: string): boolean {
  return pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern;
}

/** Whether a check was asked for. */
export function selects(only: readonly string[], skip: readonly string[]): (id: string) => boolean {
  const isNamed = (patterns: readonly string[], id: string) => patterns.some((pattern) => means(pattern, id));
  return (id) => (only.length === 0 || isNamed(only, id)) && !isNamed(skip, id);
}

/** The first pattern that means no check, and what was meant instead, where that is near. */
export function meaningless(
  patterns: readonly string[],
): { readonly pattern: string; readonly help: string | undefined } | undefined {
  const pattern = patterns.find((one) => !checkIds.some((id) => means(one, id)));
  if (pattern === undefined) return undefined;
  const families = new Set(checkIds.map((id) => `${id.slice(0, id.indexOf('-'))}-*`));
  return { pattern, help: didYouMean(pattern, pattern.includes('*') ? families : checkIds) };
}
