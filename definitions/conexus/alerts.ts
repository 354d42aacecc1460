import { promql } from 'alidade';
import * as m from './metrics.ts';
import { cachePerformance } from './runbooks/cache-performance.ts';
import { conexusDown as conexusDownRunbook } from './runbooks/conexus-down.ts';
import { deadMansSwitch } from './runbooks/dead-mans-switch.ts';
import { highErrorRate } from './runbooks/high-error-rate.ts';
import { indexerProblems } from './runbooks/indexer-problems.ts';
import { memoryIssues } from './runbooks/memory-issues.ts';
import { performanceDegradation } from './runbooks/performance-degradation.ts';
import { conexus, server } from './system.ts';

export const highMcpErrorRate = conexus.alert('HighMCPErrorRate', {
  when: m.mcpRequests.fraction({ status: 'error' }, { over: '5m' }).gt('5%'),
  for: '5m',
  severity: 'critical',
  summary: ({ value }) => `Conexus fails ${value.percentage} of its MCP requests`,
  description: 'Clients get errors instead of context.',
  runbook: highErrorRate,
  ignore: {
    'slo-alert-threshold': 'The SLO tells of less, and later: this leads to the runbook while a fault is fresh.',
  },
});

export const slowMcpRequests = conexus.alert('SlowMCPRequests', {
  when: m.mcpRequestDuration.quantile(0.95, { over: '5m', by: 'method' }).gt('1s'),
  for: '5m',
  severity: 'warning',
  summary: ({ labels, value }) =>
    `MCP method ${labels.method} is slow: one request in twenty takes over ${value.duration}`,
  description: 'Clients wait, and some give up.',
  runbook: performanceDegradation,
  ignore: { 'slo-alert-threshold': 'The SLO is about all methods together: this names the one that is slow.' },
});

export const highMemoryUsage = conexus.alert('HighMemoryUsage', {
  when: m.go.heapAlloc.gt('1GiB'),
  for: '10m',
  severity: 'warning',
  summary: ({ labels, value }) => `Conexus on ${labels.instance} holds ${value.bytes} of heap`,
  description: 'The kernel kills the process when it runs out of memory; every open connection is lost with it.',
  runbook: memoryIssues,
});

/** The counter is there, has not grown for 15 minutes, and was above 0 within a day. Raw PromQL says this most plainly. */
export const indexerStalled = conexus.alert('IndexerStalled', {
  when: promql`
    ${m.filesIndexed}
      unless increase(${m.filesIndexed}[15m]) > 0
      unless max_over_time(${m.filesIndexed}[1d]) == 0`,
  for: '15m',
  severity: 'warning',
  summary: ({ labels }) => `Conexus on ${labels.instance} has not indexed a file for half an hour or longer`,
  description: 'Searches miss what was written since. Nothing to index looks the same: the runbook tells them apart.',
  runbook: indexerProblems,
});

export const lowCacheHitRate = conexus.alert('LowCacheHitRate', {
  when: m.embeddingCacheHits.rate('10m').sum().div(m.embeddingRequests.rate('10m').sum()).lt('50%'),
  for: '10m',
  severity: 'info',
  summary: ({ value }) => `The embedding cache answers only ${value.percentage} of requests`,
  description: 'Indexing and searching are slower than they need be, and the embedding service does more work.',
  runbook: cachePerformance,
});

export const conexusDown = conexus.alert('ConexusDown', {
  when: server.up.eq(0),
  for: '2m',
  severity: 'critical',
  summary: ({ labels }) => `Conexus on ${labels.instance} does not answer Prometheus`,
  description: 'It is down, hangs, or cannot be reached. Its other alerts are silent without its metrics.',
  runbook: conexusDownRunbook,
});

/** Proves that alerts get out: whoever expects its notifications raises the alarm when they stop. */
export const watchdog = conexus.alert('Watchdog', {
  when: promql`vector(1)`,
  alwaysFiring: "A dead man's switch: a service outside expects its notifications, and calls somebody when they stop.",
  severity: 'info',
  summary: 'Alerts of Conexus get out',
  description: 'This is how it should be. The fault is its absence.',
  runbook: deadMansSwitch,
});
