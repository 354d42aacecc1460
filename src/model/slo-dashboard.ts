import { slugOf } from './slug.ts';
import type { System } from './system.ts';

/** Most letters that Grafana takes in a uid. */
const longest = 40;

/**
 * Uid of the dashboard with all SLOs of a system.
 *
 * @example sloDashboardUid({ title: 'DevOps MCP' }) // 'devops-mcp-slos'
 */
export function sloDashboardUid({ title }: Pick<System, 'title'>): string {
  const suffix = '-slos';
  return (
    slugOf(title)
      .slice(0, longest - suffix.length)
      .replace(/-$/, '') + suffix
  );
}
