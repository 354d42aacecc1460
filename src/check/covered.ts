import type { Origin } from '../model/declaration.ts';
import type { Slo } from '../model/slo.ts';
import type { Check, Finding } from './check.ts';

/** Finds whether a finding about something made for an SLO follows from what another check finds of the SLO itself. */
export function coveredBy(
  list: readonly Check[],
  slos: readonly Slo[],
  findingsOf: (check: Check) => readonly Finding[],
): (check: Check, finding: Finding) => boolean {
  // Of an SLO that is declared twice, which is told when it is loaded, no alert can be tested.
  const twice = slos.filter(({ id }, index) => slos.findIndex((slo) => slo.id === id) !== index);
  const covered = new Map<string, Set<string>>([['alert-untested', new Set(twice.map(({ id }) => id))]]);
  for (const check of slos.length === 0 ? [] : list) {
    if (!check.covers) continue;
    const told = findingsOf(check).flatMap((finding) => slosBehind(finding, slos));
    for (const id of check.covers) covered.set(id, new Set([...(covered.get(id) ?? []), ...told]));
  }
  return ({ id }, finding) => {
    const told = covered.get(id);
    return told !== undefined && slosBehind(finding, slos).some((slo) => told.has(slo));
  };
}

/** Ids of the SLOs for which something was made: rules say it, dashboards have the origin. */
function slosBehind({ silencers }: Finding, slos: readonly Slo[]): readonly string[] {
  return silencers.flatMap((about) => {
    if ('slo' in about && typeof about.slo === 'string') return [about.slo];
    const at = positionOf(about.origin);
    return slos.filter((slo) => slo === about || positionOf(slo.origin) === at).map(({ id }) => id);
  });
}

function positionOf({ file, line, column, callers }: Origin): string {
  return [{ file, line, column }, ...callers].map((frame) => `${frame.file}:${frame.line}:${frame.column}`).join();
}
