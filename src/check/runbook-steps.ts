import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const runbookSteps: Check = {
  id: 'runbook-steps',
  severity: 'warning',
  class: 'policy',
  why: 'A runbook that says what is wrong, but not what to do, leaves whoever was called where they were.',
  bad: `const slow = shop.runbook('slow-checkout', { title: 'Slow checkout', about: 'Customers wait.', steps: [] });
shop.alert('SlowCheckout', { when: latency.quantile(0.95, { over: '5m' }).gt('1s'), ...warning, runbook: slow });`,
  good: `const slow = shop.runbook('slow-checkout', { title: 'Slow checkout', about: 'Customers wait.', steps: [
  step('Look at the queue', see(panelOf('shop-overview', 'Queue'))),
] });
shop.alert('SlowCheckout', { when: latency.quantile(0.95, { over: '5m' }).gt('1s'), ...warning, runbook: slow });`,
  *find({ project }) {
    const broken = new Set(project.invalid.map(({ origin }) => origin));
    for (const runbook of project.runbooks) {
      if (runbook.steps.length > 0 || broken.has(runbook.origin)) continue;
      const help = "list what to look at and what to do: steps: [step('…', …)]";
      yield inOption(runbook, [1, 'steps'], { message: `runbook ${runbook.id} has no steps`, help });
    }
  },
};
