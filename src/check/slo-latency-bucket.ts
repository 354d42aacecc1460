import type { Analysis } from '../analyze/analysis.ts';
import { nameOf } from '../analyze/selected.ts';
import type { Slo } from '../model/slo.ts';
import { parseQuantity } from '../promql/quantity.ts';
import { unitName } from '../promql/unit-names.ts';
import type { Check } from './check.ts';
import type { Words } from './finding.ts';
import { inSli, observed } from './slo-finding.ts';

export const sloLatencyBucket: Check = {
  id: 'slo-latency-bucket',
  severity: 'error',
  class: 'fact',
  why: 'How many observations lie below a limit is counted at the bounds of a classic histogram and nowhere else.',
  bad: `shop.slo('speed', {
  sli: sli.latency(latency, { below: '300ms' as never }), objective: '95%', window: '7d', runbook,
});`,
  good: `shop.slo('speed', {
  sli: sli.latency(latency, { below: '500ms' }), objective: '95%', window: '7d', runbook,
});`,
  covers: ['promql-bucket-bound', 'promql-label-value', 'alert-untested'],
  *find(analysis) {
    for (const slo of analysis.project.slos) {
      const words = wordsFor(slo, analysis);
      if (words) yield inSli(slo, [1, 'below'], words);
    }
  },
};

function wordsFor(slo: Slo, analysis: Analysis): Words | undefined {
  const { sli } = slo;
  if (sli.type !== 'latency' || sli.histogram.ast === undefined) return undefined;
  const name = nameOf(sli.histogram.ast) ?? '';
  const unit = analysis.lookup(sli.native ? name : `${name}_bucket`)?.observes;
  if (unit && Number.isNaN(Number(sli.limit)) && parseQuantity(sli.limit, unit) === undefined) {
    const message = `${sli.limit} is no amount of ${unitName(unit)}, in which ${name} is`;
    return { message, help: `write an amount of ${unitName(unit)}, or a number` };
  }
  if (sli.native) return undefined;
  const bounds = analysis.lookup(`${name}_bucket`)?.bounds;
  if (bounds === undefined || bounds.includes(sli.below)) return undefined;
  const said = (bound: number) => observed(bound, slo, analysis);
  const nearest = [bounds.findLast((bound) => bound < sli.below), bounds.find((bound) => bound > sli.below)];
  const choice = nearest.flatMap((bound) => (bound === undefined ? [] : [said(bound)])).join(' or ');
  return {
    message: `${name} has no bucket at ${said(sli.below)}: what lies below is not counted`,
    help: `take ${choice}, or add a bucket at ${said(sli.below)}`,
  };
}
