import type { Analysis } from '../analyze/analysis.ts';
import type { CheckId, Ignore } from '../model/declaration.ts';
import { calledFrom, type Diagnostic, type Place } from '../model/diagnostic.ts';
import type { Check, Finding } from './check.ts';
import { checks } from './index.ts';

/** Judges a project: what every check finds, less what is silenced, each fault once. In order of checks, then of declaration. */
export function runChecks(analysis: Analysis, list: readonly Check[] = checks): Diagnostic[] {
  const { system, invalid } = analysis.project;
  const seen = new Set<string>();
  const broken = new Set(
    invalid.flatMap(({ origin, issues }) => issues.map(({ path }) => optionKey({ origin, path }))),
  );
  const isBroken = (place: Place) => [1, 2].some((depth) => broken.has(optionKey(place, depth)));
  return list.flatMap((check) => {
    const found: Diagnostic[] = [];
    for (const finding of check.find(analysis, list)) {
      if ([...finding.silencers, system].some(({ ignore }) => isSilenced(ignore, check.id))) continue;
      const key = keyOf(check, finding);
      if (seen.has(key) || isBroken(finding.place)) continue;
      seen.add(key);
      found.push(diagnosed(check, finding));
    }
    return found;
  });
}

function isSilenced(ignore: Ignore, id: string): boolean {
  return ignore[id as CheckId] !== undefined;
}

/** An option that does not hold was reported when it was loaded. */
function optionKey({ origin, path = [] }: Place, depth = 2): string {
  return JSON.stringify([origin.file, origin.line, origin.column, ...path.slice(0, depth)]);
}

function diagnosed(check: Check, { silencers: _, related = [], ...finding }: Finding): Diagnostic {
  const calls = calledFrom(finding.place.origin);
  return { check: check.id, severity: check.severity, ...finding, related: [...related, ...calls] };
}

/** An expression may stand in several rules and panels: the same fault at the same characters is one finding. */
function keyOf(check: Check, { place, message }: Finding): string {
  const { origin, path, span } = place;
  const frames = [origin, ...origin.callers].map(({ file, line, column }) => `${file}:${line}:${column}`);
  return JSON.stringify([check.id, frames, path, span?.start, span?.end, message]);
}
