import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { meaningless, selects } from '../check/selection.ts';
import { CannotRun } from '../load/cannot-run.ts';
import { severities } from '../report/count.ts';
import { reporters } from '../report/index.ts';
import { configuration, optionsOf } from './configuration.ts';
import { exitCodes, type Outcome } from './outcome.ts';
import type { SynthOptions } from './synth.ts';
import { endQuietlyWithoutReader, logToStderr, tell } from './terminal.ts';
import { today } from './today.ts';

/** Runs the command line; sets the exit code and returns when everything is written. */
export async function main(args: readonly string[]): Promise<void> {
  endQuietlyWithoutReader(exitCodes.cannotRun);
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
    'alidade: the definitions or the configuration did not finish loading: an await at their top level never ends, or they end the process',
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
    .option('--out <dir>', `where the outputs go (default: ${JSON.stringify(defaults.out)})`, pathIn)
    .option('--check', 'write nothing; fail if the outputs are not what the definitions make')
    .action(async (given: Given) => {
      const options = await complete(given);
      const { synth } = await import('./synth.ts');
      end(await synth({ ...options, notes: wantsNotes(options) }));
    });
  withCommonOptions(alidade.command('check'))
    .description('check the definitions, write no outputs')
    .option('--fix', 'write into the definitions what findings certainly ask for, and judge them again')
    .option('--explain [id]', 'say what a check is about, with examples; without id, list all checks')
    .action(
      async ({
        explain,
        fix = false,
        ...given
      }: Given & { readonly explain?: string | true; readonly fix?: boolean }) => {
        if (explain !== undefined) end(await explained(explain, given));
        else end(await (await import('./check.ts')).check({ ...(await complete(given)), fix }));
      },
    );
  withCommonOptions(alidade.command('test'))
    .description('run the tests of the rules with promtool, and say which alerts are proven')
    .option('--junit <file>', 'write what became of each test as JUnit XML', pathIn)
    .option('--promtool <path>', 'the promtool to run (default: the first on the PATH)', pathIn)
    .action(async ({ junit, promtool, ...given }: Given & { readonly junit?: string; readonly promtool?: string }) => {
      const { test } = await import('./test.ts');
      end(await test({ ...(await complete(given)), junit, promtool }));
    });
  withDefinitions(
    alidade.command('route'),
    new Option('--system <id>', 'only this system').argParser((id) => [id]),
  )
    .description('say whom an alert reaches, how it is grouped, when it is muted and what inhibits it')
    .argument('[alert]', 'its name, or Name{severity="warning"}; all alerts unless given')
    .argument('[labels...]', 'labels that it has: severity=critical service=shop')
    .option('--environment <name>', 'the environment of a system that has several (default: the last)')
    .option('--at <time>', 'which intervals mute it at that moment: 2027-03-01T23:30:00+01:00')
    .addOption(
      new Option('--format <format>', 'how it is printed').choices(['pretty', 'json']).default(defaults.format),
    )
    .action(async (alert: string | undefined, labels: readonly string[], given: Given & RouteGiven) => {
      const { route } = await import('./route.ts');
      const { environment, at } = given;
      end(await route({ ...(await complete(given)), alert, labels, environment, at }));
    });
  return alidade;
}

interface RouteGiven {
  readonly environment?: string;
  readonly at?: string;
}

async function explained(id: string | true, { only = [], skip = [] }: Given): Promise<Outcome> {
  const { explain } = await import('./explain.ts');
  return explain(id, selects(only, skip));
}

/** What stands on the command line. */
type Given = Partial<Omit<SynthOptions, 'config'>> & { readonly config?: string };

const defaults = {
  definitions: 'definitions',
  system: [],
  only: [],
  skip: [],
  notes: true,
  out: 'out',
  check: false,
  format: reporters[0]!.id,
  failOn: 'error',
  timings: false,
} as const satisfies Omit<SynthOptions, 'config' | 'today'>;

/** What is not on the command line is as the configuration has it. */
async function complete({ config: file, ...given }: Given): Promise<SynthOptions> {
  const config = await configuration(file);
  return { ...defaults, ...optionsOf(config), ...given, config, today: today() };
}

/** What synth writes says enough; notes are for those who ask for them, and for programs. */
function wantsNotes({ format, failOn, only }: SynthOptions): boolean {
  return format !== defaults.format || failOn === 'info' || only.length > 0;
}

/** What every command that judges definitions takes. */
function withCommonOptions(command: Command): Command {
  return withDefinitions(command, new Option('--system <id...>', 'only these systems: folders of the definitions'))
    .option('--only <checks...>', 'only findings of these checks: ids, or families such as promql-*', checksIn)
    .option('--skip <checks...>', 'no findings of these checks', checksIn)
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that fails (default: "error")').choices(severities),
    )
    .addOption(
      new Option('--format <format>', 'how findings are printed')
        .choices(reporters.map(({ id }) => id))
        .default(defaults.format),
    );
}

/** Where definitions are, and which of them are meant. */
function withDefinitions(command: Command, systems: Option): Command {
  return command
    .option(
      '--definitions <dir>',
      `where the definitions are (default: ${JSON.stringify(defaults.definitions)})`,
      pathIn,
    )
    .addOption(systems)
    .option('--config <file>', 'the configuration (default: "alidade.config.ts", where there is one)', pathIn)
    .option('--timings', 'say on standard error how long each phase took');
}

/** A path; an empty one, as of a variable that is not set, would be the working directory. */
function pathIn(text: string): string {
  if (text === '') throw new CannotRun('a path is empty', 'name the folder or file after the option');
  return text;
}

/** Ids after blanks or commas. */
function checksIn(text: string, before: readonly string[] = []): readonly string[] {
  const named = text.split(',').filter((id) => id !== '');
  if (named.length === 0) throw new CannotRun('no check is named', 'alidade check --explain lists them');
  const wrong = meaningless(named);
  if (wrong)
    throw new CannotRun(`there is no check ${wrong.pattern}`, wrong.help ?? 'alidade check --explain lists them');
  return [...before, ...named];
}

const epilogue = `
Examples:
  alidade synth                        check definitions/, write out/
  alidade synth --check                in CI: fail when out/ is stale
  alidade check --system shop          look at one system
  alidade check --only 'promql-*'      look at what some checks find
  alidade check --fix                  write what findings certainly ask for into the definitions
  alidade check --explain promql-rate  why a check exists, and how to mend what it reports
  alidade route ShopDown               whom an alert reaches
  alidade test --junit tests.xml       in CI: prove that alerts fire and stay quiet when they should

Exit codes:
  0  nothing is wrong
  1  findings: errors in the definitions (--fail-on: or less), or a stale out/
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
