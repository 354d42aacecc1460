import { atLeast } from '../../model/version.ts';

/**
 * `schemaVersion` of classic dashboards by the first Grafana that wrote it, newest first (dashboard kinds of Grafana 11.6 and
 * 12.3). An older one is upgraded when loaded; a newer one than Grafana knows would be taken as it is.
 */
const versions = [
  ['12.3', 42],
  ['11.6', 41],
  ['10.3', 39],
] as const;

/** The newest `schemaVersion` that a Grafana knows; before 10.3 the one of 10.0. */
export function schemaVersion(grafana: string): number {
  return versions.find(([since]) => atLeast(grafana, since))?.[1] ?? 36;
}
