import type { Inferred } from '../analyze/analysis.ts';
import { placeOfNode } from '../analyze/place.ts';
import { panelsOf } from '../model/dashboard.ts';
import type { VectorSelector } from '../promql/ast.ts';
import type { Fact } from '../promql/infer.ts';
import { labelsBeforeMatchers } from '../promql/infer-selector.ts';
import { selectorsOf } from '../promql/inference.ts';
import { presence } from '../promql/labels.ts';
import type { Check, Finding } from './check.ts';
import { inPanel, inUse, listed } from './finding.ts';

export const dashboardQuery: Check = {
  id: 'dashboard-query',
  severity: 'warning',
  class: 'advice',
  why: 'A query without the filters of its dashboard mixes what people meant to see with everything else there is.',
  bad: `shop.dashboard('latency', { title: 'Latency', rows: [row('Latency', [
  timeseries('Spread', { description: 'How unlike requests are.', query: [0.5, 0.9, 0.95, 0.99].map((q) => ({ query: latency.quantile(q) })) }),
])] });`,
  good: `shop.dashboard('latency', { title: 'Latency', rows: [row('Latency', [
  timeseries('Spread', { description: 'How unlike requests are.', query: [0.5, 0.95, 0.99].map((q) => ({ query: latency.quantile(q) })) }),
])] });`,
  *find(analysis) {
    const { filters = [], queriesPerPanel = Infinity } = analysis.project.system.dashboards ?? {};
    const ofSlos = new Set(
      analysis.project.recordingRules.flatMap(({ name, slo }) => (slo === undefined ? [] : [name])),
    );
    for (const inferred of filters.length === 0 ? [] : analysis.inferred()) {
      if (inferred.use.role === 'panel') yield* unfiltered(inferred, filters, ofSlos);
    }
    for (const dashboard of analysis.project.dashboards) {
      for (const panel of panelsOf(dashboard)) {
        const count = panel.queries.length;
        if (count <= queriesPerPanel) continue;
        const message = `panel "${panel.title}" has ${count} queries, but ${queriesPerPanel} are the most a panel of this system has`;
        yield inPanel(panel, dashboard, ['query'], {
          message,
          help: 'spread them over several panels, or ask for all at once: sum by (…)',
        });
      }
    }
  },
};

/** What is recorded for an SLO is chosen by the SLO. */
function* unfiltered(
  { use, inference }: Inferred,
  filters: readonly string[],
  ofSlos: ReadonlySet<string>,
): Generator<Finding> {
  for (const selector of selectorsOf(inference)) {
    if (ofSlos.has((selector.expr as VectorSelector).name ?? '')) continue;
    const missing = filters.filter((label) => isMissing(label, selector));
    if (missing.length === 0) continue;
    const { name = 'the selector' } = selector.expr as VectorSelector;
    const help = `add ${missing.map((label) => `${label}=~"$${label}"`).join(', ')}, or .where({ ${missing.join(', ')} })`;
    yield inUse(use, placeOfNode(selector, use), {
      message: `${name} is not narrowed by ${listed(missing, 'and')}`,
      help,
    });
  }
}

/** A series that does not have the label cannot be narrowed by it. */
function isMissing(label: string, { expr, labels, series }: Fact): boolean {
  if (series === undefined || presence(labelsBeforeMatchers(labels), label) === 'never') return false;
  return !(expr as VectorSelector).matchers.some((matcher) => matcher.label === label);
}
