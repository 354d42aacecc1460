/** Ids below this are left to rows and to hand-made panels that a dashboard may get in Grafana. */
const base = 1000;
const span = 2 ** 31 - 1 - base;

/**
 * Id of a panel or row, from the key that names it in its dashboard: 32-bit FNV-1a of its UTF-16 units, a positive 31-bit
 * integer. It does not depend on the panel's position, so links to a panel and its alerts survive others coming and going.
 */
export function panelId(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  return ((hash >>> 0) % span) + base;
}
