import type { Analysis, Inferred } from '../analyze/analysis.ts';
import { limitBeyond } from '../analyze/gauge-limit.ts';
import { placeOfNode } from '../analyze/place.ts';
import { nameOf } from '../analyze/selected.ts';
import { type Tolerated, toleratedBy } from '../analyze/tolerated.ts';
import { percentage } from '../model/percent.ts';
import { badWords, isComputed, type Slo } from '../model/slo.ts';
import { windowName } from '../model/slo-series.ts';
import type { Threshold } from '../promql/infer.ts';
import { deciding, thresholdsIn } from '../promql/inference.ts';
import { formatNumber } from '../promql/number.ts';
import type { Check, Finding } from './check.ts';
import { inUse, type Words } from './finding.ts';
import { hasBudget, observed } from './slo-finding.ts';

export const sloAlertThreshold: Check = {
  id: 'slo-alert-threshold',
  severity: 'warning',
  class: 'advice',
  why: 'An alert that tolerates more than an objective allows is silent while the budget goes, and late where it fires.',
  bad: `shop.slo('availability', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests }),
  objective: '99.9%', window: '7d', runbook,
});
shop.alert('ManyErrors', { when: requests.fraction({ status: 'error' }, { over: '5m' }).gt('5%'), ...warning });`,
  good: `shop.slo('availability', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests }),
  objective: '99.9%', window: '7d', runbook,
});
shop.alert('FewRequests', { when: requests.rate('5m').sum().lt(1), ...warning });`,
  *find(analysis) {
    // Of several it is measured by the strictest.
    const slos = analysis.project.slos.filter(hasBudget).sort((a, b) => a.budget - b.budget);
    for (const inferred of slos.length === 0 ? [] : analysis.inferred()) {
      const { owner, role } = inferred.use;
      if (owner.kind === 'alert' && owner.slo === undefined && role === 'rule')
        yield* looserThan(slos, inferred, analysis);
    }
  },
};

function* looserThan(slos: readonly Slo[], { use, inference }: Inferred, analysis: Analysis): Generator<Finding> {
  const decisive = new Set(deciding(inference));
  for (const threshold of thresholdsIn(inference).filter(({ comparison }) => decisive.has(comparison))) {
    for (const slo of slos) {
      const words = wordsOf(threshold, slo, analysis);
      if (!words) continue;
      const related = [{ place: { origin: slo.origin, path: [0] }, message: `SLO ${slo.id} is declared here` }];
      const finding = inUse(use, placeOfNode(threshold.bound, use), { ...words, related });
      yield { ...finding, silencers: [...finding.silencers, slo] };
      break;
    }
  }
}

function wordsOf(threshold: Threshold, slo: Slo, analysis: Analysis): Words | undefined {
  const limit = limitBeyond(threshold, slo, analysis);
  if (limit !== undefined) return ofGauge(limit, slo, threshold);
  const tolerated = toleratedBy(threshold, slo, analysis);
  return tolerated && isLooser(tolerated, slo) ? wordsFor(slo, tolerated, threshold, analysis) : undefined;
}

function ofGauge(limit: number, { id, sli }: Slo, { op }: Threshold): Words | undefined {
  if (sli.type !== 'gauge' || sli.gauge.ast === undefined) return undefined;
  const beyond = op.startsWith('>') ? 'above' : 'below';
  return {
    message: `this is silent until ${nameOf(sli.gauge.ast)} is ${beyond} ${formatNumber(limit)}: to SLO ${id} it is bad ${beyond} ${sli.limit}`,
    help: helpFor(op),
  };
}

/** Whether an alert is silent where the objective is missed, and fires only where more than it allows is bad, of all or of a part. */
function isLooser({ bad, limit }: Tolerated, { sli, budget }: Slo): boolean {
  const further = limit === undefined || sli.type !== 'latency' ? 0 : limit - sli.below;
  if (isMore(bad, budget)) return further >= 0;
  return !isMore(budget, bad) && further > 0;
}

/** By more than the noise of binary fractions. */
function isMore(a: number, b: number): boolean {
  return a > b * (1 + 1e-9);
}

function wordsFor(slo: Slo, { bad, limit, apart }: Tolerated, { op }: Threshold, analysis: Analysis): Words {
  const { budget, sli, burns, id } = slo;
  const fastest = isComputed(slo) ? burns.find(({ urgency }) => urgency === 'page') : undefined;
  const from = fastest && fastest.rate * budget < 1 ? fastest.rate * budget : undefined;
  const page =
    from === undefined ? '' : `, and pages from ${percentage(from, 4)} within ${windowName(fastest!.long)} on`;
  const events = `of ${sli.events}`;
  const slow = limit === undefined ? badWords(sli) : `${events} take longer than ${observed(limit, slo, analysis)}`;
  const own = limit === undefined || sli.type !== 'latency' ? '' : ` longer than ${observed(sli.below, slo, analysis)}`;
  return {
    message: `this is silent until ${percentage(bad, 4)} ${slow.replace(events, events + ofOne(apart))}: SLO ${id} allows ${percentage(budget)}${own}${page}`,
    help: helpFor(op),
  };
}

/** ` of one method`, where the alert looks at each by itself. */
function ofOne(apart: readonly string[]): string {
  return apart.length === 0 ? '' : ` of one ${apart.join(' and ')}`;
}

function helpFor(op: string): string {
  return `${op.startsWith('>') ? 'lower' : 'raise'} it, or leave it to the alerts of the SLO`;
}
