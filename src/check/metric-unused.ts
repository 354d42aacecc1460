import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const metricUnused: Check = {
  id: 'metric-unused',
  severity: 'info',
  class: 'policy',
  concludesFromAbsence: true,
  why: 'A metric that nothing reads costs storage, and nobody will notice when it stops.',
  bad: `server.gauge('shop_open_carts', { help: 'Carts not yet paid.', counts: 'carts' });`,
  good: `const carts = server.gauge('shop_open_carts', { help: 'Carts not yet paid.', counts: 'carts' });
shop.dashboard('carts', { title: 'Carts', rows: [row('Carts', [timeseries('Open carts', { query: carts, description: 'Carts not yet paid.' })])] });`,
  *find({ project, usesOf }) {
    for (const metric of project.metrics) {
      // Nothing should read a metric that is not there yet, or will go.
      if (metric.lifecycle.stage !== 'stable') continue;
      if (usesOf(metric).length > 0) continue;
      const message = `no rule, dashboard or runbook uses ${metric.name}`;
      yield inOption(metric, [0], { message, help: 'show it on a panel, alert on it, or stop exposing it' });
    }
  },
};
