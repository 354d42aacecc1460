import type { Analysis } from '../analyze/analysis.ts';
import { isSound } from '../analyze/sound.ts';
import { variablesOf } from '../analyze/uses.ts';
import type { CheckId } from '../model/check-id.ts';
import { panelsOf } from '../model/dashboard.ts';
import type { Ignore, IgnoreReason } from '../model/declaration.ts';
import type { Place } from '../model/diagnostic.ts';
import type { Project } from '../model/project.ts';
import { subjectOf, subjectOfPanel } from '../model/subject.ts';
import { onceFor } from '../promql/once-for.ts';
import type { Silencer } from './check.ts';

/** One entry of an `ignore`: which check it silences, why, and what it is written on. */
export interface Silencing {
  readonly silencer: Silencer;
  readonly id: string;
  readonly reason: IgnoreReason;
  /** `alert QueueLong`. */
  readonly subject: string;
}

/** Every silencing of a project. */
export const silencingsOf = onceFor((project: Project): readonly Silencing[] =>
  [...silencersOf(project)].flatMap(({ silencer, subject }) =>
    Object.entries(silencer.ignore).flatMap(([id, reason]) =>
      reason === undefined ? [] : [{ silencer, id, reason, subject: subject() }],
    ),
  ),
);

function* silencersOf(project: Project): Generator<{ readonly silencer: Silencer; readonly subject: () => string }> {
  const { system, metrics, scrapeJobs, ruleGroups, recordingRules, alerts, dashboards, runbooks, guide, slos } =
    project;
  yield { silencer: system, subject: () => `system ${system.title}` };
  const rules = [...ruleGroups, ...recordingRules, ...alerts];
  const named = [...scrapeJobs, ...metrics, ...rules, ...dashboards, ...runbooks, ...guide, ...variablesOf(project)];
  // What is made for an SLO has the silencings of the SLO.
  const ofSlos = new Set(slos.map(({ ignore }) => ignore));
  const own = named.filter(({ ignore }) => !ofSlos.has(ignore));
  for (const silencer of [...own, ...slos]) yield { silencer, subject: () => subjectOf(silencer) };
  for (const dashboard of dashboards) {
    for (const panel of panelsOf(dashboard)) yield { silencer: panel, subject: () => subjectOfPanel(panel, dashboard) };
  }
}

/** Where a silencing is written: the id in the `ignore` of whichever argument holds the options. */
export function placeOfSilencing({ silencer, id }: Silencing): Place {
  return { origin: silencer.origin, path: ['ignore', id], key: true };
}

/** The reason for which a declaration silences a check, if it does. */
export function reasonIn(ignore: Ignore, id: string): IgnoreReason | undefined {
  return Object.hasOwn(ignore, id) ? ignore[id as CheckId] : undefined;
}

/** Whether a silencing ended before a day; it holds on the day it names. */
export function isExpired(reason: IgnoreReason, today: string): boolean {
  return typeof reason !== 'string' && reason.until < today;
}

/** Which silencings had something to silence, as `Context.isUsed` tells it. */
export interface Ledger {
  readonly enter: (silencer: Silencer, id: string) => void;
  /** Of all projects judged together: what one environment or one caller of a recipe needs is needed. */
  readonly close: (analyses: readonly Analysis[], isWhole: boolean) => (silencer: Silencer, id: string) => boolean;
}

/** A ledger for one run. An `ignore` that several declarations share, as a constant, is one. */
export function openLedger(): Ledger {
  const entered = new Map<Ignore, Set<string>>();
  return {
    enter: ({ ignore }, id) => entered.set(ignore, (entered.get(ignore) ?? new Set()).add(id)),
    close: (analyses, isWhole) => {
      const projects = analyses.map(({ project }) => project);
      const used = new Set<string>();
      for (const { silencer, id } of projects.flatMap(silencingsOf)) {
        if (entered.get(silencer.ignore)?.has(id)) used.add(keyOf(silencer, id));
      }
      return (silencer, id) => used.has(keyOf(silencer, id)) || (!isWhole && silencer.origin.callers.length > 0);
    },
  };
}

/** Recipes and environments make the same silencing again. */
function keyOf({ origin: { file, line, column } }: Silencer, id: string): string {
  return JSON.stringify([file, line, column, id]);
}

/** Whether everything in a project could be judged: what is wrong already may hide what would have been silenced. */
export function isJudgedWhole({ project, uses }: Analysis): boolean {
  return project.invalid.length === 0 && uses.every(({ expression }) => isSound(expression));
}
