import type { Analysis } from '../analyze/analysis.ts';
import { placeOfNode } from '../analyze/place.ts';
import type { Loss } from '../analyze/scraped.ts';
import { nameOf } from '../analyze/selected.ts';
import { seriesOf } from '../analyze/series.ts';
import type { FeatureFlag } from '../model/flag.ts';
import type { Metric } from '../model/metric.ts';
import type { Project } from '../model/project.ts';
import { atLeast } from '../model/version.ts';
import { selectorsOf } from '../promql/inference.ts';
import type { Check, Finding } from './check.ts';
import { inOption, inUse, listed, type Words } from './finding.ts';

export const metricScraped: Check = {
  id: 'metric-scraped',
  severity: 'error',
  class: 'fact',
  why: 'A series that no scrape delivers, or that relabelling drops, is never there: what reads it stays empty.',
  bad: `const worker = shop.scrapeJob('worker', {
  targets: ['worker:9090'], metricRelabel: [{ action: 'drop', sourceLabels: ['__name__'], regex: 'shop_job_.*' }],
});
worker.gauge('shop_job_backlog', { help: 'Jobs that wait.', counts: 'jobs' });
shop.alert('JobsPileUp', { when: promql\`shop_job_backlog > 100\`, ...warning });`,
  good: `const worker = shop.scrapeJob('worker', {
  targets: ['worker:9090'], metricRelabel: [{ action: 'drop', sourceLabels: ['__name__'], regex: 'go_.*' }],
});
worker.gauge('shop_job_backlog', { help: 'Jobs that wait.', counts: 'jobs' });
shop.alert('JobsPileUp', { when: promql\`shop_job_backlog > 100\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const selector of selectorsOf(inference)) {
        const name = nameOf(selector.expr);
        const words = name === undefined ? undefined : wordsFor(name, analysis);
        if (words) yield inUse(use, placeOfNode(selector, use), words);
      }
    }
    yield* unread(analysis);
    yield* nativeWithoutFlag(analysis.project);
  },
};

const nativeFlag = 'native-histograms' satisfies FeatureFlag;

/** From Prometheus 3.8 on the scrape configuration says whether native histograms are stored; before, a flag of the server does. */
function* nativeWithoutFlag({ metrics, system }: Project): Generator<Finding> {
  const { prometheus, features } = system.runsOn;
  if (atLeast(prometheus, '3.8') || features.includes(nativeFlag)) return;
  for (const metric of metrics) {
    if (metric.type !== 'nativeHistogram' || !isExpected(metric)) continue;
    yield inOption(metric, [0], {
      message: `${metric.name} is never stored: Prometheus ${prometheus} leaves native histograms out unless told otherwise`,
      help: `start it with --enable-feature=${nativeFlag} and list that under \`runsOn\`: features: ['${nativeFlag}']`,
    });
  }
}

/** Metrics of the system itself that nothing reads, or that nothing could read. */
function* unread(analysis: Analysis): Generator<Finding> {
  for (const metric of analysis.project.metrics) {
    const names = seriesOf(metric, undefined).map(([name]) => name);
    const [words] = names.map((name) => wordsFor(name, analysis));
    const isWhole = names.every((name) => analysis.loss(name) !== undefined);
    if (words && isWhole && metric.catalog === undefined && analysis.usesOf(metric).length === 0)
      yield inOption(metric, [0], words);
  }
}

/** What is not there yet, or no more, is told by other checks. */
function isExpected({ lifecycle }: Metric): boolean {
  return lifecycle.stage !== 'planned' && lifecycle.stage !== 'removed';
}

function wordsFor(name: string, { loss, metric, project }: Analysis): Words | undefined {
  const lost = loss(name);
  const declared = metric(name);
  if (!lost || !declared || !isExpected(declared)) return undefined;
  // That the job does not hold has been reported.
  if (lost.kind === 'no-job') return project.invalid.length > 0 ? undefined : unknownJob(name, lost.name);
  return lost.kind === 'no-target' ? withoutTarget(name, lost) : relabelledAway(name, lost);
}

function unknownJob(name: string, job: string): Words {
  return { message: `${name} is scraped by "${job}", which is no job of the system`, help: 'declare the scrape job' };
}

function withoutTarget(name: string, { job, targets }: Extract<Loss, { kind: 'no-target' }>): Words {
  const [first] = targets.dropped;
  if (first) {
    const place = { origin: job.origin, path: [1, 'relabel', first.step] };
    return {
      message: `${name} is never scraped: relabelling drops every target of job ${job.name}`,
      help: 'let the step pass the targets that expose it',
      related: [{ place, message: `drops ${first.target} here` }],
    };
  }
  const related = [{ place: { origin: job.origin, path: [1, 'targets'] }, message: 'its targets' }];
  const message = `${name} is never scraped: job ${job.name} has no target`;
  if (targets.unreachable.length === 0)
    return { message, help: 'list its targets, or say under `discovery` how they are found', related };
  return {
    message: `${message} with an address: ${listed(targets.unreachable, 'and', 3)} is none`,
    help: 'a target is host:port; the rest of a URL belongs into `scheme` and `metricsPath`, or `relabel` hands it on',
    related,
  };
}

function relabelledAway(name: string, lost: Extract<Loss, { kind: 'dropped' | 'renamed' }>): Words {
  const { job } = lost;
  if (lost.kind === 'renamed') {
    const place = { origin: job.origin, path: [1, 'metricRelabel'] };
    return {
      message: `${name} is stored as ${listed(lost.to)}: metricRelabel of job ${job.name} renames it`,
      help: 'read it by that name',
      related: [{ place, message: 'renamed here' }],
    };
  }
  const place = { origin: job.origin, path: [1, 'metricRelabel', lost.step] };
  return {
    message: `${name} is never stored: metricRelabel of job ${job.name} drops it`,
    help: 'let the step keep it, or do not read it',
    related: [{ place, message: 'dropped here' }],
  };
}
