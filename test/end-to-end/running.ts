/** A whole system under test: its emitted files in the real Prometheus and Alertmanager, what they ask, and whom they tell. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort, type Serving, serving } from '../server.ts';
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
  const cleanups: (() => unknown)[] = [];
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    return { ...(await started(setting, cleanups)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function started(setting: Setting, cleanups: (() => unknown)[]): Promise<Omit<Running, 'stop'>> {
  const { files, times, healthy, samples } = setting;
  const model = JSON.parse(files.get('model.json') ?? '') as Model;
  const folder = mkdtempSync(join(tmpdir(), 'alidade-end-to-end-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  const receivers = await startReceivers();
  cleanups.push(receivers.stop);
  const alertmanager = `127.0.0.1:${await freePort()}`;
  const hosts = await hostsOf({
    targets: targetsOf(model),
    healthy,
    samples,
    others: { 'alertmanager:9093': alertmanager },
  });
  cleanups.push(hosts.stop);
  const prometheus = `127.0.0.1:${await freePort()}`;

  await writeFiles(folder, { files, times, receivers, proxy: `http://${hosts.address}` });
  const servers: Serving[] = [];
  const run = (server: Serving) => {
    servers.push(server);
    cleanups.push(server.stop);
    return server;
  };
  run(serving(setting.alertmanager, alertmanagerFlags(folder, alertmanager)));
  const { stop: stopPrometheus } = run(serving(setting.prometheus, prometheusFlags(folder, prometheus, times)));
  await Promise.all([ready(alertmanager), ready(prometheus)]);

  const json = async <T>(url: string) => (await (await fetch(url)).json()) as T;
  const ask = async <T>(path: string) => (await json<{ readonly data: T }>(`http://${prometheus}/api/v1/${path}`)).data;
  return {
    model,
    behave: hosts.behave,
    arrivals: receivers.arrivals,
    raised: async () => (await ask<{ readonly alerts: readonly Raised[] }>('alerts')).alerts,
    received: () => json<readonly Received[]>(`http://${alertmanager}/api/v2/alerts`),
    ask,
    stopPrometheus,
    log: () => servers.map(({ log }) => log()).join('\n'),
    lasting: (duration) => fasterMilliseconds(duration, times),
  };
}

const ready = (address: string) =>
  eventually(
    () => fetch(`http://${address}/-/ready`),
    ({ ok }) => ok,
    30,
  );
