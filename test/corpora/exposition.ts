import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LabelValues, Metric, MetricType } from '../../src/model/metric.ts';
import { metric } from '../analyze/project.ts';

const folder = fileURLToPath(new URL('../fixtures/exporters/', import.meta.url));

/** What Debian's Prometheus, Alertmanager and exporters expose, as a catalog: types, labels and buckets as they were seen. */
export function exportedMetrics(): readonly Metric[] {
  const pages = readdirSync(folder).filter((name) => name.endsWith('.prom'));
  const families = new Map<string, Family>();
  for (const page of pages.sort()) readPage(readFileSync(folder + page, 'utf8'), families);
  return [...families.values()].map(metricOf);
}

interface Family {
  readonly name: string;
  readonly type: MetricType;
  readonly labels: Set<string>;
  readonly bounds: Set<number>;
  readonly quantiles: Set<number>;
}

/** One page of the text exposition format; every family has its type written. */
function readPage(page: string, families: Map<string, Family>): void {
  let family: Family | undefined;
  for (const line of page.split('\n')) {
    const typed = /^# TYPE (\S+) (\S+)$/.exec(line);
    if (typed) {
      const [, name = '', type = ''] = typed;
      family = families.get(name) ?? { name, type: type as MetricType, ...empty() };
      families.set(name, family);
    } else if (family) readSample(line, family);
  }
}

function empty() {
  return { labels: new Set<string>(), bounds: new Set<number>(), quantiles: new Set<number>() };
}

function readSample(line: string, family: Family): void {
  for (const [, label = '', value = ''] of line.matchAll(/[{,](\w+)="((?:[^"\\]|\\.)*)"/g)) {
    if (label === 'le') family.bounds.add(Number(value.replace('+Inf', 'Infinity')));
    else if (label === 'quantile') family.quantiles.add(Number(value));
    else family.labels.add(label);
  }
}

/** Values that were seen are not all there are: only bounds and quantiles are written in a program. */
function metricOf({ name, type, labels, bounds, quantiles }: Family): Metric {
  const any: LabelValues = { kind: 'any' };
  return metric(name, type, {
    unit: unitOf(name, type),
    labels: Object.fromEntries([...labels].map((label) => [label, any])),
    buckets: type === 'histogram' ? ascending(bounds).filter(Number.isFinite) : undefined,
    quantiles: type === 'summary' ? ascending(quantiles) : undefined,
    job: 'exporters',
    catalog: 'exporters',
  });
}

function ascending(values: ReadonlySet<number>): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

/** What the last word of a name says of its unit (https://prometheus.io/docs/practices/naming/#base-units). */
function unitOf(name: string, type: MetricType): string | undefined {
  if (type === 'gauge' && /_time(stamp)?_seconds$/.test(name)) return 'timestamp';
  return /_(seconds|bytes|ratio|celsius)(?:_total)?$/.exec(name)?.[1];
}
