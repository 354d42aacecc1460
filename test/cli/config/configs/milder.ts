import { defineConfig } from 'alidade';

export default defineConfig({
  checks: { 'alert-runbook': { severity: 'info', reason: 'Nobody is on call yet.' } },
});
