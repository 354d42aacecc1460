import { dataSourceVariable } from '../../model/dashboard.ts';

/** What panels, queries, variables and annotations point at. */
export const dataSource = { type: 'prometheus', uid: `\${${dataSourceVariable}}` } as const;

/** The data source that provisioning makes. */
export const provisionedDataSource = { name: 'Prometheus', uid: 'prometheus', url: 'http://prometheus:9090' } as const;
