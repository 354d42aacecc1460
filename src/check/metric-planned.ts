import type { Analysis, Inferred } from '../analyze/analysis.ts';
import { append } from '../analyze/append.ts';
import { placeOfNode } from '../analyze/place.ts';
import { inReadingOrder } from '../analyze/reading-order.ts';
import { nameOf } from '../analyze/selected.ts';
import type { Place } from '../model/diagnostic.ts';
import type { Metric } from '../model/metric.ts';
import type { RecordingRule } from '../model/rule.ts';
import { isComputed, type Slo } from '../model/slo.ts';
import { selectorsOf } from '../promql/inference.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';
import { inSli } from './slo-finding.ts';

export const metricPlanned: Check = {
  id: 'metric-planned',
  severity: 'error',
  class: 'fact',
  why: 'An alert on a metric that nothing exposes never fires, and looks as if all were well.',
  bad: `const returns = server.gauge('shop_returns', { help: 'Orders sent back.', counts: 'orders', lifecycle: 'planned' });
shop.alert('ManyReturns', { when: promql\`\${returns} > 100\`, ...warning });`,
  good: `const returns = server.gauge('shop_returns', { help: 'Orders sent back.', counts: 'orders', lifecycle: 'planned' });
shop.alert('ManyReturns', {
  when: promql\`\${returns} > 100\`, ...warning,
  plannedMetrics: 'The exporter ships with release 2.1.',
});`,
  *find(analysis) {
    const behind = missingBehind(analysis);
    for (const inferred of analysis.inferred()) {
      const { owner } = inferred.use;
      if (owner.kind === 'alert' && owner.slo === undefined)
        yield* missingIn(inferred, owner.plannedMetrics !== undefined, behind);
    }
    for (const slo of analysis.project.slos) if (isComputed(slo)) yield* missingInSli(slo, analysis, behind);
  },
};

/** Told once of an SLO, at what it is measured by. */
function* missingInSli(slo: Slo, { inference }: Analysis, behind: MissingBehind): Generator<Finding> {
  const { sli } = slo;
  const reads = sli.type === 'ratio' ? { total: sli.total, good: sli.good, bad: sli.bad } : sli.queries;
  const told = new Set<Metric>();
  for (const [option, expression] of Object.entries(reads)) {
    const inferred = expression && inference(expression);
    for (const { expr } of inferred ? selectorsOf(inferred) : []) {
      const missing = behind(nameOf(expr) ?? '');
      // Of a removed one metric-deprecated speaks, as in other recording rules.
      if (missing?.lifecycle.stage !== 'planned' || told.has(missing)) continue;
      told.add(missing);
      const path = sli.type === 'ratio' ? [0, option] : [0];
      const help = 'write `rules: false` to have it documented until then, or remove `lifecycle` once it is exposed';
      const words = { message: `${missing.name} is planned: nothing exposes it`, help };
      yield inSli(slo, path, { ...words, related: [relatedTo(missing)] });
    }
  }
}

function* missingIn({ use, inference }: Inferred, plannedIsFine: boolean, behind: MissingBehind): Generator<Finding> {
  for (const selector of selectorsOf(inference)) {
    const name = nameOf(selector.expr) ?? '';
    const missing = behind(name);
    if (!missing || (missing.lifecycle.stage === 'planned' && plannedIsFine)) continue;
    const { stage } = missing.lifecycle;
    const via = name === missing.name || name.startsWith(`${missing.name}_`) ? '' : `, which ${name} reads,`;
    yield inUse(use, placeOfNode(selector, use), {
      message: `${missing.name}${via} is ${stage}: nothing exposes it`,
      help: helpOf(missing),
      related: [relatedTo(missing)],
    });
  }
}

function helpOf({ lifecycle: { stage, replacedBy } }: Metric): string {
  return replacedBy !== undefined ? `use ${replacedBy}` : helpFor[stage as keyof typeof helpFor];
}

const helpFor = {
  planned: 'say `plannedMetrics: "…"` why the alert may wait for it, or remove `lifecycle` once it is exposed',
  removed: 'alert on a metric that exists',
} as const;

function relatedTo({ origin, lifecycle: { stage } }: Metric): { readonly place: Place; readonly message: string } {
  return { place: { origin, path: [1, 'lifecycle'] }, message: `declared ${stage} here` };
}

/** The planned or removed metric that a series name leads to, through recording rules too. */
type MissingBehind = (name: string) => Metric | undefined;

function missingBehind({ project, metric, inference }: Analysis): MissingBehind {
  const rules = new Map<string, RecordingRule[]>();
  for (const rule of project.recordingRules) append(rules, rule.name, rule);
  const readBy = ({ expr }: RecordingRule): readonly string[] => {
    const inferred = inference(expr);
    return (inferred ? selectorsOf(inferred) : []).map((selector) => nameOf(selector.expr) ?? '');
  };
  const reads = (name: string) => (rules.get(name) ?? []).flatMap(readBy);
  const behind: MissingBehind = inReadingOrder<Metric | undefined>(
    reads,
    (name) => {
      const declared = metric(name);
      const isMissing = declared?.lifecycle.stage === 'planned' || declared?.lifecycle.stage === 'removed';
      if (isMissing) return declared;
      // Where one of several rules has what it reads, there are series.
      const found = (rules.get(name) ?? []).map((rule) => readBy(rule).map(behind).find(Boolean));
      return found.includes(undefined) ? undefined : found[0];
    },
    undefined,
  );
  return behind;
}
