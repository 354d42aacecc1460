import { command, file, md, query, step } from 'alidade';
import { conexus, jaegerUrl, server } from '../system.ts';

const out = `out/conexus/${conexus.environment}`;
const everywhere = 'SLACK_WEBHOOK_URL';
const secrets = conexus.perEnvironment({
  dev: everywhere,
  staging: everywhere,
  prod: `${everywhere} PAGERDUTY_ROUTING_KEY SMTP_PASSWORD`,
});

conexus.guide('quick-start', {
  body: md`
    These files are for **${conexus.environment}**. The commands run on the Docker host, in the folder that holds \`out/\`, with
    Conexus in a container of that name whose port 9091 is published there. All containers share the network \`conexus\`, made with
    \`docker network create conexus\`.`,
  steps: [
    step(
      'Look at what Conexus exposes',
      command(
        "curl -s localhost:9091/metrics | grep '^# TYPE conexus_'",
        'Every metric of this guide should be there:',
      ),
    ),
    step(
      'Start Prometheus',
      md`Its configuration is ${file('prometheus/prometheus.yml')}; the alert rules lie beside it.`,
      command(
        `docker run -d --name prometheus --network conexus -p 127.0.0.1:9090:9090 \\
  -v "$PWD/${out}/prometheus:/etc/prometheus:ro" -v prometheus-data:/prometheus \\
  prom/prometheus:v3.5.0 --config.file=/etc/prometheus/prometheus.yml \\
  --storage.tsdb.path=/prometheus --storage.tsdb.retention.time=30d`,
      ),
      command(
        `prometheus --config.file=${out}/prometheus/prometheus.yml --storage.tsdb.path=data --storage.tsdb.retention.time=30d`,
        'Or without Docker, where `conexus` resolves to the host of Conexus:',
      ),
      query(server.up, '1: Prometheus can read Conexus. Ask at http://localhost:9090; Status, Rules lists the alerts.'),
    ),
    step(
      'Start Grafana',
      md`
        It takes the data source, \`http://prometheus:9090\`, and the dashboard from the provisioning folder: see
        ${file('grafana/provisioning/datasources/prometheus.yml')} and ${file('grafana/provisioning/dashboards/conexus.yml')}.`,
      command(
        `docker run -d --name grafana --network conexus -p 127.0.0.1:3000:3000 -v grafana-data:/var/lib/grafana \\
  -v "$PWD/${out}/grafana/provisioning:/etc/grafana/provisioning:ro" \\
  -v "$PWD/${out}/grafana/dashboards:/var/lib/grafana/dashboards/conexus:ro" \\
  grafana/grafana:12.0.0`,
      ),
      'Log in at http://localhost:3000 as `admin`, password `admin`, and change it at once. The dashboard is at http://localhost:3000/d/conexus-overview.',
    ),
    step(
      'Start Alertmanager',
      md`
        ${file('alertmanager/alertmanager.yml')} says who is told of what. It holds no secrets: each is a file that only the
        user of the container can read.`,
      command(
        `sudo install -d -o 65534 -m 700 secrets
for name in ${secrets}; do
  read -rsp "$name: " value && printf %s "$value" | sudo install -o 65534 -m 400 /dev/stdin "secrets/$name"
done`,
        'The secrets, one after the other:',
      ),
      command(
        `docker run -d --name alertmanager --network conexus -p 127.0.0.1:9093:9093 \\
  -v "$PWD/${out}/alertmanager:/etc/alertmanager:ro" -v "$PWD/secrets:/run/secrets:ro" -v alertmanager-data:/alertmanager \\
  prom/alertmanager:v0.28.1 --config.file=/etc/alertmanager/alertmanager.yml --storage.path=/alertmanager`,
      ),
      command(
        `docker exec alertmanager amtool alert add alertname=Test severity=warning --annotation=summary='Can you read this?' \\
  --alertmanager.url=http://localhost:9093`,
        'A test alert; half a minute later it is in Slack:',
      ),
    ),
    step(
      'Start Jaeger',
      command(
        'docker run -d --name jaeger --network conexus -p 127.0.0.1:16686:16686 jaegertracing/jaeger:2.6.0',
        'It takes OTLP over HTTP on port 4318 and keeps traces in memory:',
      ),
      `Set the tracing variables of Conexus as below and restart it; traces appear at ${jaegerUrl}.`,
    ),
  ],
});
