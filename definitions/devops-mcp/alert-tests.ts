import { outage, ramp, series } from 'alidade';
import * as alerts from './alerts.ts';
import * as m from './metrics.ts';
import { devopsMcp, mcpServer } from './system.ts';

const route = { method: 'GET', path: '/api/v1/contexts' } as const;

devopsMcp.ruleTest({
  name: 'what clients do wrong is no error of the service',
  alert: alerts.highErrorRate,
  series: [
    series(m.requests, { ...route, status: '200' }, ramp(50)),
    series(m.requests, { ...route, status: '404' }, ramp(50)),
  ],
  quiet: ['4m', '15m'],
});

devopsMcp.ruleTest({
  name: 'a service that fails is named, with its share',
  alert: alerts.highErrorRate,
  series: [
    series(m.requests, { ...route, status: '200' }, ramp(90)),
    series(m.requests, { ...route, status: '503' }, ramp(10)),
  ],
  pending: ['3m'],
  firing: [
    {
      at: '10m',
      labels: { service: 'mcp-server' },
      annotations: { summary: 'mcp-server fails 10% of its requests' },
    },
  ],
});

devopsMcp.ruleTest({
  name: 'a single scrape that fails calls nobody',
  alert: alerts.serviceDown,
  series: [series(mcpServer.up, {}, outage({ from: '5m', until: '5m15s' }))],
  quiet: ['4m', '6m', '10m'],
});

devopsMcp.ruleTest({
  name: 'a heap that grows towards 8 GB is a leak',
  alert: alerts.memoryLeak,
  interval: '1m',
  series: [series(m.go.alloc, {}, ramp('35MB', { from: '1GB' }))],
  quiet: ['0s'],
  firing: [{ at: '2h', labels: { service: 'mcp-server' } }],
});

devopsMcp.ruleTest({
  name: 'a heap that shrinks is none, however large',
  alert: alerts.memoryLeak,
  interval: '1m',
  series: [series(m.go.alloc, {}, ramp(-1_000_000, { from: '12GB' }))],
  quiet: ['10m', '2h', '3h'],
});

devopsMcp.ruleTest({
  name: 'goroutines that become more and more are a leak',
  alert: alerts.goroutineLeak,
  interval: '1m',
  series: [series(m.go.goroutines, {}, ramp(50, { from: 1000 }))],
  quiet: ['0s'],
  firing: ['90m'],
});

devopsMcp.ruleTest({
  name: 'goroutines that become fewer are none, however many',
  alert: alerts.goroutineLeak,
  interval: '1m',
  series: [series(m.go.goroutines, {}, ramp(-1, { from: 12_000 }))],
  quiet: ['10m', '2h', '3h'],
});
