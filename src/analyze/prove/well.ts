import { append } from '../append.ts';
import type { Finding } from './cases.ts';
import { type FedSeries, seriesKey } from './feed.ts';
import { staysQuietWith } from './prove.ts';

/** Findings that one test can show, and the others. */
export interface Sorted {
  readonly well: readonly Finding[];
  readonly others: readonly Finding[];
}

/** The alerts that stay quiet with the series of all of them fed in at once: the test that nothing fires while all is well. */
export function allWell(findings: readonly Finding[]): Sorted {
  const none: Sorted = { well: [], others: findings };
  let well = likely(findings);
  for (;;) {
    if (well.length < 2) return none;
    const fed = byName(fedTogether(well));
    const quiet = well.filter((finding) => staysQuietWith(readBy(finding, fed), finding.proven));
    if (quiet.length === well.length) break;
    well = quiet;
  }
  const together = new Set(well);
  return { well, others: findings.filter((finding) => !together.has(finding)) };
}

/** Those that are quiet with samples as far apart as most have them; what needs a value of its own goes before what is as usual. */
function likely(findings: readonly Finding[]): readonly Finding[] {
  const byInterval = new Map<number, Finding[]>();
  for (const finding of findings)
    if (finding.state === 'quiet') append(byInterval, finding.proven.setting.interval, finding);
  const [most = []] = [...byInterval.values()].sort((a, b) => b.length - a.length);
  return [...most.filter(({ proven }) => !proven.isUsual), ...most.filter(({ proven }) => proven.isUsual)];
}

/** The series of all findings; where several have one, as the first has it. */
export function fedTogether(findings: readonly Finding[]): ReadonlyMap<string, FedSeries> {
  const together = new Map<string, FedSeries>();
  for (const { proven } of findings) {
    for (const series of proven.fed) {
      const key = seriesKey(series.name, series.labels);
      if (!together.has(key)) together.set(key, series);
    }
  }
  return together;
}

function byName(fed: ReadonlyMap<string, FedSeries>): ReadonlyMap<string, readonly FedSeries[]> {
  const named = new Map<string, FedSeries[]>();
  for (const series of fed.values()) append(named, series.name, series);
  return named;
}

/** All series, also other alerts', of the names that a condition reads. */
function readBy({ proven }: Finding, fed: ReadonlyMap<string, readonly FedSeries[]>): readonly FedSeries[] {
  const names = new Set(proven.setting.condition.selections.map(({ name }) => name));
  return [...names].flatMap((name) => fed.get(name) ?? []);
}
