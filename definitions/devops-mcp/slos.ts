import { matching, notMatching, sli } from 'alidade';
import * as m from './metrics.ts';
import { errorBudget } from './runbooks/error-budget.ts';
import { devopsMcp } from './system.ts';

const serverErrors = matching('5..');

/** Below it one request alone would be more than a page allows in an hour: 1 of 69, at 14.4 times 0.1 %. */
const minimumTraffic = '72/h';

const common = {
  runbook: errorBudget,
  labels: { team: 'platform' },
  policy: [
    { remaining: '50%', action: 'Releases go on. Whoever finds what takes the budget mends it in the same week.' },
    { remaining: '25%', action: 'Releases need a second look, and a way back that was tried.' },
    { remaining: '0%', action: 'Only what makes the service more reliable is released, until some budget is back.' },
  ],
} as const;

/** What clients see of all services together. */
export const apiAvailability = devopsMcp.slo('api-availability', {
  title: 'API availability',
  description: 'Requests are answered, and not with a status of 500 or above. What clients do wrong is not counted.',
  sli: sli.ratio({ good: m.requests.where({ status: notMatching('5..') }), total: m.requests, minimumTraffic }),
  objective: '99.9%',
  window: '30d',
  ...common,
});

export const apiLatency = devopsMcp.slo('api-latency', {
  title: 'API latency',
  description: 'Requests are answered within half a second.',
  sli: sli.latency(m.requestDuration, { below: '500ms', minimumTraffic }),
  objective: '95%',
  window: '7d',
  ...common,
});

/** The same promise as the availability, kept by each service for itself: it tells whose budget goes. */
export const errorBudgets = devopsMcp.slo('error-budget', {
  title: 'Error budget',
  description: 'No service fails more than one request in a thousand.',
  sli: sli.ratio({ bad: m.requests.where({ status: serverErrors }), total: m.requests, by: 'service', minimumTraffic }),
  objective: '99.9%',
  window: '30d',
  ...common,
});
