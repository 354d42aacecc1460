import { command, md, query, step } from 'alidade';
import * as m from '../metrics.ts';
import { devopsMcp } from '../system.ts';

const longest = `SELECT left(query, 80) AS query, calls,
       round(mean_exec_time::numeric, 1) AS mean_ms, round(max_exec_time::numeric, 1) AS max_ms,
       round(total_exec_time::numeric / 1000, 1) AS total_s
FROM pg_stat_statements`;

export const performance = devopsMcp.guide('performance', {
  body: md`
    What the metrics of DevOps MCP do not show: the database and the cache behind it. \`$DATABASE_URL\` and \`$REDIS_URL\` are
    those that the services use.`,
  steps: [
    step(
      'Where to begin',
      query(
        m.requestDuration._sum.rate('1h').sum({ by: 'service' }),
        'Seconds spent per second: requests in flight, on average. Begin with the largest.',
      ),
    ),
    step(
      'Record the statements of PostgreSQL',
      md`
        The extension needs its library from the start of the server; \`CREATE EXTENSION\` alone makes a view that fails with
        "must be loaded via shared_preload_libraries". Once, and then restart PostgreSQL:

        ~~~sql
        ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements';
        ~~~

        This replaces the list: name in it what \`SHOW shared_preload_libraries\` has already. After the restart, in the database
        of DevOps MCP:

        ~~~sql
        CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
        ~~~

        Who is not a superuser sees the texts of others only as a member of \`pg_read_all_stats\`.`,
    ),
    step(
      'Slow queries',
      md`
        Slower than 100 ms on average, the slowest first (PostgreSQL 13 and later; before, the columns are \`mean_time\` and so
        on):

        ~~~sql
        ${longest}
        WHERE mean_exec_time > 100
        ORDER BY mean_exec_time DESC
        LIMIT 20;
        ~~~

        A fast statement that runs a thousand times a second costs more than a slow one that runs once an hour. By what they
        cost in all:

        ~~~sql
        ${longest}
        ORDER BY total_exec_time DESC
        LIMIT 20;
        ~~~

        Both count from the last reset; \`SELECT stats_reset FROM pg_stat_statements_info\` says when that was, and
        \`SELECT pg_stat_statements_reset()\` begins anew, say before a load test.`,
    ),
    step(
      'Redis',
      command(
        `redis-cli -u "$REDIS_URL" INFO | grep -E '^(instantaneous_ops_per_sec|used_memory_human|maxmemory_human|connected_clients|blocked_clients|evicted_keys|keyspace_hits|keyspace_misses):'`,
        'Load, memory, clients and hits. They stand in several sections of INFO, so none is named here:',
      ),
      'Memory at `maxmemory` and a growing `evicted_keys`: the cache is too small. Blocked clients are normal only where something waits for a queue.',
      command(
        'redis-cli -u "$REDIS_URL" SLOWLOG GET 10',
        'The last ten commands above `slowlog-log-slower-than`, 10 ms unless set; the third number of each is microseconds:',
      ),
      command(
        'redis-cli -u "$REDIS_URL" --bigkeys',
        'Keys so large that commands on them take long; it reads all, gently:',
      ),
    ),
  ],
});
