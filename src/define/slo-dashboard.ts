import type { Slo } from '../model/slo.ts';
import type { SystemScope } from './system.ts';

/** The dashboards of SLOs. */
export function sloDashboards(_scope: SystemScope, _slo: Slo): void {}
