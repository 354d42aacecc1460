import { link, matching, promql, row, timeseries } from 'alidade';
import * as alerts from './alerts.ts';
import * as m from './metrics.ts';
import { devopsMcp } from './system.ts';
import { service, tenant } from './variables.ts';

const requests = m.requests.where({ service });
const requestDuration = m.requestDuration.where({ service });
const contextsCreated = m.contextsCreated.where({ tenant_id: tenant });
const perMinute = 60;

const onlyThisService = [link.drillDown(service)];

export const overview = devopsMcp.dashboard('mcp-overview', {
  title: 'MCP Overview',
  description: 'From top to bottom: what clients see, what DevOps MCP does for them, and how its processes fare.',
  tags: ['devops-mcp'],
  variables: [service, tenant],
  time: 'now-1h',
  refresh: '30s',
  annotations: [
    {
      name: 'Restarts',
      query: promql`changes(${m.process.startTime}[5m]) > 0`,
      title: 'Restart of {{service}}',
      color: 'blue',
    },
  ],
  rows: [
    row('Requests', [
      timeseries('Request Rate', {
        description: 'Requests a second. Click a line to see that service alone.',
        query: requests.rate().sum({ by: 'service' }),
        legend: '{{service}}',
        min: 0,
        links: onlyThisService,
      }),
      timeseries('Error Rate', {
        description: 'Share of requests that end in a status of 500 or above.',
        query: requests.fraction({ status: matching('5..') }, { by: 'service' }),
        legend: '{{service}}',
        min: 0,
        thresholdOf: alerts.highErrorRate,
        links: [link.panel('Errors by Route'), ...onlyThisService],
      }),
      timeseries('P95 Latency', {
        description: 'One request in twenty takes longer than this.',
        query: requestDuration.quantile(0.95, { by: 'service' }),
        legend: '{{service}}',
        min: 0,
        links: onlyThisService,
      }),
      timeseries('P99 Latency', {
        description: 'One request in a hundred takes longer than this: what the alert looks at.',
        query: requestDuration.quantile(0.99, { by: 'service' }),
        legend: '{{service}}',
        min: 0,
        thresholdOf: alerts.highLatency,
        links: onlyThisService,
      }),
      timeseries('Errors by Route', {
        description: 'Requests a second that end in a status of 500 or above; the ten routes with most.',
        query: requests
          .where({ status: matching('5..') })
          .rate()
          .sum({ by: ['service', 'path', 'status'] })
          .topk(10),
        legend: '{{service}} {{path}} {{status}}',
        min: 0,
      }),
      timeseries('Requests in Flight', {
        description: 'Requests being handled. A number that climbs while the rate does not: they are stuck.',
        query: m.inFlight.where({ service }).sum({ by: 'service' }),
        legend: '{{service}}',
        min: 0,
        links: onlyThisService,
      }),
    ]),
    row('Contexts and tools', [
      timeseries('Contexts Created', {
        description: 'Contexts a minute; the ten tenants with most.',
        query: contextsCreated.rate().sum({ by: 'tenant_id' }).mul(perMinute).topk(10),
        legend: '{{tenant_id}}',
        unit: 'cpm',
        min: 0,
        width: 8,
        links: [link.drillDown(tenant)],
      }),
      timeseries('Context Size', {
        description: 'Of the contexts of all tenants: half are smaller than P50, one in twenty is larger than P95.',
        query: [
          { query: m.contextSize.quantile(0.5), legend: 'P50' },
          { query: m.contextSize.quantile(0.95), legend: 'P95' },
        ],
        min: 0,
        width: 8,
      }),
      timeseries('Tool Executions', {
        description: 'Tools run a minute; the ten run most.',
        query: m.toolExecutions.rate().sum({ by: 'tool' }).mul(perMinute).topk(10),
        legend: '{{tool}}',
        unit: 'cpm',
        min: 0,
        width: 8,
      }),
      timeseries('Authentication Attempts', {
        description: 'Attempts a minute, good and bad together. A sudden rise of one method: somebody tries keys.',
        query: m.authAttempts.rate().sum({ by: 'method' }).mul(perMinute),
        legend: '{{method}}',
        unit: 'cpm',
        min: 0,
      }),
      timeseries('Active API Keys', {
        description: 'Valid keys. It moves when people issue or revoke keys, and else stands still.',
        query: m.activeApiKeys.max(),
        legend: 'keys',
        min: 0,
      }),
    ]),
    row('Processes', [
      timeseries('Memory', {
        description: 'Heap in use, and the memory that the kernel counts. A heap floor that rises for hours is a leak.',
        query: [
          { query: m.go.alloc.where({ service }), legend: 'heap {{instance}}' },
          { query: m.process.residentMemory.where({ service }), legend: 'resident {{instance}}' },
        ],
        min: 0,
      }),
      timeseries('Goroutines', {
        description: 'Should follow the requests in flight, and come back down with them.',
        query: m.go.goroutines.where({ service }),
        legend: '{{instance}}',
        min: 0,
      }),
      timeseries('CPU', {
        description: 'CPU cores in use. At the limit of the container everything waits.',
        query: m.process.cpu.where({ service }).rate(),
        legend: '{{instance}}',
        min: 0,
      }),
      timeseries('Up', {
        description: '1 while Prometheus can read the service, 0 while it cannot.',
        query: promql`up{service=~"$service"}`,
        legend: '{{instance}}',
        min: 0,
        max: 1,
        thresholdOf: alerts.serviceDown,
      }),
    ]),
  ],
});
