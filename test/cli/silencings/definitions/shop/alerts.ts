import { step } from 'alidade';
import { queue, shop } from './system.ts';

const common = { when: queue.gt(100), for: '5m', severity: 'critical', summary: 'Orders wait.' } as const;
const runbook = shop.runbook('first-steps', { title: 'First steps', about: 'Orders wait.', steps: [step('Look')] });

/** Shared by two, needed by one. */
const vendors = { 'alert-runbook': 'the vendor has one' };

shop.alert('Needed', { ...common, ignore: vendors });
shop.alert('NotNeeded', { ...common, runbook, ignore: vendors });
shop.alert('OnlyInProd', {
  ...common,
  ...shop.perEnvironment({ dev: { runbook }, prod: {} }),
  ignore: { 'alert-runbook': 'production is watched by others' },
});
shop.alert('Ended', { ...common, ignore: { 'alert-runbook': { reason: 'soon', until: '2026-02-28' } } });
shop.alert('NotEnded', { ...common, ignore: { 'alert-runbook': { reason: 'soon', until: '2026-03-01' } } });
shop.alert('Unused', { ...common, runbook, ignore: { 'alert-runbook': 'once there was none' } });
