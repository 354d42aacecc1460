import { z } from 'zod';
import type { Declared, Ignore } from '../model/declaration.ts';
import { type Registry, registryKey } from '../model/project.ts';
import { defaultBudget, type System } from '../model/system.ts';
import { describe } from './amount.ts';
import { type DashboardMethods, dashboardMethods } from './dashboard.ts';
import { declared, givenAlone, type OpenRegistry, option, register } from './declare.ts';
import { type GuideMethods, guideMethods } from './guide.ts';
import { refuse } from './handle.ts';
import { callerEnvironment, callerOrigin } from './origin.ts';
import { milliseconds, type PlatformOptions, platformFrom, platformSchema } from './platform.ts';
import type { Duration } from './quantity.ts';
import { type ReceiverMethods, receiverMethods } from './receiver.ts';
import { prose, type Text } from './refer.ts';
import type { DeclaresNoEnvironments } from './refusal.ts';
import { type RoutingMethods, routingMethods } from './routing.ts';
import { durationOption, type RuleMethods, ruleMethods } from './rule.ts';
import { type RuleTestMethods, ruleTestMethods } from './rule-test.ts';
import { type RunbookMethods, runbookMethods } from './runbook.ts';
import { type ScrapeMethods, scrapeMethods } from './scrape-job.ts';
import { type SloMethods, sloMethods } from './slo.ts';
import { type TimeIntervalMethods, timeIntervalMethods } from './time-interval.ts';
import { type VariableMethods, variableMethods } from './variable.ts';

/** What the methods of a system's handle share. */
export interface SystemScope {
  readonly registry: Registry & OpenRegistry<System>;
}

type Labels = Readonly<Record<string, string>>;

export interface SystemOptions<Severity extends string, Environment extends string, External extends Labels = Labels> {
  readonly title: string;
  /** What it does, for people who read its guide. */
  readonly description?: Text;
  /** The team that answers for it. */
  readonly owner: string;
  /** Where the generated docs folder is served; runbook links begin with it. */
  readonly docsUrl: string;
  /** The severities its alerts may have, most severe first. */
  readonly severities: readonly Severity[];
  /** Definitions are evaluated once for each; `perEnvironment` tells them apart. */
  readonly environments?: readonly Environment[];
  readonly runsOn: PlatformOptions;
  /** How often targets are scraped unless their job says otherwise; a minute unless given. */
  readonly scrapeInterval?: Duration;
  /** How often rules are evaluated unless their group says otherwise; a minute unless given. */
  readonly evaluationInterval?: Duration;
  /** Labels that Prometheus adds to whatever leaves it. */
  readonly externalLabels?: External;
  /** What a metric and a query may cost before a check speaks; what is left out is as generous as Prometheus and Cortex are. */
  readonly budget?: {
    /** Series of one metric, over all its labels, buckets and targets; 50,000 unless given. */
    readonly seriesPerMetric?: number;
    /** Series that one evaluation of an expression reads; 100,000 unless given. */
    readonly seriesPerQuery?: number;
    /** Samples that one evaluation of an expression reads; 50,000,000 unless given, as of `--query.max-samples`. */
    readonly samplesPerQuery?: number;
  };
  /** What the names of its own metrics begin with: `'shop'` for `shop_requests_total`. */
  readonly namespace?: string;
  /** House rules for its dashboards. */
  readonly dashboards?: {
    /** Labels that every query narrows with a matcher: `['job', 'instance']`. */
    readonly filters?: readonly string[];
    /** Most queries that one panel may have. */
    readonly queriesPerPanel?: number;
  };
  /** Checks that are silenced on everything it declares; a configuration can set them for all systems. */
  readonly ignore?: Ignore;
}

/** A value for every environment; the values together are inferred from those that are given. */
type EachOf<Environment extends string> = [Environment] extends [never]
  ? DeclaresNoEnvironments
  : Readonly<Record<Environment, unknown>>;

/** A system: everything is declared through it and belongs to it. */
export interface SystemHandle<Severity extends string, Environment extends string, External = Record<never, never>>
  extends RuleMethods<Severity>,
    ReceiverMethods,
    TimeIntervalMethods,
    RoutingMethods<Severity, External>,
    RuleTestMethods,
    SloMethods<Severity>,
    DashboardMethods,
    RunbookMethods,
    GuideMethods,
    ScrapeMethods {
  /** Dashboard variables. */
  readonly variable: VariableMethods;
  /** The environment that this evaluation is for, to be named in texts; see `perEnvironment`. */
  readonly environment: Environment;
  /**
   * The value for the environment that this evaluation is for.
   *
   * @example const sampling = conexus.perEnvironment({ dev: 1, staging: 0.1, prod: 0.01 });
   */
  perEnvironment<const V, Given extends Environment = Environment>(
    values: { readonly [E in Given]: V } & EachOf<Environment>,
  ): V;
}

/**
 * Declares a system. Export it from its folder below `definitions/`; the folder's name is its id.
 *
 * @example
 * export const conexus = system({
 *   title: 'Conexus', owner: 'context-platform', docsUrl: 'https://docs.example.com/conexus',
 *   severities: ['critical', 'warning', 'info'],
 *   runsOn: { prometheus: '3.5', grafana: '12' },
 * });
 */
export function system<
  const Severity extends string,
  const Environment extends string = never,
  const External extends Labels = Record<never, never>,
>(options: SystemOptions<Severity, Environment, External>): SystemHandle<Severity, Environment, External> {
  const origin = callerOrigin();
  const { issues, given } = givenAlone(options, systemSchema);
  const record = declared(systemFrom(given), origin, given.ignore);
  const registry = { system: record, declarations: [] };
  const scope: SystemScope = { registry };
  if (issues.length > 0) {
    register(registry, declared({ kind: 'invalid' as const, of: 'system', name: record.title, issues }, origin), []);
  }
  return Object.freeze({
    [registryKey]: registry,
    ...ruleMethods(scope),
    ...receiverMethods(scope),
    ...timeIntervalMethods(scope),
    ...routingMethods(scope),
    ...ruleTestMethods(scope),
    ...sloMethods(scope),
    ...dashboardMethods(scope),
    ...runbookMethods(scope),
    ...guideMethods(scope),
    ...scrapeMethods(scope),
    variable: variableMethods(scope),
    environment: record.environment,
    perEnvironment: (values: unknown) => forEnvironment(record, values),
  }) as unknown as SystemHandle<Severity, Environment, External>;
}

/** The record, also from options that do not hold: what is wrong is registered beside it. */
function systemFrom(given: Partial<SystemOptions<string, string>>): Omit<System, keyof Declared> {
  const { environments = [], runsOn } = given;
  return {
    kind: 'system',
    title: String(given.title),
    description: prose(given.description),
    owner: String(given.owner),
    docsUrl: String(given.docsUrl),
    severities: given.severities ?? [],
    environments,
    environment: environmentAmong(environments),
    runsOn: platformFrom(runsOn),
    scrapeInterval: milliseconds(given.scrapeInterval, '1m'),
    evaluationInterval: milliseconds(given.evaluationInterval, '1m'),
    externalLabels: given.externalLabels ?? {},
    budget: { ...defaultBudget, ...given.budget },
    namespace: given.namespace,
    dashboards: given.dashboards && {
      filters: given.dashboards.filters ?? [],
      queriesPerPanel: given.dashboards.queriesPerPanel,
    },
  };
}

/** The environment of this evaluation; one that another system's evaluation is for leaves the first. */
function environmentAmong(environments: readonly string[]): string | undefined {
  const asked = callerEnvironment();
  return environments.find((name) => name === asked) ?? environments[0];
}

function forEnvironment({ environment, environments }: System, values: unknown): unknown {
  const origin = callerOrigin();
  if (environment === undefined) {
    return refuse(
      origin,
      0,
      'the system declares no environments',
      "list them in system({ environments: ['dev', 'prod'] })",
    );
  }
  if (typeof values !== 'object' || values === null)
    return refuse(origin, 0, `${describe(values)} has no value per environment`);
  const given = values as Readonly<Record<string, unknown>>;
  for (const name of environments) {
    if (!Object.hasOwn(given, name))
      return refuse(origin, 0, `there is no value for the environment "${name}"`, `add ${name}: …`);
  }
  for (const name of Object.keys(given)) {
    if (!environments.includes(name)) {
      return refuse(
        origin,
        [0, name],
        `"${name}" is not an environment of the system`,
        `its environments are ${environments.join(', ')}`,
      );
    }
  }
  return given[environment];
}

const atMost = z.number('a number of at least 1').min(1, 'a number of at least 1');
const systemSchema = z.strictObject({
  title: option.title,
  description: option.prose.optional(),
  owner: option.text,
  docsUrl: z.url('write the address under which the docs folder is served'),
  severities: z.array(option.title).min(1, 'list at least one severity'),
  environments: z
    .array(z.string().regex(/^[A-Za-z0-9][\w.-]*$/, 'an environment names an output folder: letters, digits, _ . -'))
    .optional(),
  runsOn: platformSchema,
  scrapeInterval: durationOption.optional(),
  evaluationInterval: durationOption.optional(),
  externalLabels: option.labels.optional(),
  budget: z
    .strictObject({
      seriesPerMetric: atMost.optional(),
      seriesPerQuery: atMost.optional(),
      samplesPerQuery: atMost.optional(),
    })
    .optional(),
  namespace: z
    .string()
    .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'the beginning of metric names, without the last _')
    .optional(),
  dashboards: z.strictObject({ filters: option.texts.optional(), queriesPerPanel: atMost.optional() }).optional(),
  ignore: option.ignore.optional(),
});
