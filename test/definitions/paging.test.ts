/** Who is told of what: faults, the alerts that they make fire, and whom the running Alertmanager would tell. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inFolder, installed } from '../programs.ts';
import { eventually, freePort, whileServing } from '../server.ts';
import { alertmanagerFiles } from './alertmanager.ts';
import { synthesized } from './synthesized.ts';

type Labels = Readonly<Record<string, string>>;

/** Alerts that fire, each with its labels beside name and severity, and who is told of it: nobody where another alert says enough. */
interface Fault {
  readonly fault: string;
  readonly told: readonly (readonly [alert: string, labels: Labels, who: readonly string[]])[];
}

const onMcpServer = { service: 'mcp-server' };
const onRestApi = { service: 'rest-api' };
const onWorker = { service: 'worker' };
const ofProcess = (service: string) => ({ job: service, service, instance: service });

const nobody: readonly string[] = [];
const mcpChannel = ['Slack #mcp-alerts'];
const mcpPager = ['PagerDuty', ...mcpChannel];

const ofDevopsMcp: readonly Fault[] = [
  { fault: 'nothing is wrong', told: [['Watchdog', {}, ['webhook']]] },
  { fault: 'a release of rest-api fails one request in ten', told: [['HighErrorRate', onRestApi, mcpPager]] },
  { fault: 'a query without an index makes mcp-server slow', told: [['HighLatency', onMcpServer, mcpChannel]] },
  {
    fault: 'the database hangs: mcp-server is slow, and fails what times out',
    told: [
      ['HighErrorRate', onMcpServer, mcpPager],
      ['HighLatency', onMcpServer, nobody],
      ['GoroutineLeak', ofProcess('mcp-server'), nobody],
    ],
  },
  {
    fault: 'rest-api fails while worker leaks: one has nothing to do with the other',
    told: [
      ['HighErrorRate', onRestApi, mcpPager],
      ['MemoryLeak', ofProcess('worker'), mcpChannel],
    ],
  },
  {
    fault: 'the kernel kills worker for memory',
    told: [
      ['ServiceDown', ofProcess('worker'), mcpPager],
      ['HighErrorRate', onWorker, nobody],
      ['MemoryLeak', ofProcess('worker'), nobody],
    ],
  },
  {
    fault: 'the host is gone, and every service with it',
    told: [
      ['ServiceDown', ofProcess('mcp-server'), mcpPager],
      ['ServiceDown', ofProcess('rest-api'), mcpPager],
      ['ServiceDown', ofProcess('worker'), mcpPager],
      ['Watchdog', {}, ['webhook']],
    ],
  },
  {
    fault: 'rest-api fails one request in ten for an hour: one page, which names it',
    told: [
      ['ErrorBudgetFastBurn', onRestApi, mcpPager],
      ['HighErrorRate', onRestApi, nobody],
      ['ErrorBudgetSlowBurn', onRestApi, nobody],
      ['ApiAvailabilityFastBurn', {}, nobody],
      ['ApiAvailabilitySlowBurn', {}, nobody],
    ],
  },
  {
    fault: 'worker fails two requests in a hundred all day',
    told: [
      ['ErrorBudgetFastBurn', onWorker, mcpPager],
      ['ErrorBudgetSlowBurn', onWorker, nobody],
      ['ApiAvailabilitySlowBurn', {}, mcpChannel],
    ],
  },
  {
    fault: 'everything is slow',
    told: [
      ['ApiLatencyFastBurn', {}, mcpPager],
      ['ApiLatencySlowBurn', {}, nobody],
    ],
  },
  {
    fault: 'nobody counts requests any more',
    told: [
      ['ApiAvailabilityAbsent', {}, mcpChannel],
      ['ApiLatencyAbsent', {}, mcpChannel],
      ['ErrorBudgetAbsent', {}, mcpChannel],
    ],
  },
  { fault: 'somebody adds an alert that is good to know', told: [['NewTenant', {}, ['Slack #mcp-alerts-other']]] },
];

const ofConexus = (channel: string, pager: readonly string[], digest: string): readonly Fault[] => {
  const server = { job: 'conexus', instance: 'conexus:9091' };
  const team = [`Slack ${channel}`];
  const onCall = [...pager, ...team];
  return [
    { fault: 'nothing is wrong', told: [['Watchdog', {}, ['webhook']]] },
    { fault: 'the vector store refuses every search', told: [['HighMCPErrorRate', {}, onCall]] },
    { fault: 'one method has become slow', told: [['SlowMCPRequests', { method: 'context.search' }, team]] },
    {
      fault: 'a bad release: requests are slow and fail, and the heap grows',
      told: [
        ['HighMCPErrorRate', {}, onCall],
        ['SlowMCPRequests', { method: 'context.search' }, nobody],
        ['HighMemoryUsage', server, nobody],
      ],
    },
    {
      fault: 'the process is killed in the middle of work',
      told: [
        ['ConexusDown', server, onCall],
        ['HighMCPErrorRate', {}, nobody],
        ['HighMemoryUsage', server, nobody],
        ['LowCacheHitRate', {}, nobody],
        ['Watchdog', {}, ['webhook']],
      ],
    },
    { fault: 'the indexer waits for a lock', told: [['IndexerStalled', server, team]] },
    {
      fault: 'one request in ten fails for an hour: one page',
      told: [
        ['McpAvailabilityFastBurn', {}, onCall],
        ['HighMCPErrorRate', {}, nobody],
        ['McpAvailabilitySlowBurn', {}, nobody],
      ],
    },
    { fault: 'two requests in a hundred fail', told: [['McpAvailabilityFastBurn', {}, onCall]] },
    {
      fault: 'requests are slow all day',
      told: [
        ['McpLatencyFastBurn', {}, onCall],
        ['McpLatencySlowBurn', {}, nobody],
      ],
    },
    {
      fault: 'files of one kind cannot be indexed',
      told: [
        ['IndexCorrectnessFastBurn', {}, team],
        ['IndexCorrectnessSlowBurn', {}, [digest]],
      ],
    },
    {
      fault: 'nobody counts anything any more',
      told: [
        ['McpAvailabilityAbsent', {}, team],
        ['McpLatencyAbsent', {}, team],
        ['IndexCorrectnessAbsent', {}, team],
      ],
    },
    { fault: 'the cache is cold after a restart', told: [['LowCacheHitRate', {}, [digest]]] },
  ];
};

const devopsMcp = synthesized('devops-mcp');
const conexus = synthesized('conexus');

const systems = [
  { name: 'DevOps MCP', of: devopsMcp, folder: '', faults: ofDevopsMcp },
  { name: 'Conexus in dev', of: conexus, folder: 'dev/', faults: ofConexus('#conexus-dev', [], 'Slack #conexus-dev') },
  {
    name: 'Conexus in staging',
    of: conexus,
    folder: 'staging/',
    faults: ofConexus('#conexus-staging', [], 'Slack #conexus-staging'),
  },
  {
    name: 'Conexus in prod',
    of: conexus,
    folder: 'prod/',
    faults: ofConexus('#conexus-alerts', ['PagerDuty'], 'email context-platform@example.com'),
  },
];

const alertmanager = installed('prometheus-alertmanager') ?? installed('alertmanager');

describe.skipIf(alertmanager === undefined).each(systems)(
  'who is told in $name, by the running program (needs alertmanager)',
  ({ of, folder, faults }) => {
    const { system, alerts } = JSON.parse(of.files.get(`${folder}model.json`) ?? '') as Model;
    const files = alertmanagerFiles(of, folder);
    const people = peopleIn(files.find(({ path }) => path === 'alertmanager.yml')?.text ?? '');

    const sent = (name: string, labels: Labels): Labels => {
      const declared = alerts.find((alert) => alert.name === name) ?? { severity: 'info', labels: {} };
      return { ...system.externalLabels, ...labels, ...declared.labels, alertname: name, severity: declared.severity };
    };

    test('every alert is in the table', () => {
      const told = new Set(faults.flatMap((fault) => fault.told.map(([name]) => name)));
      expect(alerts.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([]);
    });

    test(
      'as the table says',
      () =>
        inFolder(files, async (at) => {
          const address = `127.0.0.1:${await freePort()}`;
          const config = [`--config.file=${at}/alertmanager.yml`, `--storage.path=${at}/data`];
          const server = [`--web.listen-address=${address}`, '--cluster.listen-address='];
          const found = await whileServing(alertmanager ?? '', [...config, ...server], async () => {
            await eventually(
              () => fetch(`http://${address}/-/ready`),
              ({ ok }) => ok,
              20,
            );
            const told: Fault[] = [];
            for (const { fault, told: expected } of faults) {
              const now = await toldBy(
                address,
                expected.map(([name, labels]) => sent(name, labels)),
              );
              told.push({
                fault,
                told: expected.map(([name, labels]) => [name, labels, who(now, sent(name, labels), people)]),
              });
            }
            return told;
          });
          expect(found).toEqual(faults);
        }),
      60_000,
    );
  },
);

interface Model {
  readonly system: { readonly externalLabels: Labels };
  readonly alerts: readonly { readonly name: string; readonly severity: string; readonly labels: Labels }[];
}

/** An alert as Alertmanager's API has it. */
interface Received {
  readonly labels: Labels;
  readonly receivers: readonly { readonly name: string }[];
  readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
}

/** What Alertmanager makes of these alerts alone: they are over when this returns. */
async function toldBy(address: string, alerts: readonly Labels[]): Promise<readonly Received[]> {
  const api = `http://${address}/api/v2/alerts`;
  const send = async (more: object) => {
    const body = JSON.stringify(alerts.map((labels) => ({ labels, ...more })));
    const { ok, status } = await fetch(api, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    if (!ok) throw new Error(`Alertmanager refuses the alerts: ${status}`);
  };
  const received = async () => (await (await fetch(api)).json()) as readonly Received[];
  await send({});
  // The inhibitor hears of an alert a moment after the API does.
  await sleep(300);
  const found = await eventually(received, ({ length }) => length === alerts.length, 10);
  await send({ endsAt: new Date().toISOString() });
  await eventually(received, ({ length }) => length === 0, 10);
  return found;
}

function who(received: readonly Received[], labels: Labels, people: People): readonly string[] {
  const alert = received.find((one) => isSame(one.labels, labels));
  if (alert === undefined) throw new Error(`Alertmanager has no ${JSON.stringify(labels)}`);
  if (alert.status.inhibitedBy.length > 0) return nobody;
  return alert.receivers.flatMap(({ name }) => people.get(name) ?? []);
}

function isSame(a: Labels, b: Labels): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

type People = ReadonlyMap<string, readonly string[]>;

const ways: Readonly<Record<string, (settings: Labels) => string>> = {
  pagerduty_configs: () => 'PagerDuty',
  slack_configs: ({ channel }) => `Slack ${channel}`,
  email_configs: ({ to }) => `email ${to}`,
  webhook_configs: () => 'webhook',
};

/** Whom each receiver reaches, PagerDuty first. */
function peopleIn(config: string): People {
  const { receivers } = parse(config) as { receivers: ({ name: string } & Record<string, readonly Labels[]>)[] };
  return new Map(
    receivers.map((receiver) => [
      receiver.name,
      Object.entries(ways).flatMap(([key, words]) => (receiver[key] ?? []).map(words)),
    ]),
  );
}
