import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotRun } from '../load/cannot-run.ts';

const patience = { attempts: 50, pause: 100 };
/** Writing takes far less: an older lock was left by a run that was killed, perhaps in another container, where its process id says nothing. */
const longestRun = 60_000;

/** Does the work while no other synth writes to the same folder. */
export async function withLock(out: string, work: () => void): Promise<void> {
  const lock = join(out, '.lock');
  for (let attempt = 1; !take(lock); attempt++) {
    if (isStale(lock)) rmSync(lock, { force: true });
    else if (attempt === patience.attempts) throw busy(lock);
    else await sleep(patience.pause);
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isStale(lock: string): boolean {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    return Date.now() - statSync(lock).mtimeMs > longestRun || (holder > 0 && !isRunning(holder));
  } catch {
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function busy(lock: string): CannotRun {
  return new CannotRun(
    'another synth is writing to the output folder',
    `wait for it to end; if none is running, remove ${lock}`,
  );
}
