/** Reads Sloth's specs and declares the same SLOs with ours. */
import { anyValue, matching, not, notMatching, promql, sli, system } from 'alidade';
import { parseAllDocuments } from 'yaml';
import type { Expr, Matcher, VectorSelector } from '../../src/promql/ast.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { unwrappedExpr } from '../../src/promql/walk.ts';

export interface SlothSlo {
  readonly service: string;
  readonly name: string;
  readonly objective: number;
  readonly sli: { readonly error: string; readonly total: string } | { readonly ratio: string };
}

type Field = Readonly<Record<string, string | undefined>>;
interface WrittenSlo {
  readonly name: string;
  readonly objective: number;
  readonly sli: { readonly events?: Field; readonly raw?: Field };
}
interface Document {
  readonly service?: string;
  readonly slos?: readonly WrittenSlo[];
  /** Of the Kubernetes resource. */
  readonly spec?: Document;
}

/** The SLOs of a spec: one document or several, plain or as Kubernetes resources. */
export function readSlothSpec(text: string): readonly SlothSlo[] {
  const documents = parseAllDocuments(text).map((document) => document.toJS() as Document | null);
  return documents.flatMap((document) => {
    const { service = '', slos = [] } = document?.spec ?? document ?? {};
    return slos.map(({ name, objective, sli: { events, raw } }) => ({
      service,
      name,
      objective,
      sli: queriesIn(events, raw),
    }));
  });
}

function queriesIn(events: Field | undefined, raw: Field | undefined): SlothSlo['sli'] {
  if (events === undefined) return { ratio: raw?.error_ratio_query ?? raw?.errorRatioQuery ?? '' };
  return {
    error: events.error_query ?? events.errorQuery ?? '',
    total: events.total_query ?? events.totalQuery ?? '',
  };
}

const windowMark = /\{\{\s*\.window\s*\}\}/g;

/** How an SLO of Sloth is said with ours. */
export type Said = 'bad' | 'good' | 'latency' | 'gauge' | 'both' | 'raw';

/** A system with the SLOs of one spec; their ids are `service-name`, as Sloth's are. */
export function declaredFrom(slos: readonly SlothSlo[]) {
  const own = system({
    title: 'Specs',
    owner: 'team',
    docsUrl: 'https://docs.example.com/specs',
    severities: ['page', 'ticket'],
    runsOn: { prometheus: '2.42', grafana: '12', retention: '90d' },
  });
  const metrics = metricsOf(own.scrapeJob('specs', { targets: ['specs:9090'], interval: '1m' }));
  const said = slos.map((slo) => {
    const [how, measured] = measuredBy(slo.sli, metrics);
    const options = { sli: measured, objective: `${slo.objective}%`, window: '30d', service: slo.service } as const;
    own.slo(`${slo.service}-${slo.name}`, options);
    return how;
  });
  return { system: own, said };
}

type Job = ReturnType<ReturnType<typeof system>['scrapeJob']>;
type Metrics = ReturnType<typeof metricsOf>;

/** Metrics as selectors need them, each declared once. */
function metricsOf(job: Job) {
  const counters = new Map<string, unknown>();
  const labels = Object.fromEntries(['code', 'status', 'handler', 'method', 'path'].map((name) => [name, anyValue]));
  const once = (name: string, make: () => unknown) => {
    if (!counters.has(name)) counters.set(name, make());
    return counters.get(name) as Selectable;
  };
  return {
    counter: (name: string) => once(name, () => job.counter(name, { help: 'Events.', counts: 'requests', labels })),
    gauge: (name: string) => once(name, () => job.gauge(name, { help: 'How it is.', counts: 'things', labels })),
    histogram: (name: string, bound: number) =>
      once(`${name} ${bound}`, () =>
        job.histogram(name, { help: 'Times.', unit: 'seconds', labels, buckets: [bound] }),
      ),
  };
}

interface Selectable {
  readonly where: (matchers: object) => Selectable;
}

function measuredBy(queries: SlothSlo['sli'], metrics: Metrics): readonly [Said, never] {
  if ('ratio' in queries) return ['raw', raw(queries.ratio)];
  const [error, total] = [read(queries.error), read(queries.total)];
  const [all, bad] = [summedRate(total), summedRate(error)];
  if (all && bad) return ['bad', ratio({ total: counted(all, metrics), bad: counted(bad, metrics) })];
  const other = bad && restOf(total, error);
  if (bad && other)
    return ['both', sli.ratio({ good: counted(other, metrics), bad: counted(bad, metrics) } as never) as never];
  const level = gauge(error, total, metrics);
  if (level) return ['gauge', level];
  const good =
    all && error.kind === 'binary' && error.op === '-' && print(error.lhs) === print(total)
      ? summedRate(error.rhs)
      : undefined;
  if (!all || !good) return ['raw', raw(`(${queries.error}) / (${queries.total})`)];
  const le = good.matchers.find(({ label }) => label === 'le');
  if (le === undefined) return ['good', ratio({ total: counted(all, metrics), good: counted(good, metrics) })];
  const bound = Number(le.value);
  const histogram = metrics.histogram(good.name!.replace(/_bucket$/, ''), bound).where(where(all));
  return ['latency', sli.latency(histogram as never, { below: bound } as never) as never];
}

/** What stands between `sum_over_time((count(` and `))[w:])`. */
function countedOverTime(given: Expr): Expr | undefined {
  const expr = unwrappedExpr(given);
  if (expr.kind !== 'call' || expr.func !== 'sum_over_time') return undefined;
  const [range] = expr.args;
  const count = range?.kind === 'subquery' ? unwrappedExpr(range.expr) : undefined;
  if (count?.kind !== 'aggregation' || count.op !== 'count' || count.grouping.length > 0) return undefined;
  return unwrappedExpr(count.expr);
}

/** What has to hold so that a gauge is not bad. */
const opposite: Readonly<Record<string, string>> = { '<': 'atLeast', '<=': 'above', '>': 'atMost', '>=': 'below' };

function gauge(error: Expr, total: Expr, metrics: Metrics): never | undefined {
  const [bad, all] = [countedOverTime(error), countedOverTime(total)];
  if (bad?.kind !== 'binary' || all?.kind !== 'selector' || bad.rhs.kind !== 'number') return undefined;
  const key = opposite[bad.op];
  if (key === undefined || print(bad.lhs) !== print(all)) return undefined;
  const selected = metrics.gauge(all.name!).where(where(all));
  return sli.gauge(selected as never, { [key]: bad.rhs.value } as never) as never;
}

/** What everything is made of besides what is bad: `good` of `good + bad`. */
function restOf(total: Expr, error: Expr): VectorSelector | undefined {
  if (total.kind !== 'binary' || total.op !== '+') return undefined;
  const rest = [total.lhs, total.rhs].filter((side) => print(unwrappedExpr(side)) !== print(error));
  return rest.length === 1 ? summedRate(rest[0]!) : undefined;
}

/** Of other metrics than all events we cannot know that the bad ones are some of them. */
function ratio(options: object): never {
  return sli.ratio({ ...options, partOfTotal: 'The spec says so.' } as never) as never;
}

function raw(query: string): never {
  const texts = query.split(windowMark);
  const between = (over: string) => texts.slice(1).map(() => over);
  return sli.raw((over) => promql(texts as never, ...(between(over) as never[]))) as never;
}

function read(query: string): Expr {
  const { ast, errors } = parse(query.replace(windowMark, '5m'));
  if (ast === undefined || errors.length > 0) throw new Error(`${query}: ${errors[0]?.message}`);
  return withoutDefault(unwrappedExpr(ast));
}

/** Without `or vector(0)`, which ours does not need. */
function withoutDefault(expr: Expr): Expr {
  if (expr.kind !== 'binary' || expr.op !== 'or') return expr;
  const last = unwrappedExpr(expr.rhs);
  return last.kind === 'call' && last.func === 'vector' ? unwrappedExpr(expr.lhs) : expr;
}

/** The selector within `sum(rate(…[w]))`; as part of a ratio, an increase says the same. */
function summedRate(given: Expr): VectorSelector | undefined {
  const expr = unwrappedExpr(given);
  if (expr.kind !== 'aggregation' || expr.op !== 'sum' || expr.grouping.length > 0) return undefined;
  const rate = unwrappedExpr(expr.expr);
  if (rate.kind !== 'call' || !['rate', 'increase'].includes(rate.func)) return undefined;
  const [range] = rate.args;
  return range?.kind === 'matrix' ? range.selector : undefined;
}

function counted(selector: VectorSelector, metrics: Metrics): Selectable {
  return metrics.counter(selector.name!).where(where(selector));
}

const said = {
  '=': (value: string) => value,
  '!=': (value: string) => not(value),
  '=~': (value: string) => matching(value),
  '!~': (value: string) => notMatching(value),
} as const;

function where({ matchers }: VectorSelector): object {
  return Object.fromEntries(matchers.map(({ label, op, value }: Matcher) => [label, said[op](value)]));
}
