import { selectedNames } from '../analyze/selected.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';
import { problemOf } from './metric-name.ts';

export const recordingUnused: Check = {
  id: 'recording-unused',
  severity: 'info',
  class: 'policy',
  concludesFromAbsence: true,
  why: 'A recording rule that nothing reads is computed again and again for nobody.',
  bad: `shop.recordingRule('shop:queue:sum', { expr: queueLength.sum() });`,
  good: `const queue = shop.recordingRule('shop:queue:sum', { expr: queueLength.sum() });
shop.alert('QueueLong', { when: queue.gt(1000), ...warning });`,
  *find({ project, uses, inference }) {
    // What an SLO records is also for other programs to read.
    const judged = project.recordingRules.filter(({ slo }) => slo === undefined);
    const names = judged.map(({ name }) => name);
    const readers = new Map(names.map((name) => [name, new Set<unknown>()]));
    for (const { owner, expression } of names.length === 0 ? [] : uses) {
      const inferred = inference(expression);
      for (const name of inferred ? selectedNames(inferred, names) : []) readers.get(name)?.add(owner);
    }
    for (const rule of judged) {
      if (problemOf(rule.name, project.system.runsOn.prometheus, true)) continue;
      if ([...readers.get(rule.name)!].some((reader) => reader !== rule)) continue;
      const message = `nothing reads ${rule.name}`;
      yield inOption(rule, [0], { message, help: 'read it in an alert, panel or other rule, or remove it' });
    }
  },
};
