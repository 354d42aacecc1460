import { command, md, query, see, step } from 'alidade';
import { performance } from '../guide/performance.ts';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { chooseService, logs } from '../shell.ts';
import { devopsMcp } from '../system.ts';

export const highLatency = devopsMcp.runbook('high-latency', {
  title: 'High Latency',
  about: 'One request in a hundred to a service takes longer than a second. Clients wait, and some give up.',
  steps: [
    step(
      'See how slow, and for how many',
      chooseService,
      see(panel('P95 Latency'), 'far below P99: a few requests are slow. Close to it: many are.'),
      query(
        m.requestDuration.offset('1d').quantile(0.99, { over: '5m', by: 'service' }),
        'P99 at this time yesterday.',
      ),
      query(
        m.requests.rate('5m').sum({ by: ['service', 'path'] }),
        'Durations are not told by route; a route that is called more than usual is the first suspect.',
      ),
      command(
        logs('15m', 'select(.duration_ms > 1000) | [.duration_ms, .method, .path, .trace_id]'),
        'Requests that took longer than a second, with their traces, where the service logs these fields:',
      ),
    ),
    step(
      'Check the database',
      command(
        'psql "$DATABASE_URL" -c "SELECT pid, now() - query_start AS since, wait_event_type, left(query, 60) AS query FROM pg_stat_activity WHERE state = \'active\' AND backend_type = \'client backend\' ORDER BY since DESC LIMIT 10"',
        'What runs now, longest first. Wait event `Lock`: it waits for another session:',
      ),
      md`${performance} has the statements that cost most in all.`,
    ),
    step(
      'Check Redis',
      command(
        'redis-cli -u "$REDIS_URL" --latency -i 5 --raw',
        'Minimum, maximum and mean in milliseconds after 5 seconds, then the number of samples; a mean above 1 is too much in one data centre:',
      ),
      command(
        'redis-cli -u "$REDIS_URL" SLOWLOG GET 10',
        'Commands that kept Redis busy; the third number of each is microseconds:',
      ),
    ),
    step(
      'Check what else it waits for',
      query(m.inFlight.sum({ by: 'service' }), 'Climbs while the rate of requests does not: they wait for something.'),
      query(
        m.process.cpu.rate('5m').sum({ by: 'service' }),
        'CPU cores in use. At the limit of the container everything waits.',
      ),
      query(
        m.go.gcPause.average({ over: '5m', by: 'service' }),
        'Mean pause for garbage collection. More than a millisecond is unusual.',
      ),
      command(
        logs('15m', 'select(.level == "warn" or .level == "error") | .msg'),
        'Timeouts of calls to other APIs show here:',
      ),
      see(panel('Context Size'), 'large contexts take longer to read, store and send.'),
    ),
  ],
  escalation: 'P99 above 5 seconds, or an hour without a cause: call the owner.',
});
