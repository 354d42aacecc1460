import { flow, md } from 'alidade';
import { conexus } from '../system.ts';

conexus.guide('architecture', {
  body: md`
    | Service | Port | For |
    | --- | --- | --- |
    | Conexus | 9091 | Prometheus reads \`/metrics\` |
    | Prometheus | 9090 | queries, rules, the state of alerts |
    | Alertmanager | 9093 | groups, inhibits and sends what fires; silences |
    | Grafana | 3000 | dashboards; it asks Prometheus |
    | Jaeger | 4318 | takes spans from Conexus, OTLP over HTTP |
    | Jaeger | 16686 | search and view of traces |

    They run side by side on one Docker network: \`docker-compose.observability.yml\` of Conexus has all but Alertmanager, which
    the quick start adds. Prometheus and Grafana keep their data in the volumes \`prometheus-data\` and \`grafana-data\`.`,
  flows: [
    flow('MCP clients', 'conexus', 'requests'),
    flow('conexus', 'Jaeger', 'spans, OTLP over HTTP :4318'),
    flow('conexus', 'Docker logs', 'JSON lines'),
  ],
});
