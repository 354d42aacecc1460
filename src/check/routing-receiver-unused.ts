import type { Analysis } from '../analyze/analysis.ts';
import { notificationTexts } from '../analyze/notification-templates.ts';
import { isDefaultTemplate } from '../model/notification-defaults.ts';
import { routesIn } from '../model/routing.ts';
import type { Check, Finding } from './check.ts';
import { inOption } from './finding.ts';
import { routed } from './routing-example.ts';

export const routingReceiverUnused: Check = {
  id: 'routing-receiver-unused',
  severity: 'warning',
  class: 'advice',
  concludesFromAbsence: true,
  why: 'A receiver, time interval or template that nothing uses looks as if somebody were told, or left in peace.',
  bad: `const pager = shop.receiver('pager', { pagerduty: [{ routingKey: secret.env('PAGERDUTY_KEY') }] });
${routed("groupWait: '1m',")}`,
  good: `const pager = shop.receiver('pager', { pagerduty: [{ routingKey: secret.env('PAGERDUTY_KEY') }] });
shop.alert('QueueTooLong', { when: queueLength.avgOverTime('10m').gt(1000), ...warning, severity: 'critical' });
${routed("routes: [{ match: { severity: 'critical' }, receiver: pager }],")}`,
  *find({ project }, { elsewhere }) {
    const everywhere = [project, ...elsewhere.map((other) => other.project)];
    if (everywhere.some(({ invalid }) => invalid.some(({ of }) => of === 'routing'))) return;
    const routes = everywhere.flatMap(({ routing }) => (routing ? routesIn(routing.root) : []));
    const receivers = new Set(routes.map(({ receiver }) => receiver));
    const intervals = new Set(routes.flatMap(({ mute, active }) => [...mute, ...active]));
    const templates = everywhere
      .flatMap(notificationTexts)
      .filter(
        ({ saidBy, of }) => of.kind === 'notificationTemplate' && (saidBy.size > 0 || isDefaultTemplate(of.name)),
      );
    yield* unused(project.receivers, receivers, 'no route leads to it', 'name it in a route of routing(…)', project);
    yield* unused(project.timeIntervals, intervals, 'no route names it', 'name it under mute or active', project);
    yield* unused(
      project.notificationTemplates,
      new Set(templates.map(({ of }) => of.name)),
      'no receiver names it',
      'give it to a receiver',
      project,
    );
  },
};

type Unused = Analysis['project']['receivers' | 'timeIntervals' | 'notificationTemplates'][number];

function* unused(
  declared: readonly Unused[],
  used: ReadonlySet<string | undefined>,
  reason: string,
  help: string,
  { routing }: Analysis['project'],
): Generator<Finding> {
  for (const one of declared) {
    if (used.has(one.name)) continue;
    const why = routing || one.kind === 'notificationTemplate' ? reason : 'the system declares no routing';
    yield inOption(one, [0], { message: `nothing uses ${one.name}: ${why}`, help: `${help}, or remove it` });
  }
}
