import * as m from './metrics.ts';
import { conexus } from './system.ts';

const several = { multi: true, includeAll: true } as const;

export const method = conexus.variable.labelValues(m.mcpRequests, 'method', { label: 'Method', ...several });
export const status = conexus.variable.labelValues(m.mcpRequests, 'status', { label: 'Status', ...several });
export const errorType = conexus.variable.labelValues(m.indexerErrors, 'error_type', {
  label: 'Error type',
  ...several,
});
