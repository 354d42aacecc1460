import type { Analysis, Inferred } from '../analyze/analysis.ts';
import { placeOfNode } from '../analyze/place.ts';
import { inReadingOrder } from '../analyze/reading-order.ts';
import { nameOf } from '../analyze/selected.ts';
import type { Metric } from '../model/metric.ts';
import { selectorsOf } from '../promql/inference.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';

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
      if (inferred.use.owner.kind === 'alert')
        yield* missingIn(inferred, inferred.use.owner.plannedMetrics !== undefined, behind);
    }
  },
};

function* missingIn({ use, inference }: Inferred, plannedIsFine: boolean, behind: MissingBehind): Generator<Finding> {
  for (const selector of selectorsOf(inference)) {
    const name = nameOf(selector.expr) ?? '';
    const missing = behind(name);
    if (!missing || (missing.lifecycle.stage === 'planned' && plannedIsFine)) continue;
    const { stage, replacedBy } = missing.lifecycle;
    const via = name === missing.name || name.startsWith(`${missing.name}_`) ? '' : `, which ${name} reads,`;
    yield inUse(use, placeOfNode(selector, use), {
      message: `${missing.name}${via} is ${stage}: nothing exposes it`,
      help: replacedBy !== undefined ? `use ${replacedBy}` : helpFor[stage as keyof typeof helpFor],
      related: [{ place: { origin: missing.origin, path: [1, 'lifecycle'] }, message: `declared ${stage} here` }],
    });
  }
}

const helpFor = {
  planned: 'say `plannedMetrics: "…"` why the alert may wait for it, or remove `lifecycle` once it is exposed',
  removed: 'alert on a metric that exists',
} as const;

/** The planned or removed metric that a series name leads to, through recording rules too. */
type MissingBehind = (name: string) => Metric | undefined;

function missingBehind({ project, metric, inference }: Analysis): MissingBehind {
  const rules = new Map(project.recordingRules.map((rule) => [rule.name, rule]));
  const reads = (name: string): readonly string[] => {
    const rule = rules.get(name);
    const inferred = rule && inference(rule.expr);
    return (inferred ? selectorsOf(inferred) : []).map(({ expr }) => nameOf(expr) ?? '');
  };
  const behind: MissingBehind = inReadingOrder<Metric | undefined>(
    reads,
    (name) => {
      const declared = metric(name);
      const isMissing = declared?.lifecycle.stage === 'planned' || declared?.lifecycle.stage === 'removed';
      return isMissing
        ? declared
        : reads(name)
            .map(behind)
            .find((found) => found !== undefined);
    },
    undefined,
  );
  return behind;
}
