import { z } from 'zod';
import { checkIds } from '../model/check-id.ts';
import type { CheckSettings, Config } from '../model/config.ts';
import type { Severity } from '../model/diagnostic.ts';
import { declared, givenAlone, option, suggestion } from './declare.ts';
import { callerOrigin } from './origin.ts';

export interface ConfigOptions {
  /** Where the definitions are; `definitions` unless given. From the folder of this file. */
  readonly definitions?: string;
  /** Where the outputs go; `out` unless given. From the folder of this file. */
  readonly out?: string;
  /** The least severity that fails a run; `error` unless given. */
  readonly failOn?: Severity;
  /** How severe checks are in every system, and why not as they come. */
  readonly checks?: CheckSettings;
  /** Of single systems, by the names of their folders: what is said here goes before `checks`. */
  readonly systems?: Readonly<Record<string, { readonly checks: CheckSettings }>>;
}

/**
 * Declares how a project is judged. Export it from `alidade.config.ts`, beside the definitions folder.
 *
 * @example
 * export default defineConfig({
 *   checks: { 'metric-unused': { severity: 'off', reason: 'Dashboards of other teams read them.' } },
 *   systems: { conexus: { checks: { 'alert-runbook': { severity: 'error', reason: 'On call since May.' } } } },
 * });
 */
export function defineConfig(options: ConfigOptions): Config {
  const { issues, given } = givenAlone(options, configSchema);
  const { definitions, out, failOn, checks = {}, systems = {} } = given;
  return declared({ kind: 'config' as const, definitions, out, failOn, checks, systems, issues }, callerOrigin());
}

const known: ReadonlySet<string> = new Set(checkIds);
const checkId = z.string().refine((id) => known.has(id), {
  error: ({ input }) => `there is no check "${input}"${suggestion(String(input), checkIds)}`,
});
const reason = z.string('say why, as a text').regex(/\S/, 'the reason is empty: say why');
const severities = ['error', 'warning', 'info'] as const;
const setting = z.strictObject(
  { severity: z.enum(['off', ...severities], "write 'off', 'info', 'warning' or 'error'"), reason },
  "write { severity: 'off', reason: '…' }",
);
const settings = z.record(checkId, setting, "write the checks: { 'metric-unused': { severity: 'off', reason: '…' } }");
const configSchema = z.strictObject({
  definitions: option.text.min(1, 'write the path of a folder').optional(),
  out: option.text.min(1, 'write the path of a folder').optional(),
  failOn: z.enum(severities, "write 'info', 'warning' or 'error'").optional(),
  checks: settings.optional(),
  systems: z
    .record(
      z.string(),
      z.strictObject({ checks: settings }, 'write { checks: { … } }'),
      'write { system: { checks: { … } } }',
    )
    .optional(),
});
