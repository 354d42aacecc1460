import { anyValue, oneOf, system, upTo } from 'alidade';

/** A system with a metric of every type, as definitions would declare it. */

export const shop = system({
  title: 'Shop',
  owner: 'shop-team',
  docsUrl: 'https://docs.example.com/shop',
  severities: ['critical', 'warning', 'info'],
  environments: ['dev', 'prod'],
  runsOn: { prometheus: '3.5', grafana: '12' },
});
export const web = shop.scrapeJob('web', { targets: ['web:9090'], interval: '15s', labels: { team: 'checkout' } });

/** Labels that every metric of the job has. */
export type Target = 'job' | 'instance' | 'team';

export const requests = web.counter('http_requests_total', {
  help: 'Requests handled.',
  counts: 'requests',
  labels: { method: upTo(20), code: oneOf('200', '404', '500') },
});
export const cpu = web.counter('process_cpu_seconds_total', { help: 'CPU time used.', unit: 'seconds' });
export const latency = web.histogram('http_request_duration_seconds', {
  help: 'Time to answer.',
  unit: 'seconds',
  labels: { method: upTo(20) },
  buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10],
});
export const size = web.histogram('http_response_size_bytes', {
  help: 'Size of answers.',
  unit: 'bytes',
  buckets: [500, 1024, 5000, 1048576, 3000000],
});
export const nativeLatency = web.nativeHistogram('rpc_duration_seconds', {
  help: 'Time of a call.',
  unit: 'seconds',
  labels: { method: upTo(20) },
});
export const pauses = web.summary('gc_pause_seconds', {
  help: 'Pauses of the garbage collector.',
  unit: 'seconds',
  quantiles: [0.5, 0.99],
});
export const heap = web.gauge('heap_bytes', { help: 'Memory in use.', unit: 'bytes' });
export const rss = web.gauge('rss_bytes', { help: 'Resident memory.', unit: 'bytes' });
export const lag = web.gauge('lag_seconds', { help: 'How far behind.', unit: 'seconds', labels: { shard: upTo(4) } });
export const jobs = web.gauge('jobs', { help: 'Jobs waiting.', counts: 'jobs', labels: { shard: upTo(4) } });
export const full = web.gauge('pool_usage_ratio', { help: 'Share of the pool in use.', unit: 'ratio' });
export const lastBackup = web.gauge('last_backup_timestamp_seconds', { help: 'When.', unit: 'timestamp' });
export const plain = web.gauge('plain', { help: 'A number of nobody knows what.' });
export const build = web.info('build_info', { help: 'What runs.', labels: { version: anyValue } });
export const foreign = web.untyped('foreign', { help: 'Of a type that is not known.', counts: 'things' });
export const soon = web.gauge('soon', { help: 'Comes next week.', lifecycle: 'planned' });
export const soonCounted = web.counter('soon_total', {
  help: 'Comes next week.',
  counts: 'things',
  lifecycle: { stage: 'planned', note: 'version 2' },
});
