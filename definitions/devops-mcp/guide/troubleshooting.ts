import { command, md, promql, query, scenario } from 'alidade';
import { goroutineLeak, highLatency, memoryLeak } from '../alerts.ts';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { highLatency as highLatencyRunbook } from '../runbooks/high-latency.ts';
import { memoryLeak as memoryLeakRunbook } from '../runbooks/memory-leak.ts';
import { curl } from '../shell.ts';
import { devopsMcp } from '../system.ts';
import { performance } from './performance.ts';

devopsMcp.guide('troubleshooting', {
  body: 'What people notice before an alert does, and where to look first.',
  scenarios: [
    scenario(
      'High memory usage',
      md`${panel('Memory')} is higher than it was, and neither ${memoryLeak} nor ${goroutineLeak} fires: they look for growth, not for much.`,
      query(
        m.go.goroutines.max({ by: 'service' }),
        'Thousands, where there were hundreds: look at `/debug/pprof/goroutine`.',
      ),
      query(
        m.go.alloc.sum({ by: 'service' }).div(m.process.residentMemory.sum({ by: 'service' })),
        'Share of the memory that is heap. Far below a half: fragments, or memory outside of Go.',
      ),
      query(
        m.requests.rate('1h').sum({ by: 'service' }),
        'More traffic than usual needs more memory, and gives it back.',
      ),
      command(
        "docker inspect --format '{{.Name}}  {{.Config.Image}}  {{.State.StartedAt}}' mcp-server rest-api worker",
        'What was released of late:',
      ),
      md`If it grows, follow ${memoryLeakRunbook}, which also reads heap profiles.`,
    ),
    scenario(
      'High latency',
      md`${panel('P95 Latency')} is higher than it was; ${highLatency} fires only when one request in a hundred takes over a second.`,
      query(
        m.requestDuration.average({ over: '5m', by: 'service' }),
        'The mean. Unchanged: a few requests are much slower.',
      ),
      command(
        'psql "$DATABASE_URL" -c "SELECT left(query, 60) AS query, calls, round(mean_exec_time::numeric, 1) AS mean_ms FROM pg_stat_statements ORDER BY mean_exec_time DESC LIMIT 5"',
        md`The slowest statements of PostgreSQL; ${performance} says how it comes to record them:`,
      ),
      command('redis-cli -u "$REDIS_URL" SLOWLOG GET 10', 'And the slowest commands of Redis:'),
      query(
        m.inFlight.sum({ by: 'service' }),
        'Climbing: requests wait for something behind the service, such as another API.',
      ),
      command(
        `docker logs --since 15m mcp-server 2>&1 | jq -cR 'fromjson? | select(.duration_ms > 1000) | [.duration_ms, .path, .trace_id]'`,
        'Slow requests with their traces, where the service logs these fields:',
      ),
      md`${highLatencyRunbook} has the steps, down to single requests.`,
    ),
    scenario(
      'Missing metrics',
      'A panel says "No data", or a metric is not found.',
      query(
        promql`up`,
        'All three services, each 1. Not there: Prometheus runs with another configuration. 0: http://localhost:9090/targets says why.',
      ),
      command(
        `for s in mcp-server rest-api worker; do ${curl} -o /dev/null -w "$s %{http_code}\\n" http://$s:8080/metrics; done`,
        'Whether they answer on the network of Prometheus; each should print 200:',
      ),
      command(
        `${curl} http://mcp-server:8080/metrics | grep -c '^mcp_'`,
        'A counter with labels appears with its first event: before any tool was run there is no `mcp_tool_executions_total`.',
      ),
      query(
        promql`count by (__name__) ({service!="", __name__=~"(http|mcp)_.+"})`,
        'The metrics that Prometheus has, by name.',
      ),
      'Everything is there and the panel is empty: set its variables to All; a tenant chosen earlier may have no series now.',
    ),
  ],
});
