/** metrics.md: what is measured, by component, with a query to start from for each. */
import type { Use } from '../../analyze/analysis.ts';
import type { LabelValues, Metric, MetricType } from '../../model/metric.ts';
import type { VectorSelector } from '../../promql/ast.ts';
import { formatNumber } from '../../promql/number.ts';
import { pretty } from '../../promql/pretty.ts';
import { formatQuantity } from '../../promql/quantity.ts';
import { declaredUnit, unitName } from '../../promql/unit-names.ts';
import { alertReference, codes, fact, factOf, links, reference, ruleTarget, toGuide, unitOf } from './facts.ts';
import { code, count, listed, plain, plainParagraph, sentence } from './markdown.ts';
import { distinct } from './outline.ts';
import {
  type Block,
  codeBlock,
  contents,
  heading,
  type Inline,
  join,
  list,
  type Page,
  paragraph,
  type Target,
  table,
} from './page.ts';
import { readyQuery } from './ready-query.ts';
import { type Component, panelReference, type Site } from './site.ts';
import { percentile, valueWords } from './words.ts';

export function metricsPage(site: Site): readonly Page[] {
  const { components } = site;
  if (components.length === 0) return [];
  return [
    {
      path: 'docs/metrics.md',
      title: `${site.project.system.title} metrics`,
      targets: [],
      blocks: [
        paragraph(toGuide),
        paragraph(introduction(components)),
        contents(2),
        ...components.flatMap((part) => componentBlocks(part, site)),
      ],
    },
  ];
}

/** `18 own metrics and 5 from catalogs.` */
function introduction(components: readonly Component[]): string {
  const own = total(components.filter((component) => !component.catalog));
  const foreign = total(components) - own;
  const parts = [...(own > 0 ? [count(own, 'own metric')] : []), ...(foreign > 0 ? [`${foreign} from catalogs`] : [])];
  return `${listed(parts)}. Each comes with a query to start from.`;
}

function total(components: readonly Component[]): number {
  return components.reduce((sum, component) => sum + component.metrics.length, 0);
}

function componentBlocks(component: Component, site: Site): Block[] {
  const { metrics } = component;
  const rows = metrics.map((metric) => [
    [reference(metric)],
    typeNames[metric.type][0],
    unitOf(metric),
    plain(metric.help),
  ]);
  return [
    heading(2, componentTitle(component), { targets: [componentTarget(component)] }),
    ...table(['Metric', 'Type', 'Unit', 'Meaning'], rows),
    ...metrics.flatMap((metric) => metricBlocks(metric, site)),
  ];
}

/** A catalog's metrics say so: nobody should look for their definition in the system's own code. */
function componentTitle({ title, catalog }: Component): string {
  return catalog ? `Catalog: ${title}` : title;
}

/** Where the guide's table leads to. */
export function componentTarget(component: Component): Target {
  return { to: 'section', id: `component ${componentTitle(component)}` };
}

function metricBlocks(metric: Metric, site: Site): Block[] {
  return [
    heading(3, metric.name, { code: true, targets: [reference(metric)] }),
    paragraph(plainParagraph(metric.help)),
    ...lifecycle(metric),
    ...list([
      fact('Type', typeAndSeries(metric)),
      ...factOf('Unit', unitOf(metric)),
      ...factOf('Labels', labelWords(metric)),
      ...factOf('Buckets', bounds(metric)),
      ...factOf('Quantiles', metric.quantiles?.map(formatNumber).join(', ')),
      fact('Scraped by', codes(site.jobsOf(metric))),
      fact('Used by', users(metric, site)),
    ]),
    ...query(metric, site),
  ];
}

/** Types in words, one and many. */
const typeNames: Readonly<Record<MetricType, readonly [one: string, many: string]>> = {
  counter: ['counter', 'counters'],
  gauge: ['gauge', 'gauges'],
  histogram: ['histogram', 'histograms'],
  nativeHistogram: ['native histogram', 'native histograms'],
  summary: ['summary', 'summaries'],
  info: ['info', 'info'],
  untyped: ['untyped', 'untyped'],
};

/** `2 counters, 1 histogram` */
export function typeCounts({ metrics }: Component): string {
  const types = Object.keys(typeNames) as MetricType[];
  const counted = types.map((type) => [type, metrics.filter((metric) => metric.type === type).length] as const);
  return counted.flatMap(([type, n]) => (n === 0 ? [] : [count(n, ...typeNames[type])])).join(', ');
}

function typeAndSeries(metric: Metric): string {
  const { name, type } = metric;
  const suffixes =
    type === 'histogram' ? ['_bucket', '_sum', '_count'] : type === 'summary' ? ['', '_sum', '_count'] : [];
  const [words] = typeNames[type];
  return suffixes.length === 0 ? words : `${words}, as ${codes(suffixes.map((suffix) => name + suffix))}`;
}

function lifecycle({ lifecycle: { stage, replacedBy, note } }: Metric): Block[] {
  if (stage === 'stable') return [];
  const instead: Inline = replacedBy === undefined ? '' : [' Use ', { to: 'metric', name: replacedBy }, ' instead.'];
  const reason = note === undefined ? '' : ` ${plain(note)}`;
  return [paragraph(join(`**${stages[stage]}**`, reason, instead))];
}

const stages = { planned: 'Planned: nothing exposes it yet.', deprecated: 'Deprecated.', removed: 'Removed.' } as const;

function labelWords({ labels }: Metric): string {
  return Object.entries(labels)
    .map(([name, values]) => `${code(name)} (${valuesWords(values)})`)
    .join(', ');
}

function valuesWords(values: LabelValues): string {
  switch (values.kind) {
    case 'oneOf':
      return codes(values.values);
    case 'upTo':
      return `up to ${count(values.max, 'value')}`;
    case 'any':
      return 'any value';
  }
}

function bounds({ buckets, unit, counts }: Metric): string | undefined {
  const of = declaredUnit(unit, undefined);
  const text = buckets?.map((bound) => (of === undefined ? formatNumber(bound) : formatQuantity(bound, of))).join(', ');
  return text === undefined || counts === undefined ? text : `${text} ${plain(counts)}`;
}

/** Everything that reads a metric: alerts first, as who changes it will want to know. */
function users(metric: Metric, { analysis }: Site): Inline {
  const targets = analysis
    .usesOf(metric)
    .map(targetOf)
    .filter((target) => target !== undefined);
  if (targets.length === 0) return 'nothing';
  return links([...distinct(targets)].sort((a, b) => order.indexOf(a.to) - order.indexOf(b.to)));
}

const order: readonly Target['to'][] = ['slo', 'alert', 'recordingRule', 'panel', 'dashboard', 'runbook', 'section'];

/** What to link to for a use; a variable has no place of its own. */
function targetOf({ owner, panel }: Use): Target | undefined {
  switch (owner.kind) {
    case 'alert':
      return alertReference(owner);
    case 'recordingRule':
      return ruleTarget(owner);
    case 'dashboard':
      return panel === undefined ? { to: 'dashboard', uid: owner.uid } : panelReference(owner.uid, panel);
    case 'runbook':
      return { to: 'runbook', id: owner.id };
    case 'slo':
      return { to: 'slo', id: owner.id };
    case 'guideSection':
      return { to: 'section', id: owner.section };
    default:
      return undefined;
  }
}

function query(metric: Metric, { analysis, project }: Site): Block[] {
  const interval = project.scrapeJobs.find((job) => job.name === metric.job)?.interval ?? project.system.scrapeInterval;
  const ast = readyQuery(metric, Math.max(300_000, 4 * interval));
  const inference = analysis.inference({ ast, issues: [], origin: metric.origin });
  const unit = inference?.root.unit;
  const inUnit = unit === undefined || unitName(unit) === 'number' ? '' : `, in ${plain(unitName(unit))}`;
  const value = ast.kind === 'selector' ? current(ast) : inference && valueWords(ast, inference);
  return [
    ...(value === undefined ? [] : [paragraph(sentence(`${value}${inUnit}:`))]),
    codeBlock('promql', pretty(ast)),
  ];
}

/** Of a bare selector: the value itself, or the quantile that it picks. */
function current({ matchers }: VectorSelector): string {
  const quantile = matchers.find((matcher) => matcher.label === 'quantile')?.value;
  return quantile === undefined
    ? 'its current value'
    : `its ${percentile(Number(quantile))} as the client calculates it`;
}
