/** A whole system under test: its emitted files in the real Prometheus and Alertmanager, what they ask, and whom they tell. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort, serving } from '../server.ts';
import type { Behaviour, LabelSamples, Labels } from './exposition.ts';
import { fasterMilliseconds } from './faster.ts';
import { writeFiles } from './files.ts';
import { alertmanagerFlags, prometheusFlags } from './flags.ts';
import { type Hosts, hostsOf } from './hosts.ts';
import { type Model, targetsOf } from './model.ts';
import { type Arrival, startReceivers } from './receivers.ts';

export interface Setting {
  readonly prometheus: string;
  readonly alertmanager: string;
  /** Text of every emitted file of the system, by its path. */
  readonly files: ReadonlyMap<string, string>;
  /** How many times as fast time runs. */
  readonly times: number;
  readonly healthy: readonly Behaviour[];
  readonly samples: LabelSamples;
}

/** An alert as Prometheus has it. */
export interface Raised {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly state: 'pending' | 'firing';
}

/** An alert as Alertmanager has it. */
export interface Received {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly receivers: readonly { readonly name: string }[];
  readonly fingerprint: string;
  readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
}

export interface Running {
  readonly model: Model;
  readonly behave: Hosts['behave'];
  readonly arrivals: readonly Arrival[];
  readonly raised: () => Promise<readonly Raised[]>;
  readonly received: () => Promise<readonly Received[]>;
  /** What Prometheus' API answers at a path below `/api/v1/`. */
  readonly ask: <T>(path: string) => Promise<T>;
  /** Milliseconds that a duration takes at the speed of the test. */
  readonly lasting: (duration: string) => number;
  readonly stopPrometheus: () => Promise<void>;
  /** What both programs had to say. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts it all; what was started is stopped when something does not start. */
export async function start(setting: Setting): Promise<Running> {
  const begun: Cleanup[] = [];
  const stop = () => cleanUp(begun);
  try {
    return { ...(await started(setting, begun)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Cleanup = () => void | Promise<void>;

/** The last begun ends first; one that fails keeps none from ending. */
async function cleanUp(begun: Cleanup[]): Promise<void> {
  const failed: unknown[] = [];
  for (const end of begun.splice(0).reverse()) {
    try {
      await end();
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
}

async function started(setting: Setting, begun: Cleanup[]): Promise<Omit<Running, 'stop'>> {
  const { files, times, healthy, samples } = setting;
  const model = JSON.parse(files.get('model.json') ?? '') as Model;
  const folder = temporaryFolder(begun);
  const receivers = await startReceivers();
  begun.push(receivers.stop);
  const alertmanager = `127.0.0.1:${await freePort()}`;
  const others = { 'alertmanager:9093': alertmanager };
  const hosts = await hostsOf({ targets: targetsOf(model), healthy, samples, others });
  begun.push(hosts.stop);
  await writeFiles(folder, { files, times, receivers, proxy: `http://${hosts.address}` });

  const prometheus = `127.0.0.1:${await freePort()}`;
  const notifier = serving(setting.alertmanager, alertmanagerFlags(folder, alertmanager));
  begun.push(notifier.stop);
  const watcher = serving(setting.prometheus, prometheusFlags(folder, prometheus, times));
  begun.push(watcher.stop);
  const log = () => `${notifier.log()}\n${watcher.log()}`;
  await Promise.all([ready(alertmanager, log), ready(prometheus, log)]);
  return {
    ...questionsTo(prometheus, alertmanager),
    model,
    behave: hosts.behave,
    arrivals: receivers.arrivals,
    stopPrometheus: watcher.stop,
    log,
    lasting: (duration) => fasterMilliseconds(duration, times),
  };
}

/** A folder that is removed at the end, or when the tests are interrupted. */
function temporaryFolder(begun: Cleanup[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'alidade-end-to-end-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', remove);
  begun.push(() => {
    process.off('exit', remove);
    remove();
  });
  return folder;
}

async function ready(address: string, log: () => string): Promise<void> {
  try {
    await eventually(
      () => fetch(`http://${address}/-/ready`),
      ({ ok }) => ok,
      30,
    );
  } catch (error) {
    throw new Error(`nobody is ready at ${address}\n${log()}`, { cause: error });
  }
}

function questionsTo(prometheus: string, alertmanager: string): Pick<Running, 'ask' | 'raised' | 'received'> {
  const json = async <T>(url: string) => (await (await fetch(url)).json()) as T;
  const ask = async <T>(path: string) => (await json<{ readonly data: T }>(`http://${prometheus}/api/v1/${path}`)).data;
  return {
    ask,
    raised: async () => (await ask<{ readonly alerts: readonly Raised[] }>('alerts')).alerts,
    received: () => json<readonly Received[]>(`http://${alertmanager}/api/v2/alerts`),
  };
}
