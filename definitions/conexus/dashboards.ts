import { bargauge, link, row, timeseries } from 'alidade';
import * as alerts from './alerts.ts';
import * as m from './metrics.ts';
import { performanceDegradation } from './runbooks/performance-degradation.ts';
import { conexus, jaegerUrl } from './system.ts';
import { errorType, method, status } from './variables.ts';

const requests = m.mcpRequests.where({ method });
const requestDuration = m.mcpRequestDuration.where({ method });
const perMinute = 60;

const traces = link.url('Traces', `${jaegerUrl}/search?service=conexus`);
const tracesOfMethod = link.url(
  'Traces of this method',
  `${jaegerUrl}/search?service=conexus&operation=\${__field.labels.method}`,
);

export const overview = conexus.dashboard('conexus-overview', {
  title: 'Conexus overview',
  description: 'From top to bottom: what clients see, what their requests depend on, and where to look further.',
  tags: ['conexus'],
  variables: [method, status, errorType],
  time: 'now-1h',
  refresh: '30s',
  refreshIntervals: ['5s', '10s', '30s', '1m'],
  links: [traces],
  rows: [
    row('Requests', [
      timeseries('MCP Request Rate', {
        description: 'Requests a second by method. Click a line to see that method alone.',
        query: requests.where({ status }).rate().sum({ by: 'method' }),
        legend: '{{method}}',
        links: [link.drillDown(method)],
      }),
      timeseries('MCP Error Rate', {
        description: 'Share of requests that fail, of the methods chosen above.',
        query: requests.fraction({ status: 'error' }),
        legend: 'errors',
        min: 0,
        thresholdOf: alerts.highMcpErrorRate,
        links: [link.panel('Error Rate by Type')],
      }),
      timeseries('MCP Latency (P50/P95/P99)', {
        description: 'Response times of all chosen methods together; the alert looks at each method for itself.',
        query: [
          { query: requestDuration.quantile(0.5), legend: 'P50' },
          { query: requestDuration.quantile(0.95), legend: 'P95' },
          { query: requestDuration.quantile(0.99), legend: 'P99' },
        ],
        min: 0,
        thresholdOf: alerts.slowMcpRequests,
        links: [link.panel('Top Slow Endpoints')],
      }),
      timeseries('Active Connections', {
        description: 'MCP connections open at the moment.',
        query: m.mcpActiveConnections.sum(),
        legend: 'connections',
        min: 0,
      }),
    ]),
    row('Indexing and search', [
      timeseries('Indexer Performance', {
        description: 'Files and chunks indexed per minute. Flat zero while files wait is a stalled indexer.',
        query: [
          { query: m.filesIndexed.rate().sum().mul(perMinute), legend: 'files' },
          { query: m.chunksCreated.rate().sum().mul(perMinute), legend: 'chunks' },
        ],
        unit: 'cpm',
        min: 0,
        width: 8,
      }),
      timeseries('Embedding Cache Hit Rate', {
        description: 'Share of embeddings that the cache had.',
        query: m.embeddingCacheHits.rate().sum().div(m.embeddingRequests.rate().sum()),
        legend: 'hit rate',
        min: 0,
        max: 1,
        thresholdOf: alerts.lowCacheHitRate,
        width: 8,
      }),
      timeseries('Vector Store Performance', {
        description: 'How long searches and inserts take: the slowest twentieth takes longer.',
        query: [
          { query: m.searchDuration.quantile(0.95), legend: 'search P95' },
          { query: m.insertDuration.quantile(0.95), legend: 'insert P95' },
        ],
        min: 0,
        width: 8,
      }),
    ]),
    row('Process', [
      timeseries('Memory Usage', {
        description: 'Heap in use, and the memory the kernel counts. A heap floor that rises for hours is a leak.',
        query: [
          { query: m.go.heapAlloc, legend: 'heap {{instance}}' },
          { query: m.process.residentMemory, legend: 'resident {{instance}}' },
        ],
        min: 0,
        thresholdOf: alerts.highMemoryUsage,
      }),
      timeseries('Goroutine Count', {
        description: 'Should follow the number of connections and come back down with it.',
        query: m.go.goroutines,
        legend: '{{instance}}',
        min: 0,
      }),
    ]),
    row('Where to look', [
      timeseries('Error Rate by Type', {
        description: 'Errors a second of the indexer by type, and of the vector store.',
        query: [
          {
            query: m.indexerErrors.where({ error_type: errorType }).rate().sum({ by: 'error_type' }),
            legend: '{{error_type}}',
          },
          { query: m.vectorStoreErrors.rate().sum(), legend: 'vector store' },
        ],
        min: 0,
        links: [link.drillDown(errorType)],
      }),
      bargauge('Top Slow Endpoints', {
        description: 'P95 of the ten slowest methods over the last 5 minutes.',
        query: m.mcpRequestDuration.quantile(0.95, { over: '5m', by: 'method' }).topk(10),
        legend: '{{method}}',
        min: 0,
        thresholdOf: alerts.slowMcpRequests,
        links: [link.drillDown(method), tracesOfMethod, link.runbook(performanceDegradation)],
      }),
    ]),
  ],
});
