import { panelId } from './panel-id.ts';

/**
 * A title as part of names and addresses; of a title without a Latin letter or digit its number is made.
 *
 * @example slugOf('DevOps MCP') // 'devops-mcp'
 */
export function slugOf(title: string): string {
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return slug === '' ? String(panelId(title)) : slug;
}
