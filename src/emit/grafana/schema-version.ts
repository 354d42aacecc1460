import { atLeast } from '../../model/version.ts';

/**
 * `schemaVersion` of classic dashboards, newest first, by the Grafana whose dashboard kind has it: 11.6's and 12.3's sources.
 * Grafana upgrades an older one when it loads it; a newer one than it knows it would take for its own.
 */
const versions = [
  ['12.3', 42],
  ['11.6', 41],
] as const;

/** That of Grafana 10's dashboard kind; nothing written here was changed between it and 41. */
const oldest = 36;

/** The newest `schemaVersion` that a Grafana is known to understand. */
export function schemaVersion(grafana: string): number {
  return versions.find(([since]) => atLeast(grafana, since))?.[1] ?? oldest;
}
