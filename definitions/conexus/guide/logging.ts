import { command, md, step } from 'alidade';
import { conexus } from '../system.ts';

const logs = 'docker logs conexus 2>&1';

conexus.guide('logging', {
  body: md`
    Conexus writes one JSON object a line, which Docker keeps: \`docker logs conexus\`.

    ~~~json
    {"time":"2025-10-16T10:30:45.123Z","level":"info","msg":"MCP request completed","method":"context.search","duration_ms":45.2,"result_count":12,"trace_id":"abc123..."}
    ~~~

    | Field | Meaning |
    | --- | --- |
    | \`time\` | when, in UTC with milliseconds |
    | \`level\` | how bad |
    | \`msg\` | what happened |
    | \`method\` | MCP method |
    | \`duration_ms\` | how long it took, in milliseconds |
    | \`result_count\` | results returned |
    | \`trace_id\` | its trace in Jaeger, where it was sampled |

    | Level | For |
    | --- | --- |
    | \`debug\` | detail, while looking for a fault |
    | \`info\` | normal operation |
    | \`warn\` | something that may become a problem |
    | \`error\` | a failure that somebody should look at |`,
  steps: [
    step(
      'Filters',
      command(`${logs} | jq -cR 'fromjson? | select(.level == "error")'`, 'Errors only:'),
      command(`${logs} | jq -cR 'fromjson? | select(.duration_ms > 1000)'`, 'Requests slower than a second:'),
      command(`${logs} | jq -cR 'fromjson? | select(.method == "context.search")'`, 'One method:'),
      command(`${logs} | jq -cR 'fromjson? | select(.trace_id == "abc123")'`, 'One request, by the id of its trace:'),
      '`2>&1` because Docker hands out what a container wrote to standard error on standard error; `fromjson?` passes over lines that are no JSON, such as the stack of a panic. Add `--since 15m` or `--follow` to `docker logs` as needed.',
    ),
  ],
});
