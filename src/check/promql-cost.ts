import type { Analysis, Inferred } from '../analyze/analysis.ts';
import { type Read, readsOf } from '../analyze/cost.ts';
import { placeOf, placeOfNode } from '../analyze/place.ts';
import { nameOf } from '../analyze/selected.ts';
import type { VectorSelector } from '../promql/ast.ts';
import { formatDuration } from '../promql/duration.ts';
import type { Fact, RangeRead } from '../promql/infer.ts';
import { rangeReads, selectorsOf } from '../promql/inference.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';
import { grouped, productOf } from './metric-cardinality.ts';

export const promqlCost: Check = {
  id: 'promql-cost',
  severity: 'warning',
  class: 'advice',
  why: 'A rule is evaluated for ever and a panel for everybody who looks: one that reads half the database slows the rest down.',
  bad: `shop.alert('NothingScraped', { when: promql\`count({job="shop"}) < 10\`, ...warning });`,
  good: `shop.alert('NothingScraped', { when: promql\`sum(up{job="shop"}) < 1\`, ...warning });`,
  *find(analysis) {
    for (const inferred of analysis.inferred()) {
      const { role } = inferred.use;
      if (role !== 'runbook' && role !== 'guide' && role !== 'variable') yield* nameless(inferred);
      yield* overBudget(inferred, analysis);
      yield* tooFine(inferred, analysis);
    }
  },
};

/** People who look for something may well go through all metrics; nothing that runs by itself should. */
function* nameless({ use, inference }: Inferred): Generator<Finding> {
  for (const { expr } of selectorsOf(inference)) {
    if (isNamed(expr as VectorSelector)) continue;
    yield inUse(use, placeOf(expr, use.expression.origin), {
      message: 'this names no metric: it reads the series of all of them',
      help: 'name the metric, such as up{…}, or match some names: {__name__=~"shop_.+", …}',
    });
  }
}

const anyName: ReadonlySet<string> = new Set(['.*', '.+', '(.*)', '(.+)']);

function isNamed({ name, matchers }: VectorSelector): boolean {
  if (name !== undefined) return true;
  return matchers.some(({ label, op, value }) => {
    return label === '__name__' && (op === '=' || (op === '=~' && !anyName.has(value)));
  });
}

/** Of series and samples the first that is too many: the samples are those of the series. */
function* overBudget({ use, inference }: Inferred, analysis: Analysis): Generator<Finding> {
  const reads = readsOf(inference, analysis);
  const { seriesPerQuery, samplesPerQuery } = analysis.project.system.budget;
  const series = reads.map(({ series }) => series?.count ?? 0);
  const samples = reads.map(({ samples }) => samples ?? 0);
  const over =
    wordsOver('series', series, seriesPerQuery, reads) ?? wordsOver('samples', samples, samplesPerQuery, reads);
  if (over) yield inUse(use, placeOfNode(over.at, use), over);
}

interface Over {
  readonly at: Fact;
  readonly message: string;
  readonly help: string;
}

function wordsOver(
  what: 'series' | 'samples',
  counts: readonly number[],
  budget: number,
  reads: readonly Read[],
): Over | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total <= budget) return undefined;
  const worst = reads[counts.indexOf(Math.max(...counts))]!;
  const product = productOf(worst.series?.factors() ?? []);
  const name = nameOf(worst.selector.expr) ?? 'this';
  const most = product === '' ? '' : `: ${name} has up to ${grouped(worst.series!.count)} series (${product})`;
  return {
    at: worst.selector,
    message: `one evaluation reads up to ${grouped(total)} ${what}, over the budget of ${grouped(budget)}${most}`,
    help: `${mendFor[what]}, or raise budget.${what}PerQuery of the system`,
  };
}

const mendFor = {
  series: 'select fewer series, or read a recording rule that sums them',
  samples: 'shorten the range, or read a recording rule over it',
} as const;

function* tooFine({ use, inference }: Inferred, analysis: Analysis): Generator<Finding> {
  for (const read of rangeReads(inference)) {
    const { expr } = read.range;
    if (expr.kind !== 'subquery' || (expr.step !== undefined && read.step === undefined)) continue;
    const step = read.step ?? analysis.project.system.evaluationInterval;
    const every = shortestInterval(read, inference, analysis);
    if (every === undefined || step >= every) continue;
    const [fine, data] = [step, every].map(formatDuration) as [string, string];
    yield inUse(use, placeOf(expr.step ?? expr.range, use.expression.origin), {
      message: `the subquery steps every ${fine}${expr.step ? '' : ', as rules are evaluated'}, but its data comes every ${data}`,
      help: `steps of ${data} see all there is: write [${formatDuration(read.milliseconds ?? every)}:${data}]`,
    });
  }
}

/** The shortest interval of the data in a subquery; undefined where it is unknown, or the clock makes every step differ. */
function shortestInterval(
  { range }: RangeRead,
  inference: Inferred['inference'],
  { interval }: Analysis,
): number | undefined {
  const inside = inference.nodes.slice(range.first, range.index);
  if (inside.some(({ expr }) => expr.kind === 'call' && expr.args.length === 0 && expr.func !== 'pi')) return undefined;
  const intervals = selectorsOf(inference, range).map(({ expr }) => {
    const name = nameOf(expr);
    return name === undefined ? undefined : interval(name);
  });
  if (intervals.length === 0 || intervals.includes(undefined)) return undefined;
  return Math.min(...(intervals as number[]));
}
