/** The emitted files as the programs get them: faster, and pointed at loopback. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { faster } from './faster.ts';
import type { Config, Receivers } from './receivers.ts';

interface Emitted {
  readonly files: ReadonlyMap<string, string>;
  readonly times: number;
  readonly receivers: Receivers;
  /** Where Prometheus asks for every host. */
  readonly proxy: string;
}

/** Writes `prometheus/` and `alertmanager/` below a folder. */
export async function writeFiles(folder: string, { files, times, receivers, proxy }: Emitted): Promise<void> {
  const written = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    return join(folder, path);
  };
  let secrets = 0;
  const secret = (text: string) => written(`secrets/${++secrets}`, text);
  for (const [path, text] of files) {
    if (path.startsWith('alertmanager/templates/')) written(path, text);
    if (!/^(?:prometheus|alertmanager)\/\w+\.yml$/.test(path) || path === 'prometheus/tests.yml') continue;
    const config = faster(withDefaults(path, parse(text) as Config), times);
    // JSON is YAML that every version reads the same.
    written(path, JSON.stringify(await pointed(path, config, { proxy, receivers, secret }), undefined, 2));
  }
}

/** What a file leaves to the program's defaults has to run faster, too. */
const defaults: Readonly<Record<string, Readonly<Record<string, Config>>>> = {
  'prometheus/prometheus.yml': { global: { scrape_interval: '1m', evaluation_interval: '1m' } },
  'alertmanager/alertmanager.yml': { route: { group_wait: '30s', group_interval: '5m', repeat_interval: '4h' } },
};

function withDefaults(path: string, config: Config): Config {
  const sections = Object.entries(defaults[path] ?? {});
  return {
    ...config,
    ...Object.fromEntries(sections.map(([name, usual]) => [name, { ...usual, ...(config[name] as Config) }])),
  };
}

interface Pointers extends Pick<Emitted, 'proxy' | 'receivers'> {
  readonly secret: (text: string) => string;
}

function pointed(path: string, config: Config, { proxy, receivers, secret }: Pointers): Config | Promise<Config> {
  if (path === 'prometheus/prometheus.yml') return throughProxy(config as unknown as PrometheusConfig, proxy);
  if (path === 'alertmanager/alertmanager.yml') return diverted(config as unknown as Routing, receivers, secret);
  return config;
}

interface PrometheusConfig extends Config {
  readonly scrape_configs: readonly Config[];
  readonly alerting: { readonly alertmanagers: readonly Config[] };
}

function throughProxy(config: PrometheusConfig, proxy: string): Config {
  const asked = (one: Config) => ({ ...one, proxy_url: proxy });
  return {
    ...config,
    scrape_configs: config.scrape_configs.map(asked),
    alerting: { ...config.alerting, alertmanagers: config.alerting.alertmanagers.map(asked) },
  };
}

interface Routing extends Config {
  readonly receivers: readonly ({ readonly name: string } & Readonly<Record<string, readonly Config[]>>)[];
}

async function diverted(config: Routing, { divert }: Receivers, secret: Pointers['secret']): Promise<Config> {
  const receivers = config.receivers.map(async ({ name, ...integrations }) => {
    const turned = Object.entries(integrations).map(async ([key, all]) => {
      return [key, await Promise.all(all.map((one) => divert(name, key, one, secret)))] as const;
    });
    return { name, ...Object.fromEntries(await Promise.all(turned)) };
  });
  return { ...config, receivers: await Promise.all(receivers) };
}
