import { command, file, md, step } from 'alidade';
import { overview } from '../dashboards.ts';
import { devopsMcp } from '../system.ts';

devopsMcp.guide('dashboard-import', {
  body: md`
    Provisioning, as the quick start has it, is the way that lasts: Grafana reads ${overview} from disk, and again when the file
    changes. A provisioned dashboard cannot be saved from the browser: change it in \`dashboards.ts\` and run synth. For a Grafana
    whose disk is out of reach, these are two other ways; use one of the three, for a second dashboard of the same uid is refused.`,
  steps: [
    step(
      'In the browser',
      md`Dashboards, New, Import; upload ${file('grafana/dashboards/mcp-overview.json')} as it is.`,
    ),
    step(
      'Through the API',
      'The file holds the dashboard alone; the API wants it inside an object, and `overwrite` to replace the one that is there. The token is that of a service account whose role is Editor.',
      command(
        `jq '{dashboard: ., overwrite: true}' out/devops-mcp/grafana/dashboards/mcp-overview.json |
  curl -sS --fail-with-body -X POST "$GRAFANA_URL/api/dashboards/db" \\
    -H "Authorization: Bearer $GRAFANA_TOKEN" -H 'Content-Type: application/json' -d @-`,
      ),
    ),
  ],
});
