import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const alertRunbook: Check = {
  id: 'alert-runbook',
  severity: 'warning',
  class: 'policy',
  concludesFromAbsence: true,
  why: 'Whoever is called at night needs to know what to look at first.',
  bad: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, for: '10m', severity: 'warning',
  summary: 'Orders wait to be packed.',
});`,
  good: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, for: '10m', severity: 'warning',
  summary: 'Orders wait to be packed.', runbook,
});`,
  covers: ['dashboard-link'],
  *find({ project }) {
    const known = new Set(project.runbooks.map(({ id }) => id));
    const slos = new Map(project.slos.map((slo) => [slo.id, slo]));
    for (const alert of project.alerts) {
      const { runbook, alwaysFiring } = alert;
      const slo = slos.get(alert.slo ?? '');
      // Nobody has to act when a dead man's switch fires.
      if (runbook === undefined && alwaysFiring !== undefined) continue;
      if (runbook === undefined) {
        const help = "write down the first steps and pass them: runbook: system.runbook('…', { … })";
        // Most SLOs give one to all of their alerts, so that one is told of them all.
        const what = slo ? `the alerts of ${slo.id} have` : `${alert.name} has`;
        yield inOption(slo ?? alert, [0], { message: `${what} no runbook`, help });
      } else if (!known.has(runbook)) {
        const message = `runbook ${runbook} does not belong to ${project.system.title}`;
        yield inOption(slo ?? alert, [1, 'runbook'], { message, help: 'declare the runbook through the same system' });
      }
    }
  },
};
