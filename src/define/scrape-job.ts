import type { Declared, Ignore } from '../model/declaration.ts';
import type { Discovery } from '../model/discovery.ts';
import type { LabelValues, Metric, ScrapeJob } from '../model/metric.ts';
import { type Registry, registryKey } from '../model/project.ts';
import { parseDuration } from '../promql/duration.ts';
import { declared, givenTo, register } from './declare.ts';
import { type Exporter, exporter } from './exporter.ts';
import type { LabelDeclarations, LabelsOf } from './label.ts';
import { callerOrigin } from './origin.ts';
import type { Duration } from './quantity.ts';
import { type Exported, type RelabelStep, relabelFrom, type WrittenBy } from './relabel.ts';
import { jobSchema } from './scrape-job-schema.ts';
import type { Gauge } from './series.ts';
import { metricHandle } from './series-handle.ts';
import type { SystemScope } from './system.ts';

/** Targets with labels of their own, which go before those of the job. */
export interface TargetGroupOptions {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

export interface ScrapeJobOptions<Targets, Static, Found, Steps, MetricSteps> {
  /**
   * `host:port` of each target, or several with labels of their own.
   *
   * @example targets: [{ targets: ['db-1:9187'], labels: { shard: 'one' } }, { targets: ['db-2:9187'], labels: { shard: 'two' } }]
   */
  readonly targets?: Targets;
  /**
   * How further targets are found, as Prometheus' `…_sd_configs` take it.
   *
   * @example discovery: { kubernetes: [{ role: 'pod' }] }
   */
  readonly discovery?: Discovery;
  readonly interval?: Duration;
  readonly timeout?: Duration;
  /** `/metrics` unless given. */
  readonly metricsPath?: string;
  readonly scheme?: 'http' | 'https';
  /** Parameters of the scrape's URL: `{ module: ['http_2xx'] }`. */
  readonly params?: Readonly<Record<string, readonly string[]>>;
  /** Labels of `targets` beside `job` and `instance`. */
  readonly labels?: Static;
  /** Keep labels that targets expose instead of the target's own. */
  readonly honorLabels?: boolean;
  /** Rewrites the labels of targets before they are scraped: `relabel_configs`. */
  readonly relabel?: Steps;
  /** Rewrites the labels and names of samples, or drops them: `metric_relabel_configs`. */
  readonly metricRelabel?: MetricSteps;
  /** Every label that discovered targets have in the end, beside `job`, `instance` and those that `relabel` names. */
  readonly targetLabels?: Found;
  readonly ignore?: Ignore;
}

type None = Record<never, never>;
type AnyTargets = readonly (string | TargetGroupOptions)[];
type LabelsAmong<Targets> = Targets extends readonly (infer One)[]
  ? One extends { labels: infer L }
    ? L
    : never
  : never;
type ValueIn<L, K> = L extends unknown ? (K extends keyof L ? L[K] : never) : never;
type NamesIn<L> = L extends unknown ? keyof L : never;
/** Labels that are written on targets: of the job, and of groups among its targets. */
type Listed<Static, L> = { readonly [K in keyof Static | NamesIn<L>]: ValueIn<Static | L, K> };
/** Labels of the targets: what relabelling writes is known by name, what it leaves by value. */
type TargetLabels<Job extends string, Static, Found, Written extends string> = [Static, Found] extends [
  infer S,
  infer D,
]
  ? {
      readonly [K in 'job' | 'instance' | Exported<keyof S> | keyof D | Written]: K extends Written
        ? string
        : K extends keyof D
          ? LabelsOf<D>[K]
          : K extends keyof S
            ? S[K]
            : K extends 'job'
              ? Job
              : string;
    }
  : never;
type WithWritten<T, Written extends string> = {
  readonly [K in keyof T | Written]: K extends Written ? string : K extends keyof T ? T[K] : never;
};

/** A scrape job: declares the metrics that its targets expose. */
export interface ScrapeJobHandle<T, Sample = T> extends Exporter<Sample> {
  /** 1 while the last scrape of a target succeeded, 0 when it failed. */
  readonly up: Gauge<T, 'number'>;
}

/** Declares what is scraped. */
export interface ScrapeMethods {
  /**
   * Targets to scrape, and the exporter through which their metrics are declared.
   *
   * @example const server = conexus.scrapeJob('conexus', { targets: ['conexus:9091'], interval: '15s' });
   */
  scrapeJob<
    const Job extends string,
    const Targets extends AnyTargets = readonly [],
    const Static extends Readonly<Record<string, string>> = None,
    const Found extends LabelDeclarations = None,
    const Steps extends readonly RelabelStep[] = readonly [],
    const MetricSteps extends readonly RelabelStep[] = readonly [],
  >(
    name: Job,
    options: ScrapeJobOptions<Targets, Static, Found, Steps, MetricSteps>,
  ): ScrapeJobHandle<
    TargetLabels<Job, Listed<Static, LabelsAmong<Targets>>, Found, WrittenBy<Steps>>,
    WithWritten<
      TargetLabels<Job, Listed<Static, LabelsAmong<Targets>>, Found, WrittenBy<Steps>>,
      WrittenBy<MetricSteps>
    >
  >;
}

type Given = ScrapeJobOptions<
  AnyTargets,
  Readonly<Record<string, string>>,
  Readonly<Record<string, LabelValues>>,
  readonly RelabelStep[],
  readonly RelabelStep[]
>;

export function scrapeMethods(scope: SystemScope): ScrapeMethods {
  return {
    scrapeJob: (name: string, options: unknown) => declareScrapeJob(scope, name, options),
  } as unknown as ScrapeMethods;
}

function declareScrapeJob({ registry }: SystemScope, name: string, options: unknown) {
  const origin = callerOrigin();
  const { issues, given } = givenTo(name, options as Given, jobSchema(registry.system.runsOn.prometheus));
  const job = register(registry, declared(jobFrom(name, given), origin, given.ignore), issues);
  const scope = { registry, job: job.name, component: registry.system.title, catalog: undefined };
  return Object.freeze({ [registryKey]: registry, ...exporter(scope), up: upOf(scope, job.origin) });
}

function jobFrom(name: string, given: Partial<Given>) {
  return {
    kind: 'scrapeJob' as const,
    name: String(name),
    ...targetsFrom(given),
    discovery: given.discovery ?? {},
    interval: given.interval === undefined ? undefined : parseDuration(given.interval),
    timeout: given.timeout === undefined ? undefined : parseDuration(given.timeout),
    metricsPath: given.metricsPath ?? '/metrics',
    scheme: given.scheme ?? 'http',
    params: given.params ?? {},
    labels: given.labels ?? {},
    honorLabels: given.honorLabels ?? false,
    relabel: (given.relabel ?? []).map(relabelFrom),
    metricRelabel: (given.metricRelabel ?? []).map(relabelFrom),
    targetLabels: given.targetLabels,
  } satisfies Omit<ScrapeJob, keyof Declared>;
}

function targetsFrom({ targets = [], labels }: Partial<Given>): Pick<ScrapeJob, 'targets' | 'targetGroups'> {
  const groups = targets.filter((one) => typeof one !== 'string');
  return {
    targets: targets.filter((one) => typeof one === 'string'),
    ...(groups.length > 0 && {
      targetGroups: groups.map((group) => ({ targets: group.targets, labels: { ...labels, ...group.labels } })),
    }),
  };
}

/** The series `up` of a job: Prometheus writes it, so nobody declares it. */
function upOf({ registry, job }: { readonly registry: Registry; readonly job: string }, origin: Metric['origin']) {
  const metric: Metric = declared(
    {
      kind: 'metric' as const,
      name: 'up',
      type: 'gauge' as const,
      help: '1 while the last scrape of the target succeeded.',
      unit: undefined,
      counts: undefined,
      labels: {},
      buckets: undefined,
      quantiles: undefined,
      lifecycle: { stage: 'stable' as const },
      job,
      component: 'Prometheus',
      catalog: 'prometheus',
    },
    origin,
  );
  const up = metricHandle({ metric, registry }) as unknown as Gauge<{ readonly job: string }, 'number'>;
  return up.where({ job });
}
