import { z } from 'zod';
import type { Ignore, Origin } from '../model/declaration.ts';
import type { Lifecycle, Metric, MetricType } from '../model/metric.ts';
import type { Registry } from '../model/project.ts';
import { isBaseUnit } from '../promql/unit-names.ts';
import { declared, givenTo, type OpenRegistry, option, register } from './declare.ts';
import type { HandleState } from './handle.ts';
import type { LabelDeclarations, LabelsOf } from './label.ts';
import { callerOrigin } from './origin.ts';
import type { BaseUnit } from './quantity.ts';
import type { Handle, Histogram, Info, Kind, Summary } from './series.ts';
import { metricHandle } from './series-handle.ts';

type Stage = Lifecycle['stage'];

/** What every metric says of itself. `unit` names what a value measures, `counts` what a dimensionless one counts. */
export interface MetricOptions<D extends LabelDeclarations, U extends BaseUnit, N extends string, S extends Stage> {
  /** What it tells, in a sentence; the HELP text of the exporter. */
  readonly help: string;
  readonly unit?: U;
  /** What is counted, in the plural: `'requests'`. */
  readonly counts?: N;
  readonly labels?: D;
  /** `planned` until something exposes it, `deprecated` or `removed` with the metric that replaces it. */
  readonly lifecycle?: S | { readonly stage: S; readonly replacedBy?: string; readonly note?: string };
  /** Part of the system it belongs to; the exporter's component unless given. */
  readonly component?: string;
  readonly ignore?: Ignore;
}

type UnitOf<U extends string, N extends string> = [U] extends [never] ? ([N] extends [never] ? 'unknown' : N) : U;
type FlagOf<S> = 'planned' extends S ? ('stable' extends S ? never : 'planned') : never;
type None = Record<never, never>;
/** Own labels and target labels in one; the condition makes messages show the labels themselves. */
type With<D, T> = [D] extends [infer Own]
  ? {
      readonly [K in keyof Own | keyof T]: K extends keyof Own ? LabelsOf<Own>[K] : K extends keyof T ? T[K] : never;
    }
  : never;

/** Declares a metric of one kind and returns its handle. */
type Declare<K extends Kind, T> = <
  const D extends LabelDeclarations = None,
  const U extends BaseUnit = never,
  const N extends string = never,
  const S extends Stage = 'stable',
>(
  name: string,
  options: MetricOptions<D, U, N, S>,
) => Handle<K, With<D, T>, UnitOf<U, N>, FlagOf<S>, never>;

/** Declares what a target exposes. `T` are the labels that scraping adds: `job`, `instance`, static ones. */
export interface Exporter<T> {
  /**
   * A value that only goes up, until a restart.
   *
   * @example server.counter('http_requests_total', { help: 'Requests handled.', counts: 'requests', labels: { code: upTo(20) } })
   */
  readonly counter: Declare<'counter', T>;
  /** A value that goes up and down. */
  readonly gauge: Declare<'gauge', T>;
  /** A native histogram: the exporter chooses buckets as observations come. */
  readonly nativeHistogram: Declare<'nativeHistogram', T>;
  /** A metric whose type is not known: offers what counters and gauges do. */
  readonly untyped: Declare<'untyped', T>;
  /**
   * A classic histogram: observations counted in buckets.
   *
   * @param options `buckets` are the upper bounds in base units, ascending, without +Inf.
   */
  histogram<
    const D extends LabelDeclarations = None,
    const U extends BaseUnit = never,
    const N extends string = never,
    const S extends Stage = 'stable',
    const B extends number = number,
  >(
    name: string,
    options: MetricOptions<D, U, N, S> & { readonly buckets: readonly B[] },
  ): Histogram<With<D, T>, UnitOf<U, N>, FlagOf<S>, B>;
  /** Quantiles computed by the exporter. */
  summary<
    const D extends LabelDeclarations = None,
    const U extends BaseUnit = never,
    const N extends string = never,
    const S extends Stage = 'stable',
    const Q extends number = never,
  >(
    name: string,
    options: MetricOptions<D, U, N, S> & { readonly quantiles?: readonly Q[] },
  ): Summary<With<D, T>, UnitOf<U, N>, FlagOf<S>, Q>;
  /** Always 1; tells something by its labels. */
  info<const D extends LabelDeclarations = None, const S extends Stage = 'stable'>(
    name: string,
    options: MetricOptions<D, never, never, S>,
  ): Info<With<D, T>, FlagOf<S>>;
  /** The same exporter; what it declares belongs to this part of the system in the documentation. */
  component(name: string): Exporter<T>;
  /** The same exporter; what it declares comes from this catalog and not from the system itself. */
  catalog(name: string): Exporter<T>;
}

/** Which job an exporter declares for, and under what headings. */
export interface ExporterScope {
  readonly registry: Registry & OpenRegistry<unknown>;
  readonly job: string;
  readonly component: string;
  readonly catalog: string | undefined;
}

type Given = Partial<
  Record<keyof MetricOptions<LabelDeclarations, BaseUnit, string, Stage> | 'buckets' | 'quantiles', unknown>
>;
const types = [
  'counter',
  'gauge',
  'histogram',
  'nativeHistogram',
  'summary',
  'info',
  'untyped',
] as const satisfies MetricType[];

/** The runtime of {@link Exporter}. */
export function exporter<T>(scope: ExporterScope): Exporter<T> {
  const methods = types.map((type) => [
    type,
    (name: string, options: Given) => declareMetric(scope, type, name, options),
  ]);
  return Object.freeze({
    ...Object.fromEntries(methods),
    component: (component: string) => exporter({ ...scope, component }),
    catalog: (catalog: string) => exporter({ ...scope, catalog, component: catalog }),
  });
}

function declareMetric(scope: ExporterScope, type: MetricType, name: string, given: Given | undefined): HandleState {
  const origin = callerOrigin();
  const { issues, given: sound } = givenTo(name, given, metricSchema[type]);
  const metric = register(scope.registry, metricFrom(scope, type, name, sound, origin), issues);
  return metricHandle({ metric, registry: scope.registry });
}

/** The record, also from options that do not hold: what is wrong is registered beside it. */
function metricFrom(scope: ExporterScope, type: MetricType, name: string, given: Given, origin: Origin): Metric {
  const lifecycle =
    typeof given.lifecycle === 'string' ? { stage: given.lifecycle } : (given.lifecycle ?? { stage: 'stable' });
  return declared(
    {
      kind: 'metric' as const,
      name: String(name),
      type,
      help: String(given.help ?? ''),
      unit: given.unit as string | undefined,
      counts: given.counts as string | undefined,
      labels: (given.labels ?? {}) as Metric['labels'],
      buckets: type === 'histogram' ? ((given.buckets ?? []) as number[]) : undefined,
      quantiles: type === 'summary' ? ((given.quantiles ?? []) as number[]) : undefined,
      lifecycle: lifecycle as Lifecycle,
      job: scope.job,
      component: (given.component as string | undefined) ?? scope.component,
      catalog: scope.catalog,
    },
    origin,
    given.ignore as Ignore | undefined,
  );
}

const atLeastOne = 'upTo takes a whole number of values, at least 1';

function isUnique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

const labelValues = z.discriminatedUnion(
  'kind',
  [
    z.object({
      kind: z.literal('oneOf'),
      values: z
        .array(z.string())
        .min(1, 'oneOf lists no value: the label could not be there')
        .refine(isUnique, 'oneOf lists a value twice'),
    }),
    z.object({ kind: z.literal('upTo'), max: z.number().int(atLeastOne).min(1, atLeastOne) }),
    z.object({ kind: z.literal('any') }),
  ],
  "write oneOf('a', 'b'), upTo(20) or anyValue",
);
/** Labels with what values they take. */
export const labelsOption = z.record(z.string(), labelValues);
const stage = z.enum(
  ['planned', 'stable', 'deprecated', 'removed'],
  "one of 'planned', 'stable', 'deprecated', 'removed'",
);
const common = z.strictObject({
  help: z.string('say in a sentence what the metric tells: help'),
  unit: z
    .string()
    .refine(
      isBaseUnit,
      'not a base unit: seconds, bytes, ratio, celsius, volts, amperes, joules, watts, grams, meters, timestamp',
    )
    .optional(),
  counts: option.text.optional(),
  labels: labelsOption.optional(),
  lifecycle: z
    .union(
      [stage, z.strictObject({ stage, replacedBy: option.text.optional(), note: option.text.optional() })],
      "one of 'planned', 'stable', 'deprecated', 'removed', or { stage, replacedBy, note }",
    )
    .optional(),
  component: option.text.optional(),
  ignore: option.ignore.optional(),
});
const quantileHelp = 'a quantile lies between 0 and 1: 0.99 for 99 %';
const metricSchema: Record<MetricType, z.ZodType> = {
  counter: common,
  gauge: common,
  histogram: common.extend({ buckets: z.array(z.unknown(), 'list the upper bounds: buckets') }),
  nativeHistogram: common,
  summary: common.extend({
    quantiles: z
      .array(z.number().min(0, quantileHelp).max(1, quantileHelp))
      .refine(isUnique, 'a quantile stands twice')
      .optional(),
  }),
  info: common,
  untyped: common,
};
