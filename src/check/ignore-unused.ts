import type { Check } from './check.ts';
import { isExpired, placeOfSilencing, silencingsOf } from './silencing.ts';

export const ignoreUnused: Check = {
  id: 'ignore-unused',
  severity: 'warning',
  class: 'advice',
  concludesFromAbsence: true,
  runsLast: true,
  why: 'A silencing of what is not there any more hides the same fault when it comes back.',
  bad: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, ...warning,
  ignore: { 'alert-runbook': 'The vendor has one.' },
});`,
  good: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, for: '10m', severity: 'warning', summary: 'Orders wait.',
  ignore: { 'alert-runbook': 'The vendor has one.' },
});`,
  *find({ project }, { checks, today, isUsed }) {
    const judged = new Set(checks.filter(({ runsLast }) => !runsLast).map(({ id }) => id));
    for (const silencing of silencingsOf(project)) {
      const { silencer, subject, id, reason } = silencing;
      if (!judged.has(id) || isExpired(reason, today) || isUsed(silencer, id)) continue;
      const message = `${id} finds nothing here that this would silence`;
      yield { subject, place: placeOfSilencing(silencing), message, help: 'remove it', silencers: [silencer] };
    }
  },
};
