import { listedTargets, type Metric, type ScrapeJob } from '../model/metric.ts';
import type { InputSeries, TestSeries } from '../model/rule-test.ts';
import type { System } from '../model/system.ts';
import type { LabelFact } from '../promql/infer.ts';
import { metricName } from '../promql/labels.ts';
import { relabelled } from './relabel.ts';
import { targetsOf } from './target.ts';

type Labels = Readonly<Record<string, string>>;

/** Labels that tell the series of a histogram or summary apart: its own, whoever declares them. */
const ofFamily: ReadonlySet<string> = new Set(['le', 'quantile']);

/**
 * A series of a test as Prometheus would store it: with the labels of the job's first target, but for those that the test
 * gives, and after relabelling. Undefined where that drops it.
 */
export function storedSeries(
  { name, labels: said, values }: TestSeries,
  metric: Metric | undefined,
  job: ScrapeJob | undefined,
  system: System,
): InputSeries | undefined {
  const own = (label: string) => ofFamily.has(label) || Object.hasOwn(metric?.labels ?? {}, label);
  const given = Object.entries(said).filter(([, value]) => value !== '');
  const scraped = Object.fromEntries(given.filter(([label]) => own(label)));
  const overriding = Object.fromEntries(given.filter(([label]) => !own(label)));
  const target = { ...(job && targetLabels(job, system)), ...overriding };
  const removed = Object.keys(said).filter((label) => said[label] === '' && !own(label));
  for (const label of removed) delete target[label];
  return afterRelabelling(name, together(scraped, target, job), values, job);
}

/** Unless the job honours it, a scraped label that a target has too is renamed. */
function together(scraped: Labels, target: Labels, job: ScrapeJob | undefined): Labels {
  if (job?.honorLabels) return { ...target, ...scraped };
  const renamed = Object.entries(scraped).map(([label, value]) => [
    Object.hasOwn(target, label) ? `exported_${label}` : label,
    value,
  ]);
  return { ...target, ...Object.fromEntries(renamed) };
}

/** The labels of the first target of a job. What discovery finds has no value here: one of ours stands for it. */
export function targetLabels(job: ScrapeJob, system: System): Record<string, string> {
  const [group] = listedTargets(job).filter(({ targets }) => targets.length > 0);
  const first = group && { targets: group.targets.slice(0, 1), labels: group.labels, targetGroups: [], discovery: {} };
  const { labels } = targetsOf(first ? { ...job, ...first } : job, system);
  return Object.fromEntries(
    labels.flatMap(({ name, presence, values }) => {
      if (presence !== 'always') return [];
      return [[name, values?.[0] ?? `${job.name}-1`]];
    }),
  );
}

function afterRelabelling(
  name: string,
  labels: Labels,
  values: string,
  job: ScrapeJob | undefined,
): InputSeries | undefined {
  if (!job || job.metricRelabel.length === 0) return { name, labels, values };
  const facts = Object.entries({ ...labels, [metricName]: name }).map(known);
  const after = relabelled({ labels: facts, complete: true }, job.metricRelabel);
  if ('droppedBy' in after) return undefined;
  const left: Record<string, string> = Object.fromEntries(
    after.labels.flatMap(({ name: label, values: [value] = [] }) => (value === undefined ? [] : [[label, value]])),
  );
  const { [metricName]: stored, ...rest } = left;
  if (stored === undefined) return undefined;
  const visible = Object.entries(rest).filter(([label]) => !label.startsWith('__'));
  return { name: stored, labels: Object.fromEntries(visible), values };
}

function known([name, value]: readonly [string, string]): LabelFact {
  return { name, presence: 'always', values: [value] };
}
