import { command, matching, math, query, see, step, sub } from 'alidade';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { chooseService, curl, logs } from '../shell.ts';
import { devopsMcp } from '../system.ts';

const failed = m.requests.where({ status: matching('5..') });

export const highErrorRate = devopsMcp.runbook('high-error-rate', {
  title: 'High Error Rate',
  about: 'More than one request in twenty to a service ends in a status of 500 or above: clients see it fail.',
  steps: [
    step(
      'See who fails, and with what',
      chooseService,
      see(
        panel('Error Rate'),
        'since when, and whether one service alone. `rest-api` and `mcp-server` together: something that both need.',
      ),
      query(
        failed.rate('5m').sum({ by: ['service', 'path', 'status'] }),
        'One route: its own code. 502, 503 and 504 come from something behind the service; 500 is its own.',
      ),
      query(
        m.requests.rate('5m').sum({ by: 'service' }),
        'Requests a second: with hardly any, a single failure is enough for the alert.',
      ),
    ),
    step(
      'Look for a release',
      query(
        sub(math.time(), m.process.startTime),
        'Age of the process in seconds. If it began when the errors did, suspect the release.',
      ),
      command(
        'docker inspect --format \'{{.Config.Image}}  started {{.State.StartedAt}}  restarts {{.RestartCount}}\' "$SERVICE"',
      ),
      'If the release is to blame, set the image tag before it in the compose file and run `docker compose up -d`.',
    ),
    step(
      'Read what the service says',
      command(
        `docker logs --since 15m "$SERVICE" 2>&1 | jq -rR 'fromjson? | select(.level == "error") | .msg' | sort | uniq -c | sort -rn | head`,
        'Messages of the last quarter of an hour, most frequent first:',
      ),
      command(
        logs('15m', 'select(.level == "error") | .trace_id'),
        'The traces of failed requests, to follow one through the log:',
      ),
    ),
    step(
      'Check what it depends on',
      command(
        'psql "$DATABASE_URL" -c "SELECT state, count(*) FROM pg_stat_activity WHERE backend_type = \'client backend\' GROUP BY state"',
        'PostgreSQL answers, and how its connections are used. Many "idle in transaction": somebody holds locks:',
      ),
      command('redis-cli -u "$REDIS_URL" PING', 'Redis answers `PONG`:'),
      command(`${curl} -o /dev/null -w '%{http_code}\\n' http://$SERVICE:8080/metrics`, 'The service itself answers:'),
      query(m.process.openFds.div(m.process.maxFds), 'Near 1 no connection can be opened.'),
    ),
  ],
  escalation: 'Not below 5 % within half an hour: roll back, then call the owner.',
});
