import { defineConfig } from 'alidade';

const options = {
  defintions: 'definitions',
  failOn: 'never',
  checks: {
    'metric-unusd': { severity: 'off', reason: 'A slip.' },
    'metric-unused': 'off',
    'alert-runbook': { severity: 'none', reason: ' ' },
    'alert-severity': { severity: 'off' },
  },
  systems: { shop: { check: {} } },
};

export default defineConfig(options as never);
