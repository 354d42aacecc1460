/** From a fault to whoever is told of it, through the real Prometheus and Alertmanager with the emitted files. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { synthesized } from '../definitions/synthesized.ts';
import { installed } from '../programs.ts';
import { eventually } from '../server.ts';
import type { Behaviour } from './exposition.ts';
import { exposed, type Model } from './model.ts';
import { type Running, type Setting, start } from './running.ts';
import { arrival, arrivalsOf, inhibitorsOf, over, raised, suppressed } from './told.ts';

const prometheus = installed('prometheus') ?? '';
const alertmanager = installed('prometheus-alertmanager') ?? installed('alertmanager') ?? '';
const isMissing = prometheus === '' || alertmanager === '';

/** Five minutes take four seconds. */
const times = 75;

/** The emitted files of a system, in an environment of it, and how it is when nothing ails it. */
function setting(system: string, environment: string, rest: Pick<Setting, 'healthy' | 'samples'>): Setting {
  const all = [...synthesized(system).files];
  const own = all.filter(([path]) => path.startsWith(environment));
  const files = new Map(own.map(([path, text]) => [path.slice(environment.length), text]));
  const model = JSON.parse(files.get('model.json') ?? '') as Model;
  return { prometheus, alertmanager, files, model, times, ...rest };
}

describe.skipIf(isMissing).concurrent('DevOps MCP in operation (needs prometheus and alertmanager)', () => {
  const mcp = 'mcp-server:8080';
  const failing: Behaviour = { metric: 'http_requests_total', labels: { status: '500' }, perSecond: 2.5 };
  const slow: Behaviour = { metric: 'http_request_duration_seconds', observes: 3 };
  const leaking: Behaviour = { metric: 'go_memstats_alloc_bytes', perSecond: 1e6 };
  const runbooks = 'https://docs.example.com/devops-mcp/runbooks';
  let running: Running;

  beforeAll(async () => {
    running = await start(
      setting('devops-mcp', '', {
        healthy: [{ metric: 'http_requests_total', labels: { status: '500' }, perSecond: 0 }],
        samples: { status: ['200', '500'], path: ['/api/v1/contexts', '/api/v1/contexts/:id'] },
      }),
    );
  }, 60_000);
  afterAll(() => running?.stop());

  test('a service that fails wakes whoever is on call, and nobody is told that it is slow as well', async () => {
    const onMcp = { service: 'mcp-server' };
    running.behave(mcp, failing);
    await raised(running, { alertname: 'HighErrorRate', ...onMcp }, 'pending');
    running.behave(mcp, failing, slow);

    const page = await arrival(running, { receiver: 'pagerduty', integration: 'pagerduty', alert: 'HighErrorRate' });
    const channel = await arrival(running, { receiver: 'slack', integration: 'slack', alert: 'HighErrorRate' });
    expect(page).toMatchObject({
      routing_key: 'PAGERDUTY_ROUTING_KEY',
      event_action: 'trigger',
      payload: { severity: 'critical', summary: 'HighErrorRate: mcp-server fails 20% of its requests' },
      links: [{ text: 'Runbook', href: `${runbooks}/high-error-rate.md` }],
    });
    expect(channel).toMatchObject({
      channel: '#mcp-alerts',
      attachments: [
        {
          title: 'MCP Alert: HighErrorRate (firing)',
          title_link: `${runbooks}/high-error-rate.md`,
          text: `mcp-server fails 20% of its requests <${runbooks}/high-error-rate.md|Runbook>\n`,
          color: 'danger',
        },
      ],
    });
    const known = (await running.received()).find(({ labels }) => labels.alertname === 'HighErrorRate');
    expect(known?.labels).toEqual({ alertname: 'HighErrorRate', severity: 'critical', team: 'platform', ...onMcp });

    const held = await suppressed(running, { alertname: 'HighLatency', ...onMcp });
    expect(await inhibitorsOf(running, held)).toEqual(['HighErrorRate']);
    running.behave(mcp, failing);
    await over(running, { alertname: 'HighLatency', ...onMcp });
    running.behave(mcp);
    const resolved = { alert: 'HighErrorRate', status: 'resolved' } as const;
    const closed = await arrival(running, { integration: 'pagerduty', ...resolved });
    expect(closed).toMatchObject({ event_action: 'resolve', dedup_key: page.dedup_key });
    const end = await arrival(running, { integration: 'slack', ...resolved });
    expect(end.attachments[0]).toMatchObject({ title: 'MCP Alert: HighErrorRate (resolved)', color: 'good' });
    expect(arrivalsOf(running, { alert: 'HighLatency' }, 'mcp-server')).toEqual([]);
  });

  test('a service that is slow is told in Slack, wakes nobody, and is told to be well again', async () => {
    running.behave('rest-api:8080', slow);
    const channel = await arrival(running, { integration: 'slack', alert: 'HighLatency' });
    expect(channel).toMatchObject({
      channel: '#mcp-alerts',
      attachments: [
        {
          title: 'MCP Alert: HighLatency (firing)',
          title_link: `${runbooks}/high-latency.md`,
          text: `rest-api is slow: one request in a hundred takes over 4.975s <${runbooks}/high-latency.md|Runbook>\n`,
          color: 'warning',
        },
      ],
    });
    running.behave('rest-api:8080');
    await arrival(running, { receiver: 'slack', alert: 'HighLatency', integration: 'slack', status: 'resolved' });
    expect(arrivalsOf(running, { receiver: 'pagerduty' }, 'rest-api')).toEqual([]);
  });

  test('a service that leaks and is killed for it is told to be down, and of the leak no more', async () => {
    running.behave('worker:8080', leaking);
    await raised(running, { alertname: 'MemoryLeak', service: 'worker' }, 'pending');
    running.behave('worker:8080', 'stopped');
    const page = await arrival(running, { receiver: 'pagerduty', integration: 'pagerduty', alert: 'ServiceDown' });
    expect(page).toMatchObject({
      payload: { summary: 'ServiceDown: worker does not answer Prometheus' },
      links: [{ href: `${runbooks}/service-down.md` }],
    });
    await arrival(running, { receiver: 'slack', integration: 'slack', alert: 'ServiceDown' }, 'worker');
    const held = await suppressed(running, { alertname: 'MemoryLeak' });
    expect(held.labels).toMatchObject({ service: 'worker', instance: 'worker', job: 'worker', team: 'platform' });
    expect(await inhibitorsOf(running, held)).toEqual(['ServiceDown']);
    expect(arrivalsOf(running, { alert: 'MemoryLeak' })).toEqual([]);
  });

  test.sequential("the dead man's switch was heard all the time, and the rules were well", () =>
    expectHealthy(running));
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
        healthy: [{ metric: 'conexus_mcp_requests_total', labels: { status: 'error' }, perSecond: 0 }],
        samples: { method: ['context.search'] },
      }),
    );
    running.behave(conexus, cold, failing);
  }, 60_000);
  afterAll(() => running?.stop());

  test('errors wake whoever is on call, and nobody is told that requests are slow as well', async () => {
    await raised(running, { alertname: 'HighMCPErrorRate' }, 'pending');
    running.behave(conexus, cold, failing, slow);
    const page = await arrival(running, { receiver: 'on-call', integration: 'pagerduty' });
    const channel = await arrival(running, { receiver: 'on-call', integration: 'slack' });
    expect(page).toMatchObject({
      payload: { summary: 'HighMCPErrorRate: Conexus fails 20% of its MCP requests', severity: 'critical' },
      links: [{ href: `${runbooks}/high-error-rate.md` }],
    });
    expect(channel).toMatchObject({
      channel: '#conexus-alerts',
      attachments: [
        {
          title: 'Conexus prod: HighMCPErrorRate (firing)',
          text: `Conexus fails 20% of its MCP requests <${runbooks}/high-error-rate.md|Runbook>\n`,
        },
      ],
    });
    const held = await suppressed(running, { alertname: 'SlowMCPRequests' });
    expect(await inhibitorsOf(running, held)).toEqual(['HighMCPErrorRate']);
    expect(held.labels).toMatchObject({ method: 'context.search', system: 'conexus' });
    running.behave(conexus, cold, failing);
    await over(running, { alertname: 'SlowMCPRequests' });
    running.behave(conexus, cold);
    await arrival(running, { receiver: 'on-call', integration: 'pagerduty', status: 'resolved' });
    await arrival(running, { receiver: 'on-call', integration: 'slack', status: 'resolved' });
    expect(arrivalsOf(running, { alert: 'SlowMCPRequests' })).toEqual([]);
  });

  test('a cold cache is told by mail alone', async () => {
    const mail = await arrival(running, { receiver: 'digest', integration: 'email', alert: 'LowCacheHitRate' });
    expect(mail).toMatchObject({
      from: 'alertmanager@example.com',
      to: ['context-platform@example.com'],
      user: 'alertmanager@example.com',
      password: 'SMTP_PASSWORD',
    });
    expect(mail.text).toContain('The embedding cache answers only 10% of requests');
    expect(mail.text).toContain(`${runbooks}/cache-performance.md`);
    expect(arrivalsOf(running, { alert: 'LowCacheHitRate' })).toHaveLength(1);
  });

  test.sequential('a process that does not answer wakes whoever is on call, until it answers', async () => {
    running.behave(conexus, 'stopped');
    const page = await arrival(running, { receiver: 'on-call', integration: 'pagerduty', alert: 'ConexusDown' });
    expect(page.payload.summary).toBe('ConexusDown: Conexus on conexus:9091 does not answer Prometheus');
    running.behave(conexus);
    const closed = { alert: 'ConexusDown', status: 'resolved', integration: 'pagerduty' } as const;
    expect(await arrival(running, closed)).toMatchObject({ dedup_key: page.dedup_key });
  });

  test.sequential("the dead man's switch was heard all the time, and the rules were well", () =>
    expectHealthy(running));
});

interface Groups {
  readonly groups: readonly { readonly rules: readonly { readonly name: string; readonly health: string }[] }[];
}

/** Nobody outside would have called, no rule failed, and every metric was there. */
async function expectHealthy(running: Running): Promise<void> {
  void eventually;
  void exposed;
  const { groups } = await running.ask<Groups>('rules');
  expect(groups.flatMap(({ rules }) => rules).filter(({ health }) => health !== 'ok')).toEqual([]);
  const heard = running.arrivals.filter(({ receiver }) => receiver === 'heartbeat').map(({ at }) => at);
  const moments = [...heard, performance.now()];
  const silences = heard.map((at, index) => moments[index + 1]! - at);
  expect(heard.length).toBeGreaterThan(2);
  expect(Math.max(...silences)).toBeLessThan(running.lasting('15m'));
}
