/** From a fault to whoever is told of it, through the real Prometheus and Alertmanager with the emitted files. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Synthesized, synthesizedTogether } from '../definitions/synthesized.ts';
import { installed } from '../programs.ts';
import { expectCatalog, expectHealthy, expectHeard, expectTold } from './expectations.ts';
import type { Behaviour } from './exposition.ts';
import { routesOf } from './route.ts';
import { type Running, type Setting, start } from './running.ts';
import { arrival, arrivalsOf, inhibitorsOf, over, raised, suppressed } from './told.ts';

const prometheus = installed('prometheus') ?? '';
const alertmanager = installed('prometheus-alertmanager') ?? installed('alertmanager') ?? '';
const isMissing = prometheus === '' || alertmanager === '';

/** Five minutes take three seconds. */
const times = 100;
const startTime = 120_000;
const storyTime = 150_000;

/** Before anything runs: it takes all there is of the machine. */
let made: ReadonlyMap<string, Synthesized>;
beforeAll(() => {
  made = synthesizedTogether('devops-mcp', 'conexus');
}, startTime);

/** The emitted files of a system, in an environment of it, and how it is when nothing ails it. */
function setting(system: string, environment: string, how: Pick<Setting, 'healthy' | 'samples'>): Setting {
  const own = [...(made.get(system)?.files ?? [])].filter(([path]) => path.startsWith(environment));
  const below = own.map(([path, text]) => [path.slice(environment.length), text] as const);
  return { prometheus, alertmanager, files: new Map(below), times, ...how };
}

describe.skipIf(isMissing).concurrent('DevOps MCP in operation (needs prometheus and alertmanager)', () => {
  const mcpServer = 'mcp-server:8080';
  const restApi = 'rest-api:8080';
  const worker = 'worker:8080';
  const failing: Behaviour = { metric: 'http_requests_total', labels: { status: '500' }, perSecond: 2.5 };
  const slow: Behaviour = { metric: 'http_request_duration_seconds', observes: 3 };
  const leaking: Behaviour = { metric: 'go_memstats_alloc_bytes', perSecond: 1e6 };
  const runbooks = 'https://docs.example.com/devops-mcp/runbooks';
  let running: Running;

  beforeAll(async () => {
    running = await start(
      setting('devops-mcp', '', {
        healthy: [{ ...failing, perSecond: 0 }],
        samples: { status: ['200', '500'], path: ['/api/v1/contexts', '/api/v1/contexts/:id'] },
      }),
    );
  }, startTime);
  afterAll(() => running?.stop());

  test(
    'a service that fails wakes whoever is on call, and nobody is told that it is slow as well',
    async () => {
      const service = 'mcp-server';
      running.behave(mcpServer, failing);
      const alert = 'ErrorBudgetFastBurn';
      const page = await arrival(running, { receiver: 'pagerduty', integration: 'pagerduty', alert });
      const message = await arrival(running, { receiver: 'slack', integration: 'slack', alert });
      const share = /^ErrorBudgetFastBurn: (Error budget of mcp-server: .* [\d.]+% of requests are bad)$/;
      expect(page).toMatchObject({
        routing_key: 'PAGERDUTY_ROUTING_KEY',
        event_action: 'trigger',
        payload: { severity: 'critical', summary: expect.stringMatching(share), source: 'mcp-server' },
        links: [{ text: 'Runbook', href: `${runbooks}/error-budget.md` }],
      });
      const [, summary] = share.exec(page.payload.summary ?? '') ?? [];
      expect(message).toMatchObject({
        channel: '#mcp-alerts',
        attachments: [
          {
            title: `MCP Alert: ${alert} (firing)`,
            title_link: `${runbooks}/error-budget.md`,
            text: expect.stringContaining(`<${runbooks}/error-budget.md|Runbook>\n`),
            fallback: `${alert}: ${summary}`,
            color: 'danger',
          },
        ],
      });
      expect(message.attachments[0]?.text).toContain(`${summary}\nAt `);
      const known = (await running.received()).find(({ labels }) => labels.alertname === alert);
      const carried = { severity: 'critical', team: 'platform', owner: 'platform', slo: 'error-budget', service };
      expect(known?.labels).toEqual({ alertname: alert, ...carried });
      const held = await suppressed(running, { alertname: 'HighErrorRate', service });
      expect(await inhibitorsOf(running, held)).toEqual([alert]);

      running.behave(mcpServer, failing, slow);
      await suppressed(running, { alertname: 'HighLatency', service });
      running.behave(mcpServer, failing);
      await over(running, { alertname: 'HighLatency', service });

      running.behave(mcpServer);
      for (const quiet of ['HighErrorRate', 'HighLatency'])
        expect(arrivalsOf(running, { alert: quiet }, service)).toEqual([]);
    },
    storyTime,
  );

  test(
    'a service that is slow is told in Slack, wakes nobody, and is told to be well again',
    async () => {
      running.behave(restApi, slow);
      const message = await arrival(running, { receiver: 'slack', integration: 'slack', alert: 'HighLatency' });
      expect(message).toMatchObject({
        channel: '#mcp-alerts',
        attachments: [
          {
            title: 'MCP Alert: HighLatency (firing)',
            title_link: `${runbooks}/high-latency.md`,
            text: `rest-api is slow: one request in a hundred takes over 4.975s\nClients wait, and some give up. <${runbooks}/high-latency.md|Runbook>\n`,
            color: 'warning',
          },
        ],
      });
      running.behave(restApi);
      const ended = { integration: 'slack', alert: 'HighLatency', status: 'resolved' } as const;
      const end = await arrival(running, { receiver: 'slack', ...ended });
      expect(end.attachments[0]).toMatchObject({ title: 'MCP Alert: HighLatency (resolved)', color: 'good' });
      expect(end.attachments[0]?.text).toMatch(/^Over: rest-api is slow: /);
      expect(arrivalsOf(running, { receiver: 'pagerduty' }, 'rest-api')).toEqual([]);
    },
    storyTime,
  );

  test(
    'a service that leaks and is killed for it is told to be down, and of the leak no more',
    async () => {
      running.behave(worker, leaking);
      await raised(running, { alertname: 'MemoryLeak', service: 'worker' }, 'pending');
      running.behave(worker, 'stopped');
      const page = await arrival(running, { receiver: 'pagerduty', integration: 'pagerduty', alert: 'ServiceDown' });
      expect(page).toMatchObject({
        payload: { severity: 'critical', summary: 'ServiceDown: worker does not answer Prometheus' },
        links: [{ text: 'Runbook', href: `${runbooks}/service-down.md` }],
      });
      await arrival(running, { receiver: 'slack', integration: 'slack', alert: 'ServiceDown' });
      const held = await suppressed(running, { alertname: 'MemoryLeak' });
      expect(held.labels).toMatchObject({ service: 'worker', instance: 'worker', job: 'worker', team: 'platform' });
      expect(await inhibitorsOf(running, held)).toEqual(['ServiceDown']);
      expect(arrivalsOf(running, { alert: 'MemoryLeak' })).toEqual([]);
    },
    storyTime,
  );

  test.sequential('every metric of the catalog was scraped, and no rule failed', async () => {
    await expectCatalog(running);
    await expectHealthy(running);
  });
  test('whoever was told, and what was held back, is as alidade route says', async () => {
    const routes = await routesOf('--system', 'devops-mcp');
    expectTold(running, routes);
    expect(routes.get('HighErrorRate')?.inhibitedBy).toContain('ErrorBudgetFastBurn');
    expect(routes.get('HighLatency')?.inhibitedBy).toContain('HighErrorRate');
    expect(routes.get('MemoryLeak')?.inhibitedBy).toContain('ServiceDown');
  });
  test("the dead man's switch was heard all the time", () => expectHeard(running));
});

describe.skipIf(isMissing).concurrent('Conexus in operation (needs prometheus and alertmanager)', () => {
  const conexus = 'conexus:9091';
  const failing: Behaviour = { metric: 'conexus_mcp_requests_total', labels: { status: 'error' }, perSecond: 2.5 };
  const slow: Behaviour = { metric: 'conexus_mcp_request_duration_seconds', observes: 2 };
  const cold: Behaviour = { metric: 'conexus_embedding_cache_hits_total', perSecond: 1 };
  const runbooks = 'https://docs.example.com/conexus/runbooks';
  let running: Running;

  beforeAll(async () => {
    running = await start(
      setting('conexus', 'prod/', {
        healthy: [{ ...failing, perSecond: 0 }],
        samples: { method: ['context.search'] },
      }),
    );
    running.behave(conexus, cold, failing);
  }, startTime);
  afterAll(() => running?.stop());

  test(
    'errors wake whoever is on call, and nobody is told that requests are slow as well',
    async () => {
      const alert = 'McpAvailabilityFastBurn';
      const page = await arrival(running, { receiver: 'on-call', integration: 'pagerduty', alert });
      const message = await arrival(running, { receiver: 'on-call', integration: 'slack', alert });
      expect(page).toMatchObject({
        payload: {
          severity: 'critical',
          summary: expect.stringMatching(/^McpAvailabilityFastBurn: MCP availability: .* [\d.]+% of requests are bad$/),
        },
        links: [{ text: 'Runbook', href: `${runbooks}/error-budget.md` }],
      });
      expect(message).toMatchObject({
        channel: '#conexus-alerts',
        attachments: [{ title: `Conexus prod: ${alert} (firing)`, color: 'danger' }],
      });
      expect(message.attachments[0]?.text).toContain(`<${runbooks}/error-budget.md|Runbook>\n`);
      running.behave(conexus, cold, failing, slow);
      const held = await suppressed(running, { alertname: 'SlowMCPRequests' });
      const critical = ['HighMCPErrorRate', alert, 'McpLatencyFastBurn'];
      expect(critical).toContain((await inhibitorsOf(running, held))[0]);
      expect(held.labels).toMatchObject({ method: 'context.search', system: 'conexus' });
      running.behave(conexus, cold, failing);
      await over(running, { alertname: 'SlowMCPRequests' });
      running.behave(conexus, cold);
      for (const quiet of ['HighMCPErrorRate', 'SlowMCPRequests'])
        expect(arrivalsOf(running, { alert: quiet })).toEqual([]);
    },
    storyTime,
  );

  test(
    'a cold cache is told by mail',
    async () => {
      const mail = await arrival(running, { receiver: 'digest', integration: 'email', alert: 'LowCacheHitRate' });
      expect(mail).toMatchObject({
        from: 'alertmanager@example.com',
        to: ['context-platform@example.com'],
        user: 'alertmanager@example.com',
        password: 'SMTP_PASSWORD',
      });
      expect(mail.text).toContain('The embedding cache answers only 10% of requests');
      expect(mail.text).toContain(`${runbooks}/cache-performance.md`);
    },
    storyTime,
  );

  test.sequential(
    'a process that does not answer wakes whoever is on call, until it answers',
    async () => {
      running.behave(conexus, 'stopped');
      const down = { receiver: 'on-call', integration: 'pagerduty', alert: 'ConexusDown' } as const;
      const page = await arrival(running, down);
      expect(page.payload.summary).toBe('ConexusDown: Conexus on conexus:9091 does not answer Prometheus');
      running.behave(conexus);
      expect(await arrival(running, { ...down, status: 'resolved' })).toMatchObject({ dedup_key: page.dedup_key });
    },
    storyTime,
  );

  test.sequential('every metric of the catalog was scraped, and no rule failed', async () => {
    await expectCatalog(running);
    await expectHealthy(running);
  });
  test('whoever was told, and what was held back, is as alidade route says', async () => {
    const routes = await routesOf('--system', 'conexus', '--environment', 'prod');
    expectTold(running, routes);
    expect(routes.get('SlowMCPRequests')?.inhibitedBy).toContain('HighMCPErrorRate');
  });
  test("the dead man's switch was heard all the time, and falls silent with Prometheus", async () => {
    expectHeard(running);
    await running.stopPrometheus();
    await over(running, { alertname: 'Watchdog' });
    const heard = arrivalsOf(running, { alert: 'Watchdog' });
    await sleep(running.lasting('6m'));
    expect(arrivalsOf(running, { alert: 'Watchdog' })).toEqual(heard);
  });
});
