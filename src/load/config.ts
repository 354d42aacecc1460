import { basename, dirname } from 'node:path';
import type { Config } from '../model/config.ts';
import { isDeclared } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { imported } from './evaluate.ts';
import { failureFinding } from './failure.ts';
import { fileOrigin } from './finding.ts';

/** What a configuration file says, or what is wrong with it. */
export async function loadConfig(
  file: string,
): Promise<{ readonly config: Config | undefined; readonly faults: readonly Diagnostic[] }> {
  const result = await imported(file);
  if ('error' in result) return faulty(file, failureFinding({ file, error: result.error }));
  const config = (result.module as { readonly default?: unknown }).default;
  if (!isConfig(config)) return faulty(file, noConfig(file, config));
  return { config, faults: config.issues.map(({ message, ...where }) => configFault(config, message, where)) };
}

/** Something wrong in a configuration, at the part of it that a path leads to. */
export function configFault(
  { origin }: Config,
  message: string,
  where: { readonly path: readonly (string | number)[]; readonly key?: true },
): Diagnostic {
  const subject = basename(origin.file);
  return { check: 'config', severity: 'error', subject, message, place: { origin, ...where }, related: [] };
}

function faulty(file: string, fault: Diagnostic) {
  return { config: undefined, faults: [{ ...fault, check: 'config', subject: basename(file) }] };
}

function noConfig(file: string, found: unknown): Diagnostic {
  const message = found === undefined ? 'it has no default export' : 'its default export is not made by defineConfig';
  const help = "import { defineConfig } from 'alidade';\nexport default defineConfig({ … });";
  const place = { origin: fileOrigin(file) };
  return { check: 'config', severity: 'error', subject: basename(dirname(file)), message, place, related: [], help };
}

function isConfig(value: unknown): value is Config {
  return isDeclared(value) && (value as Partial<Config>).kind === 'config';
}
