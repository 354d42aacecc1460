import { command, md, query, see, step } from 'alidade';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { conexus, jaegerUrl } from '../system.ts';

export const performanceDegradation = conexus.runbook('performance-degradation', {
  title: 'Performance Degradation',
  about: 'One request in twenty of some MCP method takes longer than a second. Clients wait, and some give up.',
  steps: [
    step(
      'Analyze P95/P99 latency trends',
      see(panel('Top Slow Endpoints'), 'which methods are slow.'),
      query(
        m.mcpRequestDuration.quantile(0.99, { over: '5m', by: 'method' }),
        'Far above P95: a few requests are slow. Close to it: all are.',
      ),
      query(
        m.mcpRequestDuration.offset('1d').quantile(0.95, { over: '5m', by: 'method' }),
        'P95 at this time yesterday.',
      ),
      query(m.mcpResponseSize.quantile(0.95, { over: '5m' }), 'Large responses take longer to build and to send.'),
    ),
    step(
      'Check database query performance',
      'The database of Conexus is its vector store.',
      query(m.searchDuration.quantile(0.95, { over: '5m' }), 'Every `context.search` waits for this.'),
      query(
        m.insertDuration.quantile(0.95, { over: '5m' }),
        'Slow inserts hold up the indexer, and searches behind it.',
      ),
      query(m.documents, 'Searches slow down as the store grows.'),
      see(panel('Vector Store Performance')),
    ),
    step(
      'Review indexer backlog',
      'Conexus exposes no queue depth; what the indexer does just now tells most of it.',
      query(
        m.filesIndexed.rate('5m').sum(),
        'A burst of files competes with requests for CPU, embeddings and the store.',
      ),
      query(m.indexerDuration.average({ over: '15m' }), 'Mean time of an indexing operation.'),
      see(panel('Indexer Performance')),
    ),
    step(
      'Examine trace data in Jaeger',
      command(
        `curl -sG '${jaegerUrl}/api/traces' -d service=conexus -d minDuration=1s -d lookback=1h -d limit=20 | jq -r '.data[].traceID'`,
        'Traces of requests that took longer than a second:',
      ),
      md`Open one at ${jaegerUrl} and look for the child span that fills most of the root: that is the bottleneck.`,
    ),
    step(
      'Check for resource contention',
      query(m.process.cpu.rate('5m'), 'CPU cores in use. At the limit of the container, everything waits.'),
      query(
        m.go.gcPause.average({ over: '5m' }),
        'Mean pause for garbage collection. More than a millisecond is unusual.',
      ),
      query(m.go.goroutines, 'Thousands, where there were hundreds, wait for something.'),
      command('docker stats --no-stream', 'Who else uses the host:'),
    ),
  ],
  escalation: 'Every method slow for an hour, and no span or resource to blame: call the owner.',
});
