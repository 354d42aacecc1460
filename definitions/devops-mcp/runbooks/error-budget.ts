import { matching, md, promql, query, see, step, sub } from 'alidade';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { devopsMcp } from '../system.ts';
import { highErrorRate } from './high-error-rate.ts';
import { highLatency } from './high-latency.ts';
import { serviceDown } from './service-down.ts';

const failed = m.requests.where({ status: matching('5..') });

export const errorBudget = devopsMcp.runbook('error-budget', {
  title: 'Error Budget',
  about:
    'More requests fail, or are slow, than the objective allows. A page: at this rate the budget is gone within two days. ' +
    'A ticket: it is gone before its period is over. An absence: nobody knows, because there is nothing to measure.',
  steps: [
    step(
      'See what is left, and how fast it goes',
      query(
        promql`slo:period_error_budget_remaining:ratio`,
        '1: all of it. 0: none, and the objective is missed until bad days leave the period.',
      ),
      query(
        promql`slo:current_burn_rate:ratio`,
        'Over the last minutes. Above 1 the budget does not last; near 0 the fault is over, and the alert ends soon.',
      ),
    ),
    step(
      'Find what takes it',
      query(
        failed
          .increase('6h')
          .sum({ by: ['service', 'path', 'status'] })
          .topk(10),
        'Failed requests of six hours, by route: where the budget went.',
      ),
      query(
        sub(1, m.requestDuration.fractionBelow('500ms', { over: '6h', by: 'service' })),
        'Share of requests in six hours that took longer than half a second, by service.',
      ),
      see(panel('Error Rate'), 'one peak, or a floor that does not go away: a slow burn has no peak.'),
    ),
    step(
      'Go on with what it is',
      md`Requests fail: ${highErrorRate}. They are slow: ${highLatency}. There is no data: ${serviceDown}.`,
      query(promql`up == 0`, 'Whatever is listed does not answer Prometheus, and is counted nowhere.'),
      'A fault that nobody can mend now costs budget all the same: say so, and follow the policy of the SLO.',
    ),
  ],
  escalation:
    'The budget of a service is gone: its owner decides with the product what is not released until it is back.',
});
