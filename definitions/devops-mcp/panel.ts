import { panelOf } from 'alidade';
import type { overview } from './dashboards.ts';

type Title = Parameters<typeof overview.panel>[0];

/** A panel of the overview, for texts to link to. Only its type is imported: dashboards need alerts, and alerts runbooks. */
export const panel = (title: Title) => panelOf<typeof overview>('mcp-overview', title);
