import { targetsOf } from '../analyze/target.ts';
import type { Metric, ScrapeJob } from '../model/metric.ts';
import type { Project } from '../model/project.ts';
import type { Check } from './check.ts';
import { inOption, listed, type Words } from './finding.ts';

export const metricLabelName: Check = {
  id: 'metric-label-name',
  severity: 'error',
  class: 'fact',
  why: 'Client libraries refuse reserved labels, and Prometheus renames those that a target has already: queries find neither.',
  bad: `const carts = server.gauge('shop_open_carts', { help: 'Carts not yet paid.', counts: 'carts', labels: { instance: oneOf('web', 'app') } });
shop.alert('ManyCarts', { when: carts.gt(1000), ...warning });`,
  good: `const carts = server.gauge('shop_open_carts', { help: 'Carts not yet paid.', counts: 'carts', labels: { client: oneOf('web', 'app') } });
shop.alert('ManyCarts', { when: carts.gt(1000), ...warning });`,
  *find({ project }) {
    const ofTargets = labelsOfTargets(project);
    for (const metric of project.metrics) {
      for (const label of Object.keys(metric.labels)) {
        const words = reserved(label, metric) ?? ofTarget(label, metric, ofTargets(metric));
        if (words) yield { ...inOption(metric, [1, 'labels', label], words), ...atName(metric, label) };
      }
    }
  },
};

function atName({ origin }: Metric, label: string) {
  return { place: { origin, path: [1, 'labels', label], key: true as const } };
}

/** https://prometheus.io/docs/concepts/data_model/ and the OpenMetrics specification, sections Label, Histogram and Summary. */
function reserved(label: string, { name, type }: Metric): Words | undefined {
  if (label.startsWith('__'))
    return {
      message: `label "${label}" begins with __, which is reserved for Prometheus itself`,
      help: withoutUnderscores(label),
    };
  if (label === 'le' && (type === 'histogram' || type === 'nativeHistogram'))
    return {
      message: `histogram ${name} has the label "le" of its buckets already`,
      help: 'leave it out: every classic histogram has it',
    };
  if (label === 'quantile' && type === 'summary')
    return {
      message: `summary ${name} has the label "quantile" already`,
      help: 'leave it out, and list the quantiles: quantiles: [0.5, 0.99]',
    };
  return undefined;
}

function withoutUnderscores(label: string): string {
  const bare = label.replace(/^_+|_+$/g, '');
  return bare === '' ? 'give it another name' : `name it ${bare}`;
}

/** Where Prometheus exposes metrics of others, as a federation or a gateway does, labels of theirs are meant to win: `honorLabels`. */
function ofTarget(label: string, { name }: Metric, target: TargetLabels | undefined): Words | undefined {
  if (target === undefined || !target.names.has(label)) return undefined;
  const { job } = target;
  return {
    message: `every target of ${job.name} has a label "${label}": that of ${name} is stored as exported_${label}`,
    help: `give it another name; or, where the exporter's own is meant to win over ${listed([label])} of the target, say honorLabels: true`,
  };
}

interface TargetLabels {
  readonly job: ScrapeJob;
  readonly names: ReadonlySet<string>;
}

/** The labels that every target of a metric's job has for certain, and that it loses its own to. */
function labelsOfTargets({ scrapeJobs, system }: Project): (metric: Metric) => TargetLabels | undefined {
  const jobs = new Map(
    scrapeJobs.map((job): [string, TargetLabels] => {
      const { labels, count } = targetsOf(job, system);
      const certain = labels.filter(({ presence }) => presence === 'always').map(({ name }) => name);
      const isSilent = job.honorLabels || count === 0 || job.metricRelabel.length > 0;
      return [job.name, { job, names: new Set(isSilent ? [] : certain) }];
    }),
  );
  return ({ job }) => jobs.get(job);
}
