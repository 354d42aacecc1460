import { md, promql, query, see, step } from 'alidade';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { conexus } from '../system.ts';
import { conexusDown } from './conexus-down.ts';
import { highErrorRate } from './high-error-rate.ts';
import { indexerProblems } from './indexer-problems.ts';
import { performanceDegradation } from './performance-degradation.ts';

export const errorBudget = conexus.runbook('error-budget', {
  title: 'Error Budget',
  about:
    'More requests fail or are slow, or more files are not indexed, than the objective allows. A page: at this rate the ' +
    'budget is gone within days. A ticket: it is gone before the 30 days are over. An absence: there is nothing to measure.',
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
        m.mcpRequests.where({ status: 'error' }).increase('6h').sum({ by: 'method' }).topk(10),
        'Failed requests of six hours, by method: where the budget of availability went.',
      ),
      query(
        m.mcpRequestDuration.quantile(0.95, { over: '6h', by: 'method' }).topk(10),
        'The slowest methods of six hours: where the budget of latency went.',
      ),
      query(
        m.indexerErrors.increase('6h').sum({ by: 'error_type' }).topk(10),
        'Files that could not be indexed in six hours, by the kind of error.',
      ),
      see(panel('MCP Error Rate'), 'one peak, or a floor that does not go away: a slow burn has no peak.'),
    ),
    step(
      'Go on with what it is',
      md`Requests fail: ${highErrorRate}. They are slow: ${performanceDegradation}. Files are not indexed:
        ${indexerProblems}. There is no data: ${conexusDown}.`,
      query(promql`up == 0`, 'Whatever is listed does not answer Prometheus, and is counted nowhere.'),
      'A fault that nobody can mend now costs budget all the same: say so, and follow the policy of the SLO.',
    ),
  ],
  escalation: 'The budget is gone: the owner decides what is not released until some of it is back.',
});
