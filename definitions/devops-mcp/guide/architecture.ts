import { flow, md } from 'alidade';
import { devopsMcp } from '../system.ts';

devopsMcp.guide('architecture', {
  body: md`
    | Service | Port | For |
    | --- | --- | --- |
    | \`mcp-server\`, \`rest-api\`, \`worker\` | 8080 | clients, and \`/metrics\` for Prometheus |
    | Prometheus | 9090 | queries, rules, the state of alerts |
    | Alertmanager | 9093 | groups, inhibits and sends what fires; silences |
    | Grafana | 3000 | dashboards; it asks Prometheus |

    The label \`service\` tells the three apart in every metric; each scrape job adds it. \`instance\` is the host without its port.`,
  flows: [
    flow('MCP clients', 'mcp-server', 'MCP'),
    flow('HTTP clients', 'rest-api', 'requests'),
    flow('rest-api', 'PostgreSQL', 'SQL'),
    flow('mcp-server', 'PostgreSQL', 'SQL'),
    flow('worker', 'PostgreSQL', 'SQL'),
    flow('mcp-server', 'Redis', 'cache'),
  ],
});
