/** What `alidade route` answers about a system. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');

/** Names of an alert's receivers and of the alerts that may hold it back, each sorted. */
export interface Route {
  readonly receivers: readonly string[];
  readonly inhibitedBy: readonly string[];
}

interface Answer {
  readonly alerts: readonly {
    readonly alert: string;
    readonly cases: readonly {
      readonly deliveries: readonly { readonly receiver: string }[];
      readonly inhibitedBy: readonly string[];
    }[];
  }[];
}

/** The routes of all alerts, by name. */
export async function routesOf(...options: readonly string[]): Promise<ReadonlyMap<string, Route>> {
  const command = [resolve(root, 'bin/alidade.js'), 'route', '--format', 'json', ...options];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root });
  const { alerts } = JSON.parse(stdout) as Answer;
  return new Map(
    alerts.map(({ alert, cases }) => [
      nameOf(alert),
      {
        receivers: sorted(cases.flatMap(({ deliveries }) => deliveries.map(({ receiver }) => receiver))),
        inhibitedBy: sorted(cases.flatMap(({ inhibitedBy }) => inhibitedBy.map(nameOf))),
      },
    ]),
  );
}

export function sorted(names: Iterable<string>): readonly string[] {
  return [...new Set(names)].sort();
}

/** `ServiceDown{severity="critical"}` without what tells it from others of its name. */
function nameOf(alert: string): string {
  return alert.replace(/\{.*/s, '');
}
