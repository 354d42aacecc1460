import { z } from 'zod';
import type { Ignore } from '../model/declaration.ts';
import { ruleKey } from '../model/rule.ts';
import type { Expectation, RuleTest, TestSeries } from '../model/rule-test.ts';
import { formatDuration, parseDuration } from '../promql/duration.ts';
import { declared, declaredAs, givenAlone, option, register } from './declare.ts';
import { feedIn, type Series } from './input-series.ts';
import { callerOrigin } from './origin.ts';
import type { Duration } from './quantity.ts';
import type { AlertHandle } from './route-options.ts';
import { durationOption } from './rule.ts';
import type { Clock } from './samples.ts';
import type { SystemScope } from './system.ts';

/** Labels that are asked of an alert, by its own; what a rule sets by a template is any text. */
type Asked<L> = { readonly [K in keyof L]?: L[K] extends `${string}{{${string}` ? string : L[K] } & {
  readonly severity?: string;
  readonly owner?: string;
};

/** A time of a test; with labels, those alerts that have them are meant, with annotations they have these, filled in. */
export type Moment<L> =
  | Duration
  | { readonly at: Duration; readonly labels?: Asked<L>; readonly annotations?: Readonly<Record<string, string>> };

/** A time of which only labels tell more. */
export type Silence<L> = Duration | { readonly at: Duration; readonly labels?: Asked<L> };

export interface RuleTestOptions<L> {
  /** What it shows; the alert and what is expected of it unless given. */
  readonly name?: string;
  /** The alert that it is about. */
  readonly alert: AlertHandle<L>;
  /** From one sample to the next; as often as the first series is scraped, but at least 15 seconds, unless given. */
  readonly interval?: Duration;
  /** What is scraped meanwhile; anything else is not there. */
  readonly series: readonly Series[];
  /** When it fires. */
  readonly firing?: readonly Moment<NoInfer<L>>[];
  /** When its condition holds, and not yet for long enough. */
  readonly pending?: readonly Silence<NoInfer<L>>[];
  /** When it neither fires nor is pending. */
  readonly quiet?: readonly Silence<NoInfer<L>>[];
  readonly ignore?: Ignore;
}

/** Declares tests of rules. */
export interface RuleTestMethods {
  /**
   * Proves what an alert does: `alidade test` feeds the series in, and sees whether it fires when it should.
   *
   * @example
   * shop.ruleTest({
   *   alert: shopFails,
   *   series: [
   *     series(requests, { method: 'search', status: 'error' }, ramp(10)),
   *     series(requests, { method: 'search', status: 'success' }, ramp(90)),
   *   ],
   *   firing: [{ at: '10m', annotations: { summary: '10% of requests fail' } }],
   *   quiet: ['0s'],
   * });
   */
  ruleTest<L>(options: RuleTestOptions<L>): RuleTest;
}

export function ruleTestMethods(scope: SystemScope): RuleTestMethods {
  return { ruleTest: (options) => declareRuleTest(scope, options as RuleTestOptions<Labels>) };
}

function declareRuleTest({ registry }: SystemScope, options: RuleTestOptions<Labels>): RuleTest {
  const origin = callerOrigin();
  const { issues, given } = givenAlone(options, schema);
  const expectations = expectationsIn(given);
  const interval = parseDuration(given.interval ?? '') ?? defaultInterval(given);
  const test: RuleTest = declared(
    {
      kind: 'ruleTest' as const,
      name: given.name ?? nameFrom(given.alert?.name ?? '', expectations),
      interval,
      alert: given.alert ? ruleKey(given.alert) : '',
      series: seriesIn(given, { interval, count: countOf(expectations, interval) }),
      expectations,
    },
    origin,
    given.ignore,
  );
  const isOwn = given.alert === undefined || registry.declarations.includes(given.alert);
  const others = (given.series ?? []).flatMap((one, index) => {
    const source = feedIn(one)?.source;
    if (source === undefined || source.registry.system === registry.system) return [];
    const message = `${source.metric.name} is a metric of another system: no rule of ${registry.system.title} reads it`;
    return [{ path: [0, 'series', index], message }];
  });
  const foreign = { path: [0, 'alert'], message: `${given.alert?.name} is an alert of another system: test it there` };
  const further = issues.length === 0 ? [...(isOwn ? [] : [foreign]), ...others, ...furtherIssues(given, test)] : [];
  return register(registry, test, [...issues, ...further]);
}

type Labels = Readonly<Record<string, string>>;
type Given = Partial<RuleTestOptions<Labels>>;
const states = ['firing', 'pending', 'quiet'] as const satisfies readonly Expectation['state'][];

function expectationsIn(given: Given): readonly Expectation[] {
  const alert = given.alert ? ruleKey(given.alert) : '';
  return states.flatMap((state) =>
    (given[state] ?? []).map((moment: Moment<Labels>, index): Expectation => {
      const { at, labels = {}, annotations = {} } = typeof moment === 'string' ? { at: moment } : moment;
      const path = [0, state, index];
      return { state, alert, at: parseDuration(at) ?? 0, labels: labels as Expectation['labels'], annotations, path };
    }),
  );
}

/** `ShopFails: firing at 10m, quiet at 1m`. */
function nameFrom(alert: string, expectations: readonly Expectation[]): string {
  const said = states.flatMap((state) => {
    const times = expectations.filter((one) => one.state === state).map(({ at }) => formatDuration(at));
    return times.length === 0 ? [] : [`${state} at ${[...new Set(times)].join(' and ')}`];
  });
  return `${alert}: ${said.join(', ')}`;
}

const shortestDefault = 15_000;

function defaultInterval({ series = [] }: Given): number {
  const source = feedIn(series[0])?.source;
  if (source === undefined) return shortestDefault;
  const { system, declarations } = source.registry;
  const job = declarations.find((one) => one.kind === 'scrapeJob' && one.name === source.metric.job);
  const interval = job?.kind === 'scrapeJob' ? job.interval : undefined;
  return Math.max(interval ?? system.scrapeInterval, shortestDefault);
}

/** Samples up to the last time that is asked for. */
function countOf(expectations: readonly Expectation[], interval: number): number {
  const last = Math.max(0, ...expectations.map(({ at }) => at));
  return Math.min(Math.ceil(last / interval), mostSamples) + 1;
}

/** As many as promtool handles in a second or so. */
const mostSamples = 100_000;

function seriesIn({ series = [] }: Given, clock: Clock): readonly TestSeries[] {
  return series.flatMap((one) => feedIn(one)?.series(clock) ?? []);
}

/** What only shows once all options are read. */
function furtherIssues(
  { alert, firing = [], pending = [], quiet = [] }: Given,
  { expectations, interval, series }: RuleTest,
) {
  const issues: { path: (string | number)[]; message: string }[] = [];
  const say = (path: (string | number)[], message: string) => issues.push({ path: [0, ...path], message });
  if (firing.length + pending.length + quiet.length === 0)
    say([], "it expects nothing: add firing: ['10m'], pending: […] or quiet: […]");
  if (pending.length > 0 && !alert?.for)
    say(['pending'], `${alert?.name} is never pending: it has no \`for\`, so it fires at once`);
  for (const { path, at, state } of expectations.filter((one) => isContradicted(one, expectations)))
    issues.push({
      path: [...path],
      message: `it cannot be ${state} at ${formatDuration(at)}: there it is expected to fire, or to be pending`,
    });
  const late = expectations.find(({ at }) => at / interval > mostSamples);
  if (late)
    issues.push({
      path: [...late.path],
      message: `it takes more than ${mostSamples} samples until then: write a longer interval`,
    });
  const twice = series.findIndex(
    (one, index) => series.findIndex((other) => seriesKey(other) === seriesKey(one)) < index,
  );
  if (twice > 0) say(['series'], `it feeds in ${seriesKey(series[twice]!)} twice: let them differ in a label`);
  return issues;
}

/** What is quiet is neither firing nor pending, with the same labels or more. */
function isContradicted({ state, at, labels }: Expectation, all: readonly Expectation[]): boolean {
  const asked = Object.entries(labels);
  return (
    state === 'quiet' &&
    all.some(
      (other) =>
        other.state !== 'quiet' && other.at === at && asked.every(([name, value]) => other.labels[name] === value),
    )
  );
}

function seriesKey({ name, labels }: TestSeries): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${name}{${sorted.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(', ')}}`;
}

const labelsOfAlert = option.labels.optional();
const timeOnly = "write a time, '10m', or { at: '10m', labels: { … } }";
const silence = z.union([durationOption, z.strictObject({ at: durationOption, labels: labelsOfAlert })], timeOnly);
const moment = z.union(
  [
    durationOption,
    z.strictObject({
      at: durationOption,
      labels: labelsOfAlert,
      annotations: z.record(z.string(), option.text).optional(),
    }),
  ],
  "write a time, '10m', or { at: '10m', labels: { … }, annotations: { … } }",
);
const interval = durationOption.refine((text) => parseDuration(text) !== 0, 'samples need time between them');
const schema = z.strictObject({
  name: option.title.optional(),
  alert: declaredAs('alert', 'an alert'),
  interval: interval.optional(),
  series: z.array(
    z.custom((value) => feedIn(value) !== undefined, 'write series(metric, { … }, steady(1))'),
    'list what is scraped: [series(…)]',
  ),
  firing: z.array(moment, "list times: ['10m']").optional(),
  pending: z.array(silence, "list times: ['10m']").optional(),
  quiet: z.array(silence, "list times: ['10m']").optional(),
  ignore: option.ignore.optional(),
});
