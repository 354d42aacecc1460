import type { CheckId } from '../model/check-id.ts';
import type { CheckSettings, Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';

/** The findings of a system as severe as the configuration has them, without those of checks that it turns off. */
export function withSeverities(
  diagnostics: readonly Diagnostic[],
  config: Config | undefined,
  system: string,
): readonly Diagnostic[] {
  if (config === undefined) return diagnostics;
  const own = Object.hasOwn(config.systems, system) ? config.systems[system]?.checks : undefined;
  return diagnostics.flatMap((diagnostic) => {
    const setting = settingIn(own, diagnostic.check) ?? settingIn(config.checks, diagnostic.check);
    if (setting === undefined) return [diagnostic];
    return setting.severity === 'off' ? [] : [{ ...diagnostic, severity: setting.severity }];
  });
}

function settingIn(settings: CheckSettings | undefined, id: string) {
  return settings && Object.hasOwn(settings, id) ? settings[id as CheckId] : undefined;
}
