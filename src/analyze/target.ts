import type { ScrapeJob } from '../model/metric.ts';
import type { LabelFact } from '../promql/infer.ts';

/** Labels that scraping adds to every series of a job: `job`, `instance` and the job's own. */
export function targetLabels(job: ScrapeJob): readonly LabelFact[] {
  const instances = job.targets.length > 0 ? job.targets : undefined;
  return [
    { name: 'job', presence: 'always', values: [job.name] },
    { name: 'instance', presence: 'always', values: instances },
    ...Object.entries(job.labels).map(([name, value]) => closed(name, [value])),
  ];
}

/** A label with known values; the empty one means that the label is not there. */
export function closed(name: string, values: readonly string[]): LabelFact {
  const present = values.filter((value) => value !== '');
  if (present.length === 0) return { name, presence: 'never' };
  return { name, presence: present.length === values.length ? 'always' : 'maybe', values: present };
}
