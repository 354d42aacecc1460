import type { Analysis } from '../analyze/analysis.ts';
import { staleSource } from '../analyze/samples.ts';
import { nameOf } from '../analyze/selected.ts';
import type { Alert, RuleGroup } from '../model/rule.ts';
import { formatDuration } from '../promql/duration.ts';
import { selectorsOf } from '../promql/inference.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const ruleInterval: Check = {
  id: 'rule-interval',
  severity: 'warning',
  class: 'advice',
  why: 'What a rule writes is found for the lookback delta, five minutes, and no longer: written more seldom, it comes and goes.',
  bad: `const seldom = shop.ruleGroup('seldom', { interval: '10m' });
shop.alert('QueueLong', { when: queueLength.avgOverTime('15m').gt(100), ...warning, for: '30m', group: seldom });`,
  good: `const often = shop.ruleGroup('often', { interval: '5m' });
shop.alert('QueueLong', { when: queueLength.avgOverTime('15m').gt(100), ...warning, for: '30m', group: often });`,
  *find(analysis) {
    const { lookbackDelta } = analysis.project.system.runsOn;
    for (const group of analysis.project.ruleGroups) {
      const { interval } = group;
      if (interval === undefined || interval <= lookbackDelta || !hasGaps(group, interval, analysis)) continue;
      yield inOption(group, [1, 'interval'], {
        message: `the group is evaluated every ${formatDuration(interval)}, but what it writes is found for ${formatDuration(lookbackDelta)} only`,
        help: `evaluate it every ${formatDuration(lookbackDelta)} or oftener`,
      });
    }
  },
};

/** Alerts that keep firing until the next evaluation leave none. */
function hasGaps({ name }: RuleGroup, interval: number, analysis: Analysis): boolean {
  const { alerts, recordingRules } = analysis.project;
  const comesAndGoes = ({ keepFiringFor = 0 }: Alert) => keepFiringFor < interval;
  if (alerts.some((alert) => alert.group === name && comesAndGoes(alert))) return true;
  const recorded = recordingRules.filter(({ group }) => group === name);
  return recorded.length > 0 && !recorded.some((rule) => isReadStale(rule.name, analysis));
}

/** Where it is read so that the gaps show, promql-range says so. */
function isReadStale(name: string, analysis: Analysis): boolean {
  for (const { inference } of analysis.inferred()) {
    for (const selector of selectorsOf(inference))
      if (nameOf(selector.expr) === name && staleSource(selector, analysis)) return true;
  }
  return false;
}
