import type { Analysis } from '../analyze/analysis.ts';
import type { Origin } from '../model/declaration.ts';
import { calledFrom, type Diagnostic, type Place } from '../model/diagnostic.ts';
import { onceFor } from '../promql/once-for.ts';
import type { Check, Context, Finding, Silencer } from './check.ts';
import { coveredBy } from './covered.ts';
import { checks } from './index.ts';
import { isExpired, isJudgedWhole, type Ledger, openLedger, reasonIn } from './silencing.ts';

/** What the checks say of one project. In order of checks, then of declaration; each fault once. */
export interface Judgement {
  readonly found: readonly Diagnostic[];
  /** What an `ignore` kept out of it. */
  readonly silenced: readonly Diagnostic[];
}

export interface Circumstances {
  /** YYYY-MM-DD: silencings end. Without a day none does. */
  readonly today?: string;
  /** Systems that did not load as a whole: nothing is concluded from what they lack. */
  readonly incomplete?: ReadonlySet<string>;
  /** Not all systems are judged. */
  readonly isPart?: boolean;
  readonly list?: readonly Check[];
}

/** Judges one project by itself. */
export function runChecks(analysis: Analysis, list: readonly Check[] = checks, today = ''): Diagnostic[] {
  return judgeProjects([analysis], { list, today }).flatMap(({ found }) => found);
}

/** Judges the projects of all systems and environments: silencings are counted over them all. One judgement for each. */
export function judgeProjects(analyses: readonly Analysis[], circumstances: Circumstances = {}): Judgement[] {
  const { today = '', incomplete = none, isPart = false, list = checks } = circumstances;
  const ledger = openLedger();
  const judge = (phase: readonly Check[], unfinished: ReadonlySet<string>, isUsed: Context['isUsed']) =>
    analyses.map((analysis) => {
      const isWhole = !unfinished.has(analysis.project.id);
      const applicable = phase.filter(({ concludesFromAbsence }) => isWhole || !concludesFromAbsence);
      const elsewhere = analyses.filter((other) => other !== analysis && other.project.id === analysis.project.id);
      return judgeBy(applicable, analysis, { checks: list, today, isUsed, elsewhere }, ledger);
    });
  const [first, last] = [list.filter(({ runsLast }) => !runsLast), list.filter(({ runsLast }) => runsLast)];
  const judged = judge(first, incomplete, () => true);
  const faulty = analyses.filter((analysis) => !isJudgedWhole(analysis)).map(({ project }) => project.id);
  const unfinished = new Set([...incomplete, ...faulty]);
  const judgedLast = judge(last, unfinished, ledger.close(analyses, !isPart && unfinished.size === 0));
  return judged.map((before, index) => both(before, judgedLast[index]!));
}

const none: ReadonlySet<string> = new Set();

function both(a: Judgement, b: Judgement): Judgement {
  return { found: [...a.found, ...b.found], silenced: [...a.silenced, ...b.silenced] };
}

function judgeBy(
  list: readonly Check[],
  analysis: Analysis,
  circumstances: Omit<Context, 'findingsOf'>,
  ledger: Ledger,
): Judgement {
  const findingsOf = onceFor((check: Check): readonly Finding[] => [...check.find(analysis, context)]);
  const context: Context = { ...circumstances, findingsOf };
  const { system, invalid } = analysis.project;
  const found = new Map<string, Diagnostic>();
  const silenced = new Map<string, Diagnostic>();
  const isBroken = brokenOptions(invalid);
  const isCovered = coveredBy(list, analysis.project.slos, findingsOf);
  for (const check of list) {
    for (const finding of findingsOf(check)) {
      if (isOthers(check, finding) || isBroken(finding.place) || isCovered(check, finding)) continue;
      const silencers = [...finding.silencers, system];
      const into = isSilenced(check.id, silencers, context.today, ledger) ? silenced : found;
      const key = keyOf(check, finding);
      if (!into.has(key)) into.set(key, diagnosed(check, finding));
    }
  }
  return { found: [...found.values()], silenced: [...silenced.values()] };
}

/** House rules are for what a system declares itself, not for what a catalog declares for it. */
function isOthers(check: Check, { silencers: [about] }: Finding): boolean {
  return check.class === 'policy' && about !== undefined && 'catalog' in about && about.catalog !== undefined;
}

/** Every silencing that applies is entered as used, also one that has ended. */
function isSilenced(id: string, silencers: readonly Silencer[], today: string, ledger: Ledger): boolean {
  let isSilent = false;
  for (const silencer of silencers) {
    const reason = reasonIn(silencer.ignore, id);
    if (reason === undefined) continue;
    ledger.enter(silencer, id);
    if (!isExpired(reason, today)) isSilent = true;
  }
  return isSilent;
}

/** An option that does not hold was reported when it was loaded. */
function brokenOptions(invalid: Analysis['project']['invalid']): (place: Place) => boolean {
  const broken = new Set(
    invalid.flatMap(({ origin, issues }) => issues.map(({ path }) => optionKey({ origin, path }))),
  );
  return (place) => [1, 2].some((depth) => broken.has(optionKey(place, depth)));
}

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
  const [start, end] = [span?.start, span?.end].map((offset) => offset && withoutHoles(offset, origin));
  return JSON.stringify([check.id, frames, path, start, end, message]);
}

/** An offset into a template as it is written: what fills the holes is longer here than there. */
function withoutHoles(offset: number, { template }: Origin): number {
  const filled = (template?.holes ?? []).map((hole) => Math.min(hole.end, offset) - Math.min(hole.start, offset));
  return filled.reduce((left, length) => left - length, offset);
}
