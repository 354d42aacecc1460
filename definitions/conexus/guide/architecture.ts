import { flow, md } from 'alidade';
import { conexus } from '../system.ts';

conexus.guide('architecture', {
  body: md`
    | Service | Port | For |
    | --- | --- | --- |
    | Conexus | 9091 | Prometheus reads \`/metrics\` |
    | Prometheus | 9090 | queries, rules, the state of alerts |
    | Grafana | 3000 | dashboards; it asks Prometheus |
    | Jaeger | 4318 | takes spans from Conexus, OTLP over HTTP |
    | Jaeger | 16686 | search and view of traces |

    The four run side by side on one Docker network, as \`docker-compose.observability.yml\` of Conexus has them. Prometheus
    and Grafana keep their data in the volumes \`prometheus-data\` and \`grafana-data\`. Alerts are evaluated by Prometheus
    and go nowhere: there is no Alertmanager yet.`,
  flows: [
    flow('MCP clients', 'conexus', 'requests'),
    flow('conexus', 'Jaeger', 'spans, OTLP over HTTP :4318'),
    flow('conexus', 'Docker logs', 'JSON lines'),
  ],
});
