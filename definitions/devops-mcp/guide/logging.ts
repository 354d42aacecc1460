import { command, md, step } from 'alidade';
import { logs } from '../shell.ts';
import { devopsMcp } from '../system.ts';

devopsMcp.guide('logging', {
  body: md`
    Each service writes JSON lines to its standard output, where Docker keeps them. In its \`config.yaml\`:

    ~~~yaml
    monitoring:
      logging:
        level: info
        format: json
        output: stdout
        fields: [service, version, environment, trace_id]
    ~~~

    | Field | Meaning |
    | --- | --- |
    | \`service\` | who wrote it; the value of the label \`service\` of metrics |
    | \`version\` | its release |
    | \`environment\` | where it runs |
    | \`trace_id\` | what all lines of one request have in common, in every service |

    Beside them every line has \`level\` and \`msg\`.`,
  steps: [
    step(
      'Filters',
      command('SERVICE=mcp-server', 'Of one service:'),
      command(logs('15m', 'select(.level == "error")'), 'Errors of a quarter of an hour:'),
      command(
        `for s in mcp-server rest-api worker; do docker logs --since 1h $s 2>&1; done | jq -cR 'fromjson? | select(.trace_id == "4bf92f3577b34da6a3ce929d0e0e4736")'`,
        'One request, through all services, by its trace:',
      ),
    ),
  ],
});
