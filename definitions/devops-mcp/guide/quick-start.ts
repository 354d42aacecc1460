import { command, file, md, promql, query, step } from 'alidade';
import { curl } from '../shell.ts';
import { devopsMcp } from '../system.ts';

const out = 'out/devops-mcp';

devopsMcp.guide('quick-start', {
  body: md`
    The commands run on the Docker host, in the folder that holds \`out/\`. Each service runs in a container of its name and
    listens on port 8080; that of \`mcp-server\` is published as \`localhost:8080\`. All containers share the network \`mcp\`, made
    with \`docker network create mcp\`.`,
  steps: [
    step(
      'Look at what a service exposes',
      command(
        `${curl} http://mcp-server:8080/metrics | grep -E '^# TYPE (http|mcp)_'`,
        'Every metric of this guide should be there:',
      ),
    ),
    step(
      'Start Prometheus',
      md`Its configuration is ${file('prometheus/prometheus.yml')}; the alert rules lie beside it.`,
      command(
        `docker run -d --name prometheus --network mcp -p 127.0.0.1:9090:9090 \\
  -v "$PWD/${out}/prometheus:/etc/prometheus:ro" -v prometheus-data:/prometheus \\
  prom/prometheus:v3.5.0 --config.file=/etc/prometheus/prometheus.yml \\
  --storage.tsdb.path=/prometheus --storage.tsdb.retention.time=30d`,
      ),
      query(promql`up`, '1 for each service that Prometheus can read. Ask at http://localhost:9090.'),
    ),
    step(
      'Start Alertmanager',
      md`
        ${file('alertmanager/alertmanager.yml')} says who is told of what. It holds no secrets: each is a file that only the
        user of the container can read.`,
      command(
        `sudo install -d -o 65534 -m 700 secrets
for name in SLACK_WEBHOOK_URL SLACK_WEBHOOK_URL_OTHER PAGERDUTY_ROUTING_KEY; do
  read -rsp "$name: " value && printf %s "$value" | sudo install -o 65534 -m 400 /dev/stdin "secrets/$name"
done`,
        'The secrets, one after the other:',
      ),
      command(
        `docker run -d --name alertmanager --network mcp -p 127.0.0.1:9093:9093 \\
  -v "$PWD/${out}/alertmanager:/etc/alertmanager:ro" -v "$PWD/secrets:/run/secrets:ro" -v alertmanager-data:/alertmanager \\
  prom/alertmanager:v0.28.1 --config.file=/etc/alertmanager/alertmanager.yml --storage.path=/alertmanager`,
      ),
      command(
        `docker exec alertmanager amtool alert add alertname=Test severity=warning service=test --annotation=summary='Can you read this?' \\
  --alertmanager.url=http://localhost:9093`,
        'A test alert; half a minute later it is in Slack:',
      ),
    ),
    step(
      'Start Grafana',
      md`
        It takes the data source, \`http://prometheus:9090\`, and the dashboard from the provisioning folder: see
        ${file('grafana/provisioning/datasources/prometheus.yml')} and ${file('grafana/provisioning/dashboards/devops-mcp.yml')}.`,
      command(
        `read -rsp 'Password for admin: ' GF_SECURITY_ADMIN_PASSWORD && export GF_SECURITY_ADMIN_PASSWORD
docker run -d --name grafana --network mcp -p 127.0.0.1:3000:3000 -v grafana-data:/var/lib/grafana \\
  -e GF_SECURITY_ADMIN_PASSWORD \\
  -v "$PWD/${out}/grafana/provisioning:/etc/grafana/provisioning:ro" \\
  -v "$PWD/${out}/grafana/dashboards:/var/lib/grafana/dashboards/devops-mcp:ro" \\
  grafana/grafana:12.0.0`,
        'The password is read here, so that it is not `admin` for a minute:',
      ),
      'The dashboard is at http://localhost:3000/d/mcp-overview.',
    ),
  ],
});
