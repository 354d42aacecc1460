import type { Analysis, Inferred, Use } from '../analyze/analysis.ts';
import { placeOf, placeOfNode } from '../analyze/place.ts';
import { gappyRead, sampledRead, staleSource } from '../analyze/samples.ts';
import { formatDuration } from '../promql/duration.ts';
import type { RangeRead } from '../promql/infer.ts';
import { rangeReads, selectorsOf } from '../promql/inference.ts';
import { type Reach, reaches } from '../promql/reach.ts';
import type { Check, Finding } from './check.ts';
import { inUse, type Words } from './finding.ts';

export const promqlRange: Check = {
  id: 'promql-range',
  severity: 'error',
  class: 'fact',
  why: 'A rate needs two samples: over a shorter range it is empty, and data older than the retention is gone.',
  bad: `shop.alert('NoTraffic', { when: promql\`sum(rate(shop_requests_total[20s])) == 0\`, ...warning });`,
  good: `shop.alert('NoTraffic', { when: promql\`sum(rate(shop_requests_total[2m])) == 0\`, ...warning });`,
  *find(analysis) {
    for (const inferred of analysis.inferred()) {
      const { use, inference } = inferred;
      for (const read of rangeReads(inference)) {
        const words = tooShort(read, analysis);
        if (words) yield inUse(use, placeOf(read.span, use.expression.origin), words);
      }
      for (const reach of reaches(inference)) {
        const words = tooLong(reach, analysis);
        if (words) yield inUse(use, placeOf(reach.most.span, use.expression.origin), words);
        const early = use.role === 'rule' ? inFuture(reach, use, analysis) : undefined;
        if (early) yield inUse(use, placeOf(reach.least.span, use.expression.origin), early);
      }
      yield* stale(inferred, analysis);
    }
  },
};

function tooShort(range: RangeRead, analysis: Analysis): Words | undefined {
  const gappy = gappyRead(range, analysis);
  if (gappy)
    return {
      message: `${gappy.func}() over ${formatDuration(gappy.milliseconds)}, but ${gappy.source.says}: most of the time there is no sample`,
      help: `use ${formatDuration(2 * gappy.source.interval)} or more`,
    };
  const read = sampledRead(range, analysis);
  if (!read || read.milliseconds >= 2 * read.source.interval) return undefined;
  const { func, milliseconds, source } = read;
  const often = milliseconds <= source.interval ? 'there are never two samples' : 'there is often but one sample';
  return {
    message: `${func}() over ${formatDuration(milliseconds)}, but ${source.says}: ${often}`,
    help: `use ${formatDuration(4 * source.interval)} or more, so that a missed one does not matter`,
  };
}

function tooLong({ milliseconds, most }: Reach, { project }: Analysis): Words | undefined {
  const { retention } = project.system.runsOn;
  if (milliseconds <= retention) return undefined;
  const kept = `Prometheus keeps data (${formatDuration(retention)})`;
  const isAlone = most.milliseconds === milliseconds;
  return {
    message: isAlone
      ? `${formatDuration(milliseconds)} is longer than ${kept}`
      : `this reads ${formatDuration(milliseconds)} back, ranges and offsets together: longer than ${kept}`,
    help: 'read a shorter range, or raise `retention` under `runsOn` if Prometheus keeps more',
  };
}

/** A rule is evaluated now, or a little earlier: what it reads may lie wholly ahead of that. */
function inFuture({ milliseconds, least, selector }: Reach, { owner }: Use, { project }: Analysis): Words | undefined {
  const lookback = selector.parent?.expr.kind === 'matrix' ? 0 : project.system.runsOn.lookbackDelta;
  const group = 'group' in owner ? project.ruleGroups.find(({ name }) => name === owner.group) : undefined;
  if (least.milliseconds >= 0 || milliseconds + lookback + (group?.queryOffset ?? 0) >= 0) return undefined;
  const ago = formatDuration(-least.milliseconds);
  return {
    message: `this offset leads ${ago} into the future, where there are no samples yet: it is always empty`,
    help: `write offset ${ago} for what was ${ago} ago`,
  };
}

/** Instant vectors of samples that come further apart than an instant vector looks back. */
function* stale({ use, inference }: Inferred, analysis: Analysis): Generator<Finding> {
  const { lookbackDelta } = analysis.project.system.runsOn;
  for (const selector of selectorsOf(inference)) {
    const source = staleSource(selector, analysis);
    if (!source) continue;
    const [range, lookback] = [2 * source.interval, lookbackDelta].map(formatDuration) as [string, string];
    yield inUse(use, placeOfNode(selector, use), {
      message: `${source.says}, but an instant vector looks back ${lookback}: between, it is empty`,
      help: `read it by last_over_time(…[${range}]), or write it at least every ${lookback}`,
    });
  }
}
