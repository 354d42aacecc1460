import type { Secret } from '../model/routing.ts';
import { describe } from './amount.ts';
import { refuse } from './handle.ts';
import { isRecord } from './options.ts';
import { callerOrigin } from './origin.ts';

/**
 * Where a secret is to be had; what it is, definitions never hold.
 *
 * @example slack: [{ apiUrl: secret.env('SLACK_WEBHOOK_URL') }]
 */
export const secret = Object.freeze({
  /**
   * The content of an environment variable. Alertmanager reads none itself: whoever starts it writes the variable to a file of
   * its name in the `secretsFolder` of `routing`.
   *
   * @example secret.env('SLACK_WEBHOOK_URL')
   */
  env(name: string): Secret {
    if (typeof name === 'string' && /^[A-Za-z_]\w*$/.test(name)) return Object.freeze({ secret: 'env', name });
    return refuse(
      callerOrigin(),
      0,
      `${describe(name)} is no environment variable`,
      "write its name: secret.env('SLACK_WEBHOOK_URL')",
    );
  },
  /**
   * The content of a file, as Alertmanager finds it.
   *
   * @example secret.file('/etc/alertmanager/pagerduty-key')
   */
  file(path: string): Secret {
    if (typeof path === 'string' && /^[^\s:]+$/.test(path)) return Object.freeze({ secret: 'file', path });
    return refuse(
      callerOrigin(),
      0,
      `${describe(path)} is no path of a file`,
      "write where Alertmanager finds the file: secret.file('/etc/alertmanager/pagerduty-key')",
    );
  },
});

export function isSecret(value: unknown): value is Secret {
  if (!isRecord(value)) return false;
  return value.secret === 'env' ? typeof value.name === 'string' : value.secret === 'file';
}
