import type { Diagnostic } from '../model/diagnostic.ts';

/** What one evaluation found; `environment` is undefined for a system without environments. */
interface Evaluated {
  readonly environment: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The findings of all environments, each once; one that not every environment has says where it holds. A fix is written for
 * all of them, so it is one that all of them ask for.
 */
export function inEnvironments(evaluated: readonly Evaluated[]): Diagnostic[] {
  const found = new Map<string, { diagnostic: Diagnostic; environments: Set<string | undefined> }>();
  for (const { environment, diagnostics } of evaluated) {
    for (const diagnostic of diagnostics) {
      const key = keyOf(diagnostic);
      const known = found.get(key);
      if (!known) found.set(key, { diagnostic, environments: new Set([environment]) });
      else if (known.environments.add(environment) && known.diagnostic.fix !== diagnostic.fix)
        known.diagnostic = withoutFix(known.diagnostic);
    }
  }
  return [...found.values()].map(({ diagnostic, environments }) =>
    environments.size === evaluated.length ? diagnostic : inSome(diagnostic, [...environments]),
  );
}

function inSome(diagnostic: Diagnostic, environments: readonly (string | undefined)[]): Diagnostic {
  const names = environments.filter((name) => name !== undefined).join(', ');
  return names === '' ? diagnostic : withoutFix({ ...diagnostic, subject: `${diagnostic.subject} (${names})` });
}

function withoutFix({ fix: _, ...diagnostic }: Diagnostic): Diagnostic {
  return diagnostic;
}

/** Two findings are one when they say the same of the same place. */
function keyOf({ check, subject, message, place }: Diagnostic): string {
  const { file, line, column } = place.origin;
  return JSON.stringify([check, subject, message, file, line, column, place.path, place.span]);
}
