import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A port of the loopback interface that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** A server that runs. */
export interface Serving {
  /** What it printed on its stream of errors so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts a server; should this program end first, it goes too. */
export function serving(path: string, args: readonly string[]): Serving {
  const server = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  server.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  server.once('exit', () => process.off('exit', kill));
  return { log: () => log, stop: () => stop(server) };
}

/** Runs a server while `use` needs it; whatever happens, it is stopped. */
export async function whileServing<T>(path: string, args: readonly string[], use: () => Promise<T>): Promise<T> {
  const server = serving(path, args);
  try {
    return await use();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${server.log()}`);
  } finally {
    await server.stop();
  }
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGTERM');
  const gone = once(server, 'exit');
  await Promise.race([gone, sleep(5_000).then(() => server.kill('SIGKILL'))]);
  await gone;
}

/** Asks until the answer is wanted, for so many seconds at most. */
export async function eventually<T>(
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
  seconds: number,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask().catch((error: unknown) => error as Error);
    if (!(answer instanceof Error) && wanted(answer)) return answer;
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${JSON.stringify(answer)}`);
    await sleep(200);
  }
}
