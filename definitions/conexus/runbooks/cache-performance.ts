import { command, math, md, query, see, step, sub } from 'alidade';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { conexus } from '../system.ts';

const hitRate = (over: '1h' | '1d') => m.embeddingCacheHits.rate(over).sum().div(m.embeddingRequests.rate(over).sum());

export const cachePerformance = conexus.runbook('cache-performance', {
  title: 'Cache Performance',
  about: 'Fewer than half of the embeddings asked for are in the cache. Nobody is hurt yet: this is for office hours.',
  steps: [
    step(
      'Review hit rate trends',
      see(panel('Embedding Cache Hit Rate'), 'over the last week.'),
      query(hitRate('1h'), 'The last hour.'),
      query(hitRate('1d'), 'The last day. Much better: something changed today.'),
    ),
    step(
      'Check cache size/eviction',
      'The cache exposes neither its size nor its evictions; its settings, where they are not the defaults, are in the environment.',
      command("docker inspect --format '{{json .Config.Env}}' conexus | jq -r '.[]' | grep -i cache"),
      query(
        m.embeddingCacheMisses.increase('1d').sum(),
        'Far more than the cache can hold: entries are evicted before they are asked for again.',
      ),
    ),
    step(
      'Analyze access patterns',
      query(
        m.chunksCreated.rate('10m').sum(),
        'New chunks were never embedded before: while a repository is first indexed, misses are right.',
      ),
      query(m.mcpRequests.rate('10m').sum({ by: 'method' }), 'Searches that repeat are what the cache is for.'),
    ),
    step(
      'Verify TTL configuration',
      query(sub(math.time(), m.process.startTime), 'Age of the process: a cache in memory begins empty with it.'),
      'A TTL shorter than the time between two searches for the same text makes the cache useless; it is set where the size is.',
    ),
    step(
      'Monitor memory usage',
      query(m.go.heapAlloc, 'What a larger cache adds comes on top of this.'),
      md`Raise size or TTL only as far as the heap stays below the threshold of ${panel('Memory Usage')}; then watch it for a day.`,
    ),
  ],
  escalation: 'None: open an issue for the owner if the settings cannot be made to fit.',
});
