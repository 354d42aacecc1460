import { namesakes } from '../analyze/namesakes.ts';
import { ruleKey } from '../model/rule.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const recordingDuplicate: Check = {
  id: 'recording-duplicate',
  severity: 'error',
  class: 'fact',
  why: 'Two rules that write the same series at the same time: Prometheus keeps one of the samples and drops the other.',
  bad: `const rate = requests.rate('5m').sum();
shop.recordingRule('shop:requests:rate5m', { expr: rate });
const total = shop.recordingRule('shop:requests:rate5m', { expr: requests.rate('10m').sum() });
shop.alert('NoRequests', { when: total.eq(0), ...warning });`,
  good: `const rate = requests.rate('5m').sum();
shop.recordingRule('shop:requests:rate5m', { expr: rate, labels: { window: 'short' } });
const total = shop.recordingRule('shop:requests:rate5m', { expr: requests.rate('10m').sum(), labels: { window: 'long' } });
shop.alert('NoRequests', { when: total.eq(0), ...warning });`,
  *find(analysis) {
    for (const [rule, first] of namesakes(analysis.project.recordingRules, analysis)) {
      const related = [{ place: { origin: first.origin, path: [0] }, message: 'first declared here' }];
      const help = 'remove one of them, or give it another name or label';
      yield inOption(rule, [0], { message: `recording rule ${ruleKey(rule)} is declared twice`, help, related });
    }
  },
};
