import type { Analysis } from '../analysis.ts';
import { append } from '../append.ts';
import type { Finding } from './cases.ts';
import { type FedSeries, seriesKey } from './feed.ts';
import { staysQuietWith } from './prove.ts';
import { refusedRule } from './refusal.ts';

/** Quiet findings that one test can show together, and the others. */
export interface Sorted {
  /** The largest first. */
  readonly together: readonly (readonly Finding[])[];
  readonly others: readonly Finding[];
}

/** Feeds in at once the series of alerts that stay quiet: of as many as do not need other values of the same metrics. */
export function quietTogether(findings: readonly Finding[], analysis: Analysis): Sorted {
  const together: (readonly Finding[])[] = [];
  let waiting = sharpFirst(findings.filter(({ state }) => state === 'quiet'));
  for (;;) {
    const pack = stayingQuiet(fitting(waiting));
    if (pack.length < 2 || isRefused(pack, analysis)) break;
    together.push(pack);
    waiting = waiting.filter((finding) => !pack.includes(finding));
  }
  const packed = new Set(together.flat());
  const others = findings.filter((finding) => !packed.has(finding));
  return { together: together.sort((a, b) => b.length - a.length), others };
}

/** What needs values of its own goes before what is as usual. */
function sharpFirst(quiet: readonly Finding[]): readonly Finding[] {
  return [...quiet.filter(({ proven }) => !proven.isUsual), ...quiet.filter(({ proven }) => proven.isUsual)];
}

/** Whether there is a rule that takes one series where together they have two. */
export function isRefused(pack: readonly Finding[], analysis: Analysis): boolean {
  const { setting } = pack[0]!.proven;
  const times = [0, ...pack.map(({ proven }) => proven.at)];
  return refusedRule([...fedTogether(pack).values()], { setting, times }, analysis) !== undefined;
}

/** Without those that do not stay quiet among the others. */
function stayingQuiet(findings: readonly Finding[]): readonly Finding[] {
  let pack = findings;
  while (pack.length > 1) {
    const fed = byName(fedTogether(pack));
    const quiet = pack.filter((finding) => staysQuietWith(readBy(finding, fed), finding.proven));
    if (quiet.length === pack.length) break;
    pack = quiet;
  }
  return pack;
}

/** The series of one metric, with their values, and whether an alert stands so close to its threshold that it needs exactly these. */
interface Taken {
  readonly series: ReadonlyMap<string, string>;
  readonly isFixed: boolean;
}

/** The first of the findings, and all that go with it and with each other. */
function fitting(findings: readonly Finding[]): readonly Finding[] {
  const taken = new Map<string, Taken>();
  return findings.filter(({ proven }) => {
    if (proven.setting.interval !== findings[0]!.proven.setting.interval) return false;
    const own = takenBy(proven);
    if (![...own].every(([name, one]) => goTogether(one, taken.get(name)))) return false;
    for (const [name, one] of own) taken.set(name, both(one, taken.get(name)));
    return true;
  });
}

function takenBy({ fed, isUsual }: Finding['proven']): ReadonlyMap<string, Taken> {
  const series = new Map<string, Map<string, string>>();
  for (const { name, labels, level } of fed)
    series.set(name, (series.get(name) ?? new Map()).set(seriesKey(name, labels), JSON.stringify(level)));
  return new Map([...series].map(([name, own]) => [name, { series: own, isFixed: !isUsual }]));
}

function goTogether(one: Taken, other: Taken | undefined): boolean {
  if (other === undefined) return true;
  const isAlike = [...one.series].every(([key, level]) => (other.series.get(key) ?? level) === level);
  const isSame = one.series.size === other.series.size && [...one.series.keys()].every((key) => other.series.has(key));
  return isAlike && (isSame || !(one.isFixed || other.isFixed));
}

function both(one: Taken, other: Taken | undefined): Taken {
  if (other === undefined) return one;
  return { series: new Map([...other.series, ...one.series]), isFixed: one.isFixed || other.isFixed };
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
