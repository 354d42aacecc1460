import type { Analysis, Inferred, Use } from '../analyze/analysis.ts';
import { placeOf, placeOfNode } from '../analyze/place.ts';
import { nameOf } from '../analyze/selected.ts';
import type { Origin } from '../model/declaration.ts';
import type { Metric } from '../model/metric.ts';
import type { VectorSelector } from '../promql/ast.ts';
import type { Fact } from '../promql/infer.ts';
import { selectorsOf } from '../promql/inference.ts';
import { didYouMean } from '../promql/nearest.ts';
import type { Check, Finding } from './check.ts';
import { inOption, inUse, type Words } from './finding.ts';

export const metricDeprecated: Check = {
  id: 'metric-deprecated',
  severity: 'warning',
  class: 'advice',
  fixable: true,
  why: 'What reads a metric that goes away will show nothing, or never fire, on the day it is gone.',
  bad: `server.gauge('shop_orders_waiting', {
  help: 'Orders that nobody packs yet.', counts: 'orders', lifecycle: { stage: 'deprecated', replacedBy: 'shop_queue_length' },
});
shop.alert('ManyOrders', { when: promql\`shop_orders_waiting > 100\`, ...warning });`,
  good: `shop.alert('ManyOrders', { when: promql\`shop_queue_length > 100\`, ...warning });`,
  *find(analysis) {
    for (const inferred of analysis.inferred()) yield* inExpression(inferred, analysis);
    for (const metric of analysis.project.metrics) yield* badReplacement(metric, analysis);
  },
};

function* inExpression({ use, inference }: Inferred, analysis: Analysis): Generator<Finding> {
  for (const selector of selectorsOf(inference)) {
    const name = nameOf(selector.expr);
    const metric = name === undefined ? undefined : analysis.metric(name);
    const message = metric && fault(metric, use);
    if (!metric || message === undefined) continue;
    const related = [
      { place: { origin: metric.origin, path: [1, 'lifecycle'] }, message: `declared ${metric.lifecycle.stage} here` },
    ];
    yield { ...inUse(use, ...placed(selector, use, replacement(metric, name!, analysis))), message, related };
  }
}

/** What is wrong with reading it. Alerts on what is not exposed are metric-planned's. */
function fault({ name, lifecycle: { stage, note } }: Metric, { owner, role }: Use): string | undefined {
  const because = note === undefined ? '' : `: ${note}`;
  if (stage === 'deprecated') return `${name} is deprecated${because}`;
  if (owner.kind === 'alert') return undefined;
  if (stage === 'removed') return `${name} is removed: nothing exposes it`;
  const isShown = role === 'panel' || role === 'annotation' || role === 'variable';
  return stage === 'planned' && isShown ? `${name} is planned: nothing exposes it yet` : undefined;
}

/** The series to read instead: `y_bucket` for `x_bucket`. Only of the same type is it certain to mean the same in a query. */
function replacement(metric: Metric, series: string, { project }: Analysis): Replacement {
  const { stage, replacedBy } = metric.lifecycle;
  if (replacedBy === undefined)
    return {
      help:
        stage === 'planned'
          ? 'show it once it is exposed'
          : 'find what says the same, and name it: lifecycle: { stage, replacedBy }',
      fix: undefined,
    };
  const other = project.metrics.find(({ name }) => name === replacedBy);
  const name = `${replacedBy}${series.slice(metric.name.length)}`;
  const isAlike =
    other?.name === replacedBy &&
    other.type === metric.type &&
    other.unit === metric.unit &&
    hasLabelsOf(metric, other);
  return { help: `use ${replacedBy}`, fix: isAlike ? name : undefined };
}

interface Replacement {
  readonly help: string;
  readonly fix: string | undefined;
}

function hasLabelsOf(metric: Metric, other: Metric): boolean {
  return metric.job === other.job && Object.keys(metric.labels).every((label) => Object.hasOwn(other.labels, label));
}

/** At the name where it is written as text, with the fix; else where the metric is read. */
function placed(selector: Fact, use: Use, { help, fix }: Replacement): [place: Finding['place'], words: Words] {
  const { nameSpan } = selector.expr as VectorSelector;
  const template = (nameSpan?.source as Origin | undefined)?.template;
  const inHole = template?.holes.some(({ start, end }) => nameSpan!.start < end && start < nameSpan!.end);
  if (!nameSpan || !template || inHole) return [placeOfNode(selector, use), { message: '', help }];
  return [placeOf(nameSpan, use.expression.origin), { message: '', help, ...(fix !== undefined && { fix }) }];
}

/** A replacement that is not there, or that goes away itself. */
function* badReplacement(metric: Metric, { lookup, project }: Analysis): Generator<Finding> {
  const { replacedBy } = metric.lifecycle;
  if (replacedBy === undefined) return;
  const words = wordsFor(replacedBy, lookup(replacedBy) !== undefined, metric, project.metrics);
  if (words) yield inOption(metric, [1, 'lifecycle', 'replacedBy'], words);
}

function wordsFor(name: string, exists: boolean, metric: Metric, all: readonly Metric[]): Words | undefined {
  if (name === metric.name)
    return { message: `${name} is replaced by itself`, help: 'name another metric, or leave replacedBy out' };
  const declared = all.find((one) => one.name === name);
  if (!declared && !exists) {
    const names = all.map((one) => one.name).filter((one) => one !== metric.name);
    return {
      message: `${metric.name} is replaced by ${name}, which nobody declares`,
      help: didYouMean(name, names) ?? 'declare it, or name one that exists',
    };
  }
  const stage = declared?.lifecycle.stage;
  if (stage !== 'removed' && stage !== 'deprecated') return undefined;
  return {
    message: `${metric.name} is replaced by ${name}, which is ${stage} itself`,
    help: 'name the metric that stays',
  };
}
