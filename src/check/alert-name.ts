import type { Check } from './check.ts';
import { inOption } from './finding.ts';
import { alertOption } from './slo-finding.ts';

export const alertName: Check = {
  id: 'alert-name',
  severity: 'warning',
  class: 'policy',
  why: 'Alerts are named in UpperCamelCase everywhere, which tells them from metrics and makes them easy to find.',
  bad: `shop.alert('queue_long', { when: promql\`shop_queue_length > 100\`, ...warning });`,
  good: `shop.alert('QueueLong', { when: promql\`shop_queue_length > 100\`, ...warning });`,
  *find({ project }) {
    for (const alert of project.alerts) {
      if (/^\p{Lu}[\p{L}\p{N}]*$/u.test(alert.name)) continue;
      const name = camelCased(alert.name);
      const help = name === undefined ? 'write it as in HighErrorRate' : `write ${name}`;
      const path = alertOption(alert, [0], project.slos);
      yield inOption(alert, path.length > 1 ? [...path, 'name'] : path, {
        message: `"${alert.name}" is not in UpperCamelCase`,
        help,
      });
    }
  },
};

/** `queue_long`, `queue long`, `queueLong` -> `QueueLong`; undefined where that gives no name. */
function camelCased(name: string): string | undefined {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const joined = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  return /^\p{Lu}/u.test(joined) ? joined : undefined;
}
