import type { Project } from '../model/project.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';
import { referencesIn } from './runbook-reference.ts';

export const runbookUsed: Check = {
  id: 'runbook-used',
  severity: 'warning',
  class: 'policy',
  concludesFromAbsence: true,
  why: 'A runbook that no alert leads to is not found when it is needed, and nobody notices that it is out of date.',
  bad: `shop.runbook('slow-checkout', { title: 'Slow checkout', about: 'Customers wait.', steps: [
  step('Look at the queue', see(panelOf('shop-overview', 'Queue'))),
] });`,
  good: `const slow = shop.runbook('slow-checkout', { title: 'Slow checkout', about: 'Customers wait.', steps: [
  step('Look at the queue', see(panelOf('shop-overview', 'Queue'))),
] });
shop.alert('SlowCheckout', { when: latency.quantile(0.95, { over: '5m' }).gt('1s'), ...warning, runbook: slow });`,
  *find({ project }) {
    const reached = reachedFromAlerts(project);
    for (const runbook of project.runbooks) {
      if (reached.has(runbook.id)) continue;
      const message = `no alert leads to runbook ${runbook.id}`;
      yield inOption(runbook, [0], { message, help: 'pass it to the alert it is for: runbook: …; or remove it' });
    }
  },
};

/** Runbooks of alerts, and those that these send their readers to. */
function reachedFromAlerts({ alerts, runbooks }: Project): ReadonlySet<string> {
  const reached = new Set(alerts.flatMap(({ runbook }) => runbook ?? []));
  const byId = new Map(runbooks.map((runbook) => [runbook.id, runbook]));
  // A set is walked in the order it grows.
  for (const id of reached) {
    const runbook = byId.get(id);
    for (const [, reference] of runbook ? referencesIn(runbook) : [])
      if (reference.to === 'runbook') reached.add(reference.id);
  }
  return reached;
}
