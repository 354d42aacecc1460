import type { Delivery } from '../analyze/routing-tree.ts';
import type { Receiver } from '../model/routing.ts';
import type { Check } from './check.ts';
import { inOption, listed } from './finding.ts';
import { routed } from './routing-example.ts';

export const routingUnrouted: Check = {
  id: 'routing-unrouted',
  severity: 'error',
  class: 'fact',
  concludesFromAbsence: true,
  why: 'An alert that reaches only receivers without integrations fires, and nobody is told.',
  bad: `const nobody = shop.receiver('nobody', {});
shop.alert('QueueLong', { when: queueLength.avgOverTime('10m').gt(100), ...warning });
${routed("routes: [{ match: { alertname: 'QueueLong' }, receiver: nobody }],")}`,
  good: `const nobody = shop.receiver('nobody', {});
shop.alert('QueueLong', {
  when: queueLength.avgOverTime('10m').gt(100), ...warning,
  ignore: { 'routing-unrouted': 'tried out for a week before anybody is called' },
});
${routed("routes: [{ match: { alertname: 'QueueLong' }, receiver: nobody }],")}`,
  *find({ project, routing }) {
    const simulation = routing();
    if (!simulation) return;
    const broken = new Set(project.invalid.map(({ origin }) => origin));
    const whole = project.receivers.filter(({ origin }) => !broken.has(origin));
    const receivers = new Map(whole.map((receiver) => [receiver.name, receiver]));
    for (const alert of project.alerts) {
      const { cases, cut } = simulation.of(alert);
      const deliveries = cases.flatMap((one) => one.deliveries);
      if (cut || !deliveries.every((delivery) => isSilent(delivery, receivers))) continue;
      const reached = [...new Set(deliveries.map(({ receiver }) => receiver))];
      const place = { origin: receivers.get(reached[0]!)!.origin, path: [0] };
      yield inOption(alert, [0], {
        message: `nobody is told of ${alert.name}: it reaches ${listed(reached, 'and')}, without integrations`,
        help: 'route it to a receiver that tells somebody, or give that one an integration',
        related: [{ place, message: 'tells nobody' }],
      });
    }
  },
};

/** A receiver that is not declared, or does not hold, is told of elsewhere. */
function isSilent({ receiver }: Delivery, receivers: ReadonlyMap<string, Receiver>): boolean {
  return receivers.get(receiver)?.integrations.length === 0;
}
