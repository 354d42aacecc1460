import { command, md, query, see, step } from 'alidade';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { conexus } from '../system.ts';

const pprof = 'http://localhost:9091/debug/pprof';

export const memoryIssues = conexus.runbook('memory-issues', {
  title: 'Memory Issues',
  about:
    'The heap has been above 1 GiB for ten minutes. If it goes on growing, the kernel kills the process, and every ' +
    'connection with it.',
  steps: [
    step(
      'Identify memory leak patterns',
      see(panel('Memory Usage'), 'over the last day.'),
      query(
        m.go.heapAlloc.minOverTime('1h'),
        'The floor, just after garbage collections. A floor that rises hour by hour is a leak; a high, level one is load.',
      ),
      query(
        m.go.heapAlloc.minOverTime('1h').sub(m.go.heapAlloc.offset('6h').minOverTime('1h')),
        'How much the floor has risen in six hours.',
      ),
      query(
        m.process.residentMemory,
        'What the kernel counts. Far above the heap: memory outside it, such as a vector index in C.',
      ),
    ),
    step(
      'Review goroutine leaks',
      query(m.go.goroutines.deriv('1h').mul(3600), 'Goroutines gained per hour. They should follow the connections.'),
      query(m.mcpActiveConnections.deriv('1h').mul(3600), 'Connections gained per hour.'),
      command(`curl -s '${pprof}/goroutine?debug=1' | head -40`, 'Stacks, those with the most goroutines first:'),
    ),
    step(
      'Check cache size growth',
      'The embedding cache exposes no size: each miss adds an entry, so misses bound its growth.',
      query(m.embeddingCacheMisses.increase('6h').sum(), 'Entries added in six hours at most.'),
      query(m.documents, 'Documents, if the store is held in memory.'),
    ),
    step(
      'Analyze heap profiles',
      command(`go tool pprof -top -inuse_space ${pprof}/heap`, 'Who holds memory now:'),
      command(
        `curl -so before.pb.gz ${pprof}/heap && sleep 600 && go tool pprof -top -base before.pb.gz ${pprof}/heap`,
        'What ten minutes have added, a leak at the top:',
      ),
      'A 404 means that this build does not serve profiles: add `import _ "net/http/pprof"` to `cmd/conexus/main.go`, on a port that is not public.',
    ),
    step(
      'Review batch processing sizes',
      query(m.embeddingBatchSize.quantile(0.95, { over: '15m' }), 'Chunks held in memory for each batch.'),
      query(m.mcpRequestSize.quantile(0.99, { over: '15m' }), 'Large requests are held whole.'),
      query(m.go.allocated.rate('15m'), 'Bytes allocated a second: garbage that every batch leaves behind.'),
      md`Smaller batches need less memory and more time; check ${panel('Indexer Performance')} after a change. If load alone explains the heap, raise the limit of the container, or run more instances.`,
    ),
  ],
  escalation:
    'The floor rises and will meet the limit of the container within the hour: restart, keep a heap profile, call the owner.',
});
