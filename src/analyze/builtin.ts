import type { Project } from '../model/project.ts';
import type { Alert } from '../model/rule.ts';
import type { LabelFact, SeriesFacts } from '../promql/infer.ts';
import { countOf, number, seconds, timestamp, type Unit } from '../promql/unit.ts';
import { unitNamed } from '../promql/unit-names.ts';
import { mergeFacts } from './merge.ts';
import type { ScrapedJob } from './scraped.ts';
import type { NamedSeries } from './series.ts';

interface ScrapeSeries {
  readonly unit: Unit;
  readonly max?: number;
  /** Feature flag without which Prometheus does not write it. */
  readonly feature?: string;
}

/** What Prometheus writes for each target with every scrape (scrape/scrape.go, https://prometheus.io/docs/concepts/jobs_instances/). */
const scrapeSeries: Readonly<Record<string, ScrapeSeries>> = {
  up: { unit: number, max: 1 },
  scrape_duration_seconds: { unit: seconds },
  scrape_samples_scraped: { unit: countOf('samples') },
  scrape_samples_post_metric_relabeling: { unit: countOf('samples') },
  scrape_series_added: { unit: countOf('series') },
  scrape_timeout_seconds: { unit: seconds, feature: 'extra-scrape-metrics' },
  scrape_sample_limit: { unit: countOf('samples'), feature: 'extra-scrape-metrics' },
  scrape_body_size_bytes: { unit: unitNamed('bytes'), feature: 'extra-scrape-metrics' },
};

/** Whether a series is written for each target with every scrape. */
export function isPerScrape(name: string): boolean {
  return Object.hasOwn(scrapeSeries, name);
}

/** Series that no exporter exposes: one for every target and scrape, and those of alerts. */
export function builtinSeries(project: Project, jobs: readonly ScrapedJob[]): readonly NamedSeries[] {
  return [...ofScrapes(project, jobs), ...ofAlerts(project)];
}

/** They carry the target's labels and pass by `metric_relabel_configs`. */
function ofScrapes(project: Project, jobs: readonly ScrapedJob[]): readonly NamedSeries[] {
  const { features } = project.system.runsOn;
  return Object.entries(scrapeSeries)
    .filter(([, row]) => row.feature === undefined || features.includes(row.feature))
    .flatMap(([name, row]): readonly NamedSeries[] => {
      const values = { min: 0, max: row.max ?? Number.POSITIVE_INFINITY, minOpen: false, maxOpen: false, nan: false };
      const facts = jobs.map(({ targets: { labels, complete } }): SeriesFacts => {
        return { type: 'gauge', labels, complete, unit: row.unit, values };
      });
      return facts.length === 0 ? [] : [[name, mergeFacts(facts)]];
    });
}

/** `ALERTS` and `ALERTS_FOR_STATE` (rules/alerting.go): each alert's labels, and those of the series that made it fire. */
function ofAlerts({ alerts }: Project): readonly NamedSeries[] {
  if (alerts.length === 0) return [];
  const labels: readonly LabelFact[] = [
    { name: 'alertname', presence: 'always', values: [...new Set(alerts.map((alert) => alert.name))] },
    ...ruleLabelNames(alerts).map((name): LabelFact => ({ name, presence: 'maybe' })),
  ];
  const state: LabelFact = { name: 'alertstate', presence: 'always', values: ['pending', 'firing'] };
  const exactlyOne = { min: 1, max: 1, minOpen: false, maxOpen: false, nan: false };
  const open = { type: 'gauge', complete: false } as const;
  return [
    ['ALERTS', { ...open, labels: [...labels, state], unit: number, values: exactlyOne }],
    ['ALERTS_FOR_STATE', { ...open, labels, unit: timestamp }],
  ];
}

function ruleLabelNames(alerts: readonly Alert[]): readonly string[] {
  return [...new Set(alerts.flatMap((alert) => ['severity', ...Object.keys(alert.labels)]))];
}
