import { command, query, see, step } from 'alidade';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { chooseService, fromService } from '../shell.ts';
import { devopsMcp } from '../system.ts';

export const goroutineLeak = devopsMcp.runbook('goroutine-leak', {
  title: 'Goroutine Leak',
  about:
    'The goroutines of a service have become more for an hour, and will be more than 10,000 within four if it goes on. ' +
    'Most often they wait for an answer that has no timeout, or for a channel that nobody reads.',
  steps: [
    step(
      'Tell a leak from load',
      chooseService,
      see(panel('Goroutines'), 'over the last day: load comes back down, a leak does not.'),
      query(m.inFlight, 'Requests in flight. Goroutines rise and these do not: they outlive their requests.'),
      query(m.requests.rate('5m').sum({ by: 'service' }), 'Requests a second.'),
    ),
    step(
      'See where they wait',
      command(
        `${fromService('/debug/pprof/goroutine?debug=1')} | head -60`,
        'The stacks, those with the most goroutines first; the top line of each says where it waits:',
      ),
      command(
        `${fromService('/debug/pprof/goroutine?debug=2')} | grep -oE '^goroutine [0-9]+ \\[[^]]+' | sed 's/.*\\[//' | sort | uniq -c | sort -rn | head`,
        'What they wait for, and since when: `chan receive, 57 minutes` is a leak, `IO wait` mostly a slow peer:',
      ),
      query(m.process.openFds, 'Rises with them: connections that are never closed.'),
    ),
    step(
      'Look at the peer they wait for',
      query(
        m.requestDuration.quantile(0.99, { over: '5m', by: 'service' }),
        'Requests that never end are in no histogram; the rest get slower with them.',
      ),
      command(
        'psql "$DATABASE_URL" -c "SELECT state, count(*), max(now() - state_change) AS longest FROM pg_stat_activity WHERE backend_type = \'client backend\' GROUP BY state"',
        'Sessions of PostgreSQL:',
      ),
      command('redis-cli -u "$REDIS_URL" INFO clients | grep -E "^(connected|blocked)_clients"', 'Clients of Redis:'),
    ),
    step(
      'Mend it',
      'In the code: a context with a deadline on every call that leaves the process, and a `select` with `ctx.Done()` on every channel.',
      command('docker restart "$SERVICE"', 'Until then; keep the stacks first:'),
    ),
  ],
  escalation: 'Back within hours of a restart: call the owner, with the stacks.',
});
