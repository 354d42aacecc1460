import type { Check } from './check.ts';
import { meantName } from './finding.ts';
import { placeOfSilencing, silencingsOf } from './silencing.ts';

export const ignoreUnknown: Check = {
  id: 'ignore-unknown',
  severity: 'error',
  class: 'fact',
  fixable: true,
  why: 'A silencing that names no check silences nothing, and its author believes that it does.',
  bad: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, ...warning,
  ignore: { 'alert-runbok': 'The vendor has one.' },
});`,
  good: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, for: '10m', severity: 'warning', summary: 'Orders wait.',
  ignore: { 'alert-runbook': 'The vendor has one.' },
});`,
  *find({ project }, { checks }) {
    const known = new Set(checks.map(({ id }) => id));
    for (const silencing of silencingsOf(project)) {
      const { silencer, subject, id } = silencing;
      if (known.has(id)) continue;
      const words = meantName(id, [...known]) ?? { help: 'alidade check --explain lists the checks' };
      const message = `there is no check "${id}"`;
      yield { subject, place: placeOfSilencing(silencing), message, ...words, silencers: [silencer] };
    }
  },
};
