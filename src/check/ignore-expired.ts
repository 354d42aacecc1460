import type { Check } from './check.ts';
import { isExpired, placeOfSilencing, silencingsOf } from './silencing.ts';

export const ignoreExpired: Check = {
  id: 'ignore-expired',
  severity: 'warning',
  class: 'advice',
  why: 'The day is over until which the silencing was meant to hold: what it silenced is reported again.',
  bad: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, ...warning,
  ignore: { 'alert-runbook': { reason: 'The vendor writes one.', until: '2024-12-31' } },
});`,
  good: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, for: '10m', severity: 'warning', summary: 'Orders wait.',
  ignore: { 'alert-runbook': { reason: 'The vendor writes one.', until: '2999-12-31' } },
});`,
  *find({ project }, { checks, today }) {
    const known = new Set(checks.map(({ id }) => id));
    for (const silencing of silencingsOf(project)) {
      const { silencer, subject, id, reason } = silencing;
      if (typeof reason === 'string' || !isExpired(reason, today) || !known.has(id)) continue;
      const place = { origin: silencer.origin, path: [...(placeOfSilencing(silencing).path ?? []), 'until'] };
      const message = `silencing ${id} ended on ${reason.until}`;
      const help = 'mend what it silenced and remove it, or give a later day and say why';
      yield { subject, place, message, help, silencers: [silencer] };
    }
  },
};
