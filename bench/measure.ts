import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A command with its arguments and where it runs. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** One run of a whole process. */
export interface Run {
  /** Wall time from start to exit, in seconds. */
  readonly seconds: number;
  /** Peak resident memory of the process itself in MiB, undefined where /proc is missing. */
  readonly mebibytes: number | undefined;
  readonly status: number | null;
  readonly stderr: string;
}

/** How often memory is read; the kernel keeps the peak, so only what grows in the last instant is missed. */
const pollMilliseconds = 5;

/** Runs a command to its end. */
export function run({ program, args, cwd }: Command): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let peak: number | undefined;
    let stderr = '';
    const timer = setInterval(() => {
      peak = peakOf(child.pid) ?? peak;
    }, pollMilliseconds);
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      clearInterval(timer);
      resolve({ seconds: (performance.now() - start) / 1000, mebibytes: peak, status, stderr });
    });
  });
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return peak === undefined ? undefined : Number(peak) / 1024;
  } catch {
    return undefined;
  }
}

/** Runs several commands in turn, so that a machine that slows down slows all of them; the first round is not counted. */
export async function inTurn(commands: readonly Command[], rounds: number): Promise<readonly (readonly Run[])[]> {
  const runs: Run[][] = commands.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, command] of commands.entries()) {
      const result = await run(command);
      if (round > 0) runs[index]!.push(result);
    }
  }
  return runs;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median of the ratios of runs made in the same round. */
export function ratio(runs: readonly Run[], beside: readonly Run[]): number {
  return median(runs.map((r, index) => r.seconds / beside[index]!.seconds));
}

export function installed(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}
