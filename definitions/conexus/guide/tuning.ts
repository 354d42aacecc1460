import { query, see, step } from 'alidade';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { conexus } from '../system.ts';

conexus.guide('tuning', {
  body: 'Find what the time goes into before changing anything; change one thing, and compare the same hour of the day.',
  steps: [
    step(
      'Which method costs most',
      query(
        m.mcpRequestDuration._sum.rate('1h').sum({ by: 'method' }),
        'Seconds spent per second: the number of requests of each method in flight, on average. Begin with the largest.',
      ),
      see(panel('Top Slow Endpoints'), 'a method can be slow and cost little.'),
    ),
    step(
      'Which part it waits for',
      query(m.embeddingDuration._sum.rate('1h').sum(), 'Seconds per second spent on generating embeddings.'),
      query(m.searchDuration._sum.rate('1h').sum(), 'The same for searches in the vector store.'),
      query(m.insertDuration._sum.rate('1h').sum(), 'And for inserts. The largest of the three is the bottleneck.'),
    ),
    step(
      'Embeddings',
      query(
        m.embeddingCacheHits.rate('1h').sum().div(m.embeddingRequests.rate('1h').sum()),
        'Each hit saves a generation: a larger cache or a longer TTL, while memory allows.',
      ),
      query(
        m.embeddingBatchSize.quantile(0.5, { over: '1h' }),
        'Half of the batches are smaller than this. Batches of one or two waste the round trip: raise the batch size.',
      ),
    ),
    step(
      'Vector store',
      query(m.searchDuration.quantile(0.95, { over: '1h' }), 'P95 of searches.'),
      query(m.documents, 'If it grows while searches slow down: tune or split the index.'),
    ),
    step(
      'Indexer',
      query(m.indexerDuration.average({ over: '1h' }), 'Mean time of an indexing operation.'),
      query(
        m.chunksCreated.rate('1h').sum().div(m.filesIndexed.rate('1h').sum()),
        'Chunks per file. Many mean more embeddings: exclude generated and vendored files.',
      ),
    ),
    step(
      'Payloads',
      query(m.mcpResponseSize.quantile(0.95, { over: '1h' }), 'Fewer or shorter results make large responses cheaper.'),
      query(m.mcpRequestSize.quantile(0.95, { over: '1h' }), 'Large requests take time to read and to embed.'),
    ),
    step(
      'CPU and garbage collection',
      query(
        m.process.cpu.rate('1h'),
        'CPU cores in use. Near the limit of the container: give it more, or run fewer workers.',
      ),
      query(m.go.gcPause._count.rate('1h'), 'Garbage collections a second. Several: raise GOGC or GOMEMLIMIT.'),
      query(m.go.allocated.rate('1h'), 'Bytes allocated a second. A CPU or heap profile shows by what.'),
    ),
  ],
});
