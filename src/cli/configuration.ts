import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CannotRun } from '../load/cannot-run.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { didYouMean } from '../promql/nearest.ts';
import { reconcile } from './reconcile.ts';
import { nameOf, reportOptions, tell, wantsColor } from './terminal.ts';

/** What a project's configuration file is called. */
const fileName = 'alidade.config.ts';

/** What the configuration of the working directory says, or that of a file that is named. */
export async function configuration(named: string | undefined): Promise<Config | undefined> {
  const file = resolve(named ?? fileName);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    if (named !== undefined)
      throw new CannotRun(`there is no file ${file}`, 'name your configuration with --config <file>');
    refuseUnread(dirname(file));
    return undefined;
  }
  const { loadConfig } = await import('../load/config.ts');
  const { config, faults } = await loadConfig(realpathSync(file));
  if (faults.length > 0) await refuse(file, faults);
  return config;
}

const unreadNames = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map((ending) => `alidade.config.${ending}`);

/** What looks like a configuration and is not read would be left out in silence. */
function refuseUnread(folder: string): void {
  const unread = unreadNames.find((name) => existsSync(join(folder, name)));
  if (unread === undefined) return;
  throw new CannotRun(`${unread} is not read`, `a configuration is a file ${fileName}; --config <file> names another`);
}

/** The options that a configuration sets, with paths from the working directory. */
export function optionsOf(config: Config | undefined) {
  if (config === undefined) return {};
  const { definitions, out, failOn, origin } = config;
  const path = (relative: string) => nameOf(resolve(dirname(origin.file), relative));
  return {
    ...(definitions !== undefined && { definitions: path(definitions) }),
    ...(out !== undefined && { out: path(out) }),
    ...(failOn !== undefined && { failOn }),
  };
}

/** A configuration that speaks of a system which is not there. */
export async function refuseUnknownSystems(config: Config | undefined, systems: readonly string[]): Promise<void> {
  if (config === undefined) return;
  const unknown = Object.keys(config.systems).filter((id) => !systems.includes(id));
  if (unknown.length === 0) return;
  const { configFault } = await import('../load/config.ts');
  const faults = unknown.map((id) => {
    const help = didYouMean(id, systems) ?? `there is: ${systems.join(', ')}`;
    return { ...configFault(config, `there is no system "${id}"`, { path: [0, 'systems', id], key: true }), help };
  });
  await refuse(config.origin.file, faults);
}

/** Says on standard error what is wrong with the configuration, each fault at its characters, and ends the run. */
async function refuse(file: string, faults: readonly Diagnostic[]): Promise<never> {
  const [{ locate }, { pretty }] = await Promise.all([import('./placing.ts'), import('../report/pretty.ts')]);
  const options = { ...reportOptions(), color: wantsColor(process.stderr) };
  const diagnostics = reconcile([], locate(faults));
  tell(pretty.report({ diagnostics, files: [], rules: [], silenced: 0 }, options).trimEnd());
  throw new CannotRun(`the configuration ${nameOf(file)} does not hold`);
}
