import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { literalProject, recipeProject } from './generate.ts';
import { type Command, installed, inTurn, median, type Run, ratio } from './measure.ts';

/**
 * Prints how long Alidade takes beside the real tools, whole processes in one run. Ratios are what to compare: the machine's
 * speed cancels out.
 */

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = join(tmpdir(), `alidade-bench-${process.pid}`);
const alidade = join(repository, 'bin', 'alidade.js');
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
const rounds = Number(process.env.ROUNDS ?? 5);

const synth = (cwd: string): Command => ({ program: process.execPath, args: [alidade, 'synth', '--timings'], cwd });
const typeCheck = (cwd: string): Command => ({ program: process.execPath, args: [tsc, '-p', 'definitions'], cwd });

try {
  await rules(1_000);
  await rules(10_000);
  await conexus();
  await literalThousand();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** `synth` of many alerts beside `promtool check rules` on the very rules it emits. */
async function rules(alerts: number): Promise<void> {
  title(`${alerts.toLocaleString('en')} alerts made by a recipe over ${alerts / 100} metrics`);
  const folder = recipeProject(join(scratch, `recipe${alerts}`), alerts);
  const commands = [synth(folder)];
  const emitted = join(folder, 'out/shop/prometheus/alerts.yml');
  if (installed('promtool')) commands.push({ program: 'promtool', args: ['check', 'rules', emitted], cwd: folder });
  const [ours = [], promtool] = await inTurn(commands, rounds);
  row('alidade synth', ours);
  if (promtool === undefined) line('promtool check rules: skipped, promtool is not installed');
  else row('promtool check rules', promtool, ratio(ours, promtool), 'alidade / promtool');
  phases(ours);
}

/** A cold `synth` of Conexus, type check included, beside the compiler alone on the same definitions. */
async function conexus(): Promise<void> {
  title('Conexus, cold');
  const cold: Command = {
    ...synth(repository),
    args: [alidade, 'synth', '--timings', '--out', join(scratch, 'conexus')],
  };
  const [ours = [], compiler = []] = await inTurn([cold, typeCheck(repository)], rounds);
  row('alidade synth', ours);
  row('tsc -p definitions', compiler, ratio(ours, compiler), 'alidade / tsc');
  phases(ours);
}

/** What one more alert costs the compiler. */
async function literalThousand(): Promise<void> {
  title('type check of a thousand metrics and a thousand alerts written out, fifty a file');
  const all = literalProject(join(scratch, 'literal'), 1_000);
  const metrics = literalProject(join(scratch, 'metrics'), 1_000, false);
  const [full = [], bare = []] = await inTurn([typeCheck(all), typeCheck(metrics)], rounds);
  row('tsc, metrics and alerts', full);
  row('tsc, metrics only', bare);
  const perAlert = median(full.map((run, index) => run.seconds - bare[index]!.seconds));
  line(`an alert costs ${perAlert.toFixed(2)} ms`);
}

function title(text: string): void {
  process.stdout.write(`\n${text}\n`);
}

function line(text: string): void {
  process.stdout.write(`  ${text}\n`);
}

function row(name: string, runs: readonly Run[], over?: number, of?: string): void {
  const failed = runs.find((run) => run.status !== 0);
  if (failed) throw new Error(`${name} failed with status ${failed.status}:\n${failed.stderr}`);
  const seconds = `${median(runs.map((run) => run.seconds)).toFixed(2)} s`;
  const peaks = runs.flatMap(({ mebibytes }) => mebibytes ?? []);
  const memory = peaks.length === 0 ? '' : `${Math.round(median(peaks))} MiB`;
  line(
    `${name.padEnd(26)}${seconds.padStart(9)}${memory.padStart(10)}${over === undefined ? '' : `   ${of} = ${over.toFixed(2)}`}`,
  );
}

/** The phases that `--timings` printed in the last run. */
function phases(runs: readonly Run[]): void {
  const last = runs.at(-1)?.stderr ?? '';
  for (const [, name = '', time = ''] of last.matchAll(/^(\w+)\s+(\d+) ms$/gm))
    line(`  ${name.padEnd(24)}${time.padStart(7)} ms`);
}
