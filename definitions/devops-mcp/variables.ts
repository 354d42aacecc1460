import * as m from './metrics.ts';
import { devopsMcp } from './system.ts';

const several = { multi: true, includeAll: true } as const;

export const service = devopsMcp.variable.labelValues(m.inFlight, 'service', { label: 'Service', ...several });
export const tenant = devopsMcp.variable.labelValues(m.contextsCreated, 'tenant_id', {
  label: 'Tenant',
  name: 'tenant',
  ...several,
});
