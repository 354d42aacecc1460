import { matching, promql } from 'alidade';
import * as m from './metrics.ts';
import { deadMansSwitch } from './runbooks/dead-mans-switch.ts';
import { goroutineLeak as goroutineLeakRunbook } from './runbooks/goroutine-leak.ts';
import { highErrorRate as highErrorRateRunbook } from './runbooks/high-error-rate.ts';
import { highLatency as highLatencyRunbook } from './runbooks/high-latency.ts';
import { memoryLeak as memoryLeakRunbook } from './runbooks/memory-leak.ts';
import { serviceDown as serviceDownRunbook } from './runbooks/service-down.ts';
import { devopsMcp } from './system.ts';

const group = devopsMcp.ruleGroup('mcp', { interval: '30s' });
const labels = { team: 'platform' };
const fourHours = 4 * 3600;

export const serviceDown = devopsMcp.alert('ServiceDown', {
  when: promql`up == 0`,
  for: '2m',
  severity: 'critical',
  labels,
  group,
  summary: ({ labels }) => `${labels.service} does not answer Prometheus`,
  description: 'It is down, hangs, or cannot be reached. Its other alerts are silent without its metrics.',
  runbook: serviceDownRunbook,
});

export const highErrorRate = devopsMcp.alert('HighErrorRate', {
  when: m.requests.fraction({ status: matching('5..') }, { over: '5m', by: 'service' }).gt('5%'),
  for: '5m',
  severity: 'critical',
  labels,
  group,
  summary: ({ labels, value }) => `${labels.service} fails ${value.percentage} of its requests`,
  description: 'Clients get a status of 500 or above.',
  runbook: highErrorRateRunbook,
  ignore: { 'slo-alert-threshold': 'The SLOs tell of less, and later: this names the service while a fault is fresh.' },
});

export const highLatency = devopsMcp.alert('HighLatency', {
  when: m.requestDuration.quantile(0.99, { over: '5m', by: 'service' }).gt('1s'),
  for: '5m',
  severity: 'warning',
  labels,
  group,
  summary: ({ labels, value }) => `${labels.service} is slow: one request in a hundred takes over ${value.duration}`,
  description: 'Clients wait, and some give up.',
  runbook: highLatencyRunbook,
});

/** Growing, and too large in four hours if it goes on like that. The forecast comes first: it is the value that people read. */
export const memoryLeak = devopsMcp.alert('MemoryLeak', {
  when: m.go.alloc.predictLinear(fourHours, '1h').gt('8GB').and(m.go.alloc.deriv('1h').gt(0)),
  for: '30m',
  severity: 'warning',
  labels,
  group,
  summary: ({ labels, value }) => `${labels.service} will hold ${value.bytes} of heap in 4 hours`,
  description: 'Its heap has grown for an hour. The kernel kills the process when it runs out of memory.',
  runbook: memoryLeakRunbook,
});

export const goroutineLeak = devopsMcp.alert('GoroutineLeak', {
  when: m.go.goroutines.predictLinear(fourHours, '1h').gt(10_000).and(m.go.goroutines.deriv('1h').gt(0)),
  for: '30m',
  severity: 'warning',
  labels,
  group,
  summary: ({ labels, value }) => `${labels.service} will have ${value.printf('%.0f')} goroutines in 4 hours`,
  description: 'Their number has grown for an hour. Each keeps its stack, and whatever it waits for, in memory.',
  runbook: goroutineLeakRunbook,
});

/** Proves that alerts get out: whoever expects its notifications raises the alarm when they stop. */
export const watchdog = devopsMcp.alert('Watchdog', {
  when: promql`vector(1)`,
  alwaysFiring: "A dead man's switch: a service outside expects its notifications, and calls somebody when they stop.",
  severity: 'info',
  labels,
  group,
  summary: 'Alerts of DevOps MCP get out',
  description: 'This is how it should be. The fault is its absence.',
  runbook: deadMansSwitch,
});
