import { command, md, query, see, step } from 'alidade';
import { debugging } from '../guide/debugging.ts';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { chooseService, fromService } from '../shell.ts';
import { devopsMcp } from '../system.ts';

export const memoryLeak = devopsMcp.runbook('memory-leak', {
  title: 'Memory Leak',
  about:
    'The heap of a service has grown for an hour, and will pass 8 GB within four if it goes on. The forecast is a straight ' +
    'line: it does not know of a cache that is nearly full, or of the evening when load falls.',
  steps: [
    step(
      'Tell a leak from load',
      chooseService,
      see(panel('Memory'), 'over the last day.'),
      query(
        m.go.alloc.minOverTime('1h'),
        'The floor, just after garbage collections. A floor that rises hour by hour is a leak; a high, level one is load.',
      ),
      query(m.requests.rate('5m').sum({ by: 'service' }), 'Heap that follows the traffic comes back down with it.'),
      query(m.go.alloc.deriv('1h').mul(3600), 'Bytes gained per hour: how long until the limit of the container.'),
      command('docker stats --no-stream "$SERVICE"', 'Memory in use, and that limit:'),
    ),
    step(
      'Look for goroutines that stay',
      query(
        m.go.goroutines.deriv('1h').mul(3600),
        'Goroutines gained per hour: each keeps its stack and what it refers to.',
      ),
      command(
        `${fromService('/debug/pprof/goroutine?debug=1')} | head -40`,
        'Their stacks, those with the most goroutines first:',
      ),
    ),
    step(
      'Find who holds the memory',
      command(
        `${fromService('/debug/pprof/heap')} > before.pb.gz && go tool pprof -top -inuse_space before.pb.gz | head -20`,
        'Who holds memory now:',
      ),
      command(
        `sleep 600 && ${fromService('/debug/pprof/heap')} > after.pb.gz && go tool pprof -top -base before.pb.gz after.pb.gz | head -20`,
        'What ten minutes have added, a leak at the top:',
      ),
      md`A 404: this build does not serve profiles; ${debugging} says what is missing.`,
    ),
    step(
      'Look at what changed',
      command(
        'docker inspect --format \'{{.Config.Image}}  started {{.State.StartedAt}}\' "$SERVICE"',
        'If the growth began with this start, go back to the release before:',
      ),
      query(
        m.contextsCreated.rate('1h').sum({ by: 'tenant_id' }),
        'A tenant that creates far more contexts than others.',
      ),
      query(
        m.contextSize.quantile(0.99, { over: '1h' }),
        'Contexts are held whole while they are stored. 512 KiB is the largest that this can show.',
      ),
      command('docker restart "$SERVICE"', 'Gains time, and loses the evidence: keep the profiles first:'),
    ),
  ],
  escalation: 'Less than an hour to the limit of the container: restart, keep both profiles, call the owner.',
});
