import { defineConfig } from 'alidade';

export default defineConfig({
  systems: { shoop: { checks: { 'alert-runbook': { severity: 'off', reason: 'Nobody is on call yet.' } } } },
});
