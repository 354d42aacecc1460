import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { CannotRun } from '../load/cannot-run.ts';
import { reporters } from '../report/index.ts';
import { exitCodes, type Outcome } from './outcome.ts';
import type { SynthOptions } from './synth.ts';
import { endQuietlyWithoutReader, logToStderr, tell } from './terminal.ts';

/** Runs the command line; sets the exit code and returns when everything is written. */
export async function main(args: readonly string[]): Promise<void> {
  endQuietlyWithoutReader();
  logToStderr();
  process.exitCode = exitCodes.cannotRun;
  process.once('exit', sayUnfinished);
  process.once('unhandledRejection', endWithRejection);
  try {
    await program((outcome) => (process.exitCode = exitCodes[outcome])).parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = failure(error);
  }
  process.off('exit', sayUnfinished);
}

/** A promise of the definitions that nobody awaits tells no place; nothing is written. */
function endWithRejection(reason: unknown): void {
  process.off('exit', sayUnfinished);
  tell(`alidade: a promise that nobody awaits was rejected: ${reason}`);
  process.exit(exitCodes.findings);
}

/** The process ends when nothing is left to wait for, where definitions wait for what never comes, or when they end it. */
function sayUnfinished(): void {
  process.exitCode = exitCodes.cannotRun;
  tell(
    'alidade: the definitions did not finish loading: an await at their top level never ends, or they end the process',
  );
}

function program(end: (outcome: Outcome) => void): Command {
  const alidade = new Command('alidade')
    .description('Observability as code: checks your definitions and writes what Prometheus, Grafana and people read.')
    .version(version())
    .exitOverride()
    .showHelpAfterError('(alidade --help shows what there is)')
    .addHelpText('after', epilogue);
  withCommonOptions(alidade.command('synth'))
    .description('check the definitions and write their outputs; any error: nothing is written')
    .option('--out <dir>', 'where the outputs go', defaults.out)
    .option('--check', 'write nothing; fail if the outputs are not what the definitions make')
    .action(async (options: Partial<SynthOptions>) =>
      end(await (await import('./synth.ts')).synth({ ...complete(options), notes: options.format === 'json' })),
    );
  withCommonOptions(alidade.command('check'))
    .description('check the definitions, write nothing')
    .option('--explain [id]', 'say what a check is about, with examples; without id, list all checks')
    .action(async (options: Partial<SynthOptions> & { readonly explain?: string | true }) => {
      if (options.explain !== undefined) end((await import('./explain.ts')).explain(options.explain));
      else end(await (await import('./check.ts')).check(complete(options)));
    });
  return alidade;
}

const defaults: SynthOptions = {
  definitions: 'definitions',
  system: [],
  notes: true,
  out: 'out',
  check: false,
  format: reporters[0]!.id,
  timings: false,
};

function complete(options: Partial<SynthOptions>): SynthOptions {
  return { ...defaults, ...options };
}

function withCommonOptions(command: Command): Command {
  return command
    .option('--definitions <dir>', 'where the definitions are', defaults.definitions)
    .option('--system <id...>', 'only these systems: folders of the definitions')
    .addOption(
      new Option('--format <format>', 'how findings are printed')
        .choices(reporters.map(({ id }) => id))
        .default(defaults.format),
    )
    .option('--timings', 'say on standard error how long each phase took');
}

const epilogue = `
Examples:
  alidade synth                        check definitions/, write out/
  alidade synth --check                in CI: fail when out/ is stale
  alidade check --system shop          look at one system
  alidade check --explain promql-rate  why a check exists, and how to mend what it reports

Exit codes:
  0  nothing is wrong
  1  findings: errors in the definitions, or a stale out/
  2  could not run: wrong usage, bad configuration, a folder that cannot be read or written

Findings go to standard output, summaries and progress to standard error.`;

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

/** The exit code for what a command threw; anything unforeseen is a fault of ours and says so. */
function failure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.cannotRun;
  if (error instanceof CannotRun) tell(withNames(`alidade: ${[error.message, error.help ?? []].flat().join('\n')}`));
  else tell(`alidade: internal error, please report it\n${error instanceof Error ? error.stack : String(error)}`);
  return exitCodes.cannotRun;
}

/** Files as the user names them: from the working directory. */
function withNames(text: string): string {
  return text.replaceAll(process.cwd() + sep, '');
}
