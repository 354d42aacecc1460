import type { Analysis } from '../analyze/analysis.ts';
import { nameOf } from '../analyze/selected.ts';
import { type Burn, samplesWanted } from '../model/burn.ts';
import { isComputed, type Slo } from '../model/slo.ts';
import { windowName } from '../model/slo-series.ts';
import { selectorsOf } from '../promql/inference.ts';
import type { Context, Finding } from './check.ts';
import { inOption, type Words } from './finding.ts';
import { promqlRange } from './promql-range.ts';
import { pairWords } from './slo-finding.ts';

/** Of less than two samples there is no rate, which is an error. */
type Kind = 'no rate' | 'few samples';

/** The windows of an SLO that hold too few samples: each that somebody wrote, and the shortest of the others. */
export function* shortWindows(
  slo: Slo,
  analysis: Analysis,
  kind: Kind,
  findingsOf: Context['findingsOf'],
): Generator<Finding> {
  const interval = isComputed(slo) ? intervalOf(slo, analysis) : undefined;
  const short = slo.burns.filter((burn) => interval !== undefined && burn.short < samplesWanted * interval);
  if (interval === undefined || short.length === 0) return;
  const needsTwo = slo.sli.type !== 'raw' ? slo.sli.type !== 'gauge' : isReadInVain(slo, findingsOf);
  const kindOf = (burn: Burn): Kind => (needsTwo && burn.short < 2 * interval ? 'no rate' : 'few samples');
  const own = short.filter(({ path }) => path !== undefined);
  const [shortest] = short.filter(({ path }) => path === undefined).sort((a, b) => a.short - b.short);
  for (const burn of own) if (kindOf(burn) === kind) yield inOption(slo, burn.path!, wordsFor(burn, interval, 'short'));
  if (shortest && kindOf(shortest) === kind)
    yield inOption(slo, [1, 'window'], wordsFor(shortest, interval, 'shortestWindow'));
}

/** Whether ranges of the user's own ratio are found to be too short for what reads them. */
function isReadInVain({ id }: Slo, findingsOf: Context['findingsOf']): boolean {
  return findingsOf(promqlRange).some(({ silencers }) => silencers.some((rule) => 'slo' in rule && rule.slo === id));
}

/** Milliseconds between the samples of what comes in most seldom. */
function intervalOf({ sli }: Slo, { inference, interval }: Analysis): number | undefined {
  if (sli.type !== 'raw') return sli.interval;
  const inferred = sli.queries.errorRatio && inference(sli.queries.errorRatio);
  const names = (inferred ? selectorsOf(inferred) : []).map(({ expr }) => nameOf(expr));
  const known = names.flatMap((name) => (name === undefined ? [] : (interval(name) ?? [])));
  return known.length === 0 ? undefined : Math.max(...known);
}

function wordsFor(burn: Burn, interval: number, option: 'short' | 'shortestWindow'): Words {
  const holds = Math.floor(burn.short / interval);
  const often = holds < 2 ? 'often but one' : `${holds}, of which none may be missing`;
  return {
    message: `the short window for ${pairWords(burn)} is ${windowName(burn.short)}: of samples every ${windowName(interval)} it holds ${often}`,
    help: helpFor(burn, interval, option),
  };
}

function helpFor({ long }: Burn, interval: number, option: 'short' | 'shortestWindow'): string {
  const needed = enough(interval);
  return option === 'shortestWindow' || needed < long
    ? `write ${option}: '${windowName(needed)}', which holds four samples`
    : `write a longer window: ${windowName(needed)} hold four samples`;
}

/** Milliseconds of four samples, whole minutes from one minute on. */
function enough(interval: number): number {
  const least = samplesWanted * interval;
  return least <= 60_000 ? least : Math.ceil(least / 60_000) * 60_000;
}
