import { integrationsOf } from '../analyze/notification-texts.ts';
import { integrations } from '../model/integration.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

function mail(more: string): string {
  return `const mail = shop.receiver('mail', {
  email: [{ to: 'shop@example.com', from: 'alerts@example.com', smarthost: 'mail:587'${more} }],
});
shop.routing({ receiver: mail, groupBy: ['alertname'] });`;
}

export const routingResolved: Check = {
  id: 'routing-resolved',
  severity: 'info',
  class: 'advice',
  why: 'Most integrations tell when an alert is over; some keep quiet unless asked, and people wait for word that never comes.',
  bad: mail(''),
  good: mail(', sendResolved: true'),
  *find({ project }) {
    for (const receiver of project.receivers) {
      for (const { integration, path } of integrationsOf(receiver)) {
        const { type, settings } = integration;
        if (integrations[type]?.sendResolved !== false || settings.sendResolved !== undefined) continue;
        yield inOption(receiver, path, {
          message: `${type} does not tell when an alert is over: sendResolved is false there unless given`,
          help: 'write sendResolved: true, or false where that is meant',
        });
      }
    }
  },
};
