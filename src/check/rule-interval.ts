import type { Project } from '../model/project.ts';
import type { Alert, RuleGroup } from '../model/rule.ts';
import { formatDuration } from '../promql/duration.ts';
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
  *find({ project }) {
    const { lookbackDelta } = project.system.runsOn;
    for (const group of project.ruleGroups) {
      const { interval } = group;
      if (interval === undefined || interval <= lookbackDelta || !hasGaps(group, interval, project)) continue;
      yield inOption(group, [1, 'interval'], {
        message: `the group is evaluated every ${formatDuration(interval)}, but what it writes is found for ${formatDuration(lookbackDelta)} only`,
        help: `evaluate it every ${formatDuration(lookbackDelta)} or oftener`,
      });
    }
  },
};

/** Alerts that keep firing until the next evaluation leave none. */
function hasGaps({ name }: RuleGroup, interval: number, { alerts, recordingRules }: Project): boolean {
  const comesAndGoes = ({ keepFiringFor = 0 }: Alert) => keepFiringFor < interval;
  return (
    recordingRules.some(({ group }) => group === name) ||
    alerts.some((alert) => alert.group === name && comesAndGoes(alert))
  );
}
