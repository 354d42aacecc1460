import { z } from 'zod';
import type { Declared, Ignore } from '../model/declaration.ts';
import { type Discovery, discoveryMechanisms } from '../model/discovery.ts';
import type { LabelValues, Metric, ScrapeJob } from '../model/metric.ts';
import { type Registry, registryKey } from '../model/project.ts';
import { atLeast } from '../model/version.ts';
import { parseDuration } from '../promql/duration.ts';
import { slipOf } from '../promql/nearest.ts';
import { declared, givenTo, option, register } from './declare.ts';
import { type Exporter, exporter, labelsOption } from './exporter.ts';
import type { LabelDeclarations, LabelsOf } from './label.ts';
import { callerOrigin } from './origin.ts';
import type { Duration } from './quantity.ts';
import {
  type Exported,
  labelNameProblem,
  type RelabelStep,
  relabelFrom,
  relabelOption,
  type WrittenBy,
} from './relabel.ts';
import { durationOption } from './rule.ts';
import type { Gauge } from './series.ts';
import { metricHandle } from './series-handle.ts';
import type { SystemScope } from './system.ts';

export interface ScrapeJobOptions<Static, Found, Steps, MetricSteps> {
  /** `host:port` of each target. */
  readonly targets?: readonly string[];
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
    const Static extends Readonly<Record<string, string>> = None,
    const Found extends LabelDeclarations = None,
    const Steps extends readonly RelabelStep[] = readonly [],
    const MetricSteps extends readonly RelabelStep[] = readonly [],
  >(
    name: Job,
    options: ScrapeJobOptions<Static, Found, Steps, MetricSteps>,
  ): ScrapeJobHandle<
    TargetLabels<Job, Static, Found, WrittenBy<Steps>>,
    WithWritten<TargetLabels<Job, Static, Found, WrittenBy<Steps>>, WrittenBy<MetricSteps>>
  >;
}

type Given = ScrapeJobOptions<
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
    targets: given.targets ?? [],
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

/** What a mechanism of discovery may be called; a name that is like no known one may be of a later Prometheus. */
function mechanism(prometheus: string): z.ZodType<string> {
  return z.string().superRefine((name, context) => {
    const problem = mechanismProblem(name, prometheus);
    if (problem !== undefined) context.addIssue(problem);
  });
}

function mechanismProblem(name: string, prometheus: string): string | undefined {
  const known = Object.keys(discoveryMechanisms);
  if (Object.hasOwn(discoveryMechanisms, name)) {
    const { since } = discoveryMechanisms[name as keyof typeof discoveryMechanisms];
    if (atLeast(prometheus, since)) return undefined;
    return `discovery ${name} exists since Prometheus ${since}; the system runs on ${prometheus}`;
  }
  const short = name.replace(/_sd_configs?$/, '').replace(/_/g, '');
  if (/^static/.test(short)) return 'targets that are listed are no discovery: write them as `targets`';
  const meant = known.includes(short) ? short : (slipOf(short, known) ?? (short === name ? undefined : short));
  return meant === undefined ? undefined : `Prometheus has no discovery "${name}"; write ${meant}: [{ … }]`;
}

function jobSchema(prometheus: string): z.ZodType {
  const relabel = relabelOption(prometheus).optional();
  const job = z.strictObject({
    targets: z.array(z.string().regex(/^\S+$/, 'a target is host:port'), "list the targets: ['host:port']").optional(),
    discovery: z
      .record(mechanism(prometheus), z.array(z.looseObject({}), 'write a list of configurations: [{ … }]'))
      .optional(),
    interval: durationOption.optional(),
    timeout: durationOption.optional(),
    metricsPath: z.string().startsWith('/', 'the path begins with /').optional(),
    scheme: z.enum(['http', 'https'], "one of 'http', 'https'").optional(),
    params: z.record(z.string(), z.array(option.text, "write a list: ['http_2xx']")).optional(),
    labels: option.labels.optional(),
    honorLabels: option.flag.optional(),
    relabel,
    metricRelabel: relabel,
    targetLabels: labelsOption.optional(),
    ignore: option.ignore.optional(),
  });
  return job.superRefine(({ targets, discovery, labels: given }, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    for (const name of Object.keys(given ?? {})) {
      const problem = labelNameProblem(name, prometheus);
      if (problem !== undefined) context.addIssue({ code: 'custom', path: ['labels', name], message: problem });
    }
    if (!targets && !discovery) issue('targets', "list the targets: ['host:port'], or say how to find them: discovery");
    if (!targets && discovery && given)
      issue(
        'labels',
        "labels are those of targets; discovered ones get theirs by relabel: [{ targetLabel: 'team', replacement: 'shop' }]",
      );
  });
}
