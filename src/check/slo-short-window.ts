import type { Check } from './check.ts';
import { shortWindows } from './slo-samples.ts';

export const sloShortWindow: Check = {
  id: 'slo-short-window',
  severity: 'warning',
  class: 'advice',
  why: 'A window of less than four samples is empty where one is missing, and the alert ends in the middle of the fault.',
  bad: `const jobs = shop.scrapeJob('jobs', { targets: ['jobs:9090'], interval: '30s' });
const done = jobs.counter('shop_jobs_total', { help: 'Jobs that ran.', counts: 'jobs', labels: { result: oneOf('ok', 'failed') } });
shop.slo('jobs', {
  sli: sli.ratio({ bad: done.where({ result: 'failed' }), total: done }),
  objective: '99%', window: '7d', runbook,
});`,
  good: `const jobs = shop.scrapeJob('jobs', { targets: ['jobs:9090'], interval: '30s' });
const done = jobs.counter('shop_jobs_total', { help: 'Jobs that ran.', counts: 'jobs', labels: { result: oneOf('ok', 'failed') } });
shop.slo('jobs', {
  sli: sli.ratio({ bad: done.where({ result: 'failed' }), total: done }),
  objective: '99%', window: '7d', shortestWindow: '2m', runbook,
});`,
  covers: ['promql-range-short'],
  *find(analysis, { findingsOf }) {
    for (const slo of analysis.project.slos) yield* shortWindows(slo, analysis, 'few samples', findingsOf);
  },
};
