import { defineConfig } from 'alidade';

export default defineConfig({
  checks: { 'alert-runbook': { severity: 'off', reason: 'Nobody is on call yet.' } },
  systems: { shop: { checks: { 'alert-runbook': { severity: 'error', reason: 'But for the shop.' } } } },
});
