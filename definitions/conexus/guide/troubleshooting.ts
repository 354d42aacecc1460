import { command, file, math, md, promql, query, scenario, sub } from 'alidade';
import * as m from '../metrics.ts';
import { deadMansSwitch } from '../runbooks/dead-mans-switch.ts';
import { conexus, server } from '../system.ts';

conexus.guide('troubleshooting', {
  body: 'What to do when the monitoring itself does not work. For faults of Conexus, follow the runbook of the alert.',
  scenarios: [
    scenario(
      'Prometheus cannot scrape Conexus',
      'http://localhost:9090/targets shows `conexus` as down; every panel ends at the same minute.',
      query(
        server.up,
        '0: the scrape fails. Nothing: Prometheus does not know the job, so it runs with another configuration.',
      ),
      command('docker ps --filter name=conexus', 'Whether Conexus runs:'),
      command(
        'docker run --rm --network conexus curlimages/curl -sS -o /dev/null -w "%{http_code}\\n" http://conexus:9091/metrics',
        'Whether it answers on the network that Prometheus is on; it should print 200:',
      ),
      '`Could not resolve host`: Conexus is on another network (`docker network connect conexus conexus`). `Connection refused`: the metrics endpoint listens on 127.0.0.1 only, or on another port.',
    ),
    scenario(
      'Panels say "No data" or stop short of now',
      'Some or all panels stay empty although the target is up.',
      'Set the time range to the last 15 minutes and all three variables to All; a value chosen earlier may have no series now.',
      query(
        promql`count by (__name__) ({job="conexus", __name__=~"conexus_.+"})`,
        'The metrics Prometheus has. A counter with labels appears with its first event: no errors, no `status="error"`.',
      ),
      query(
        sub(math.time(), server.up.timestamp()),
        'Age of the newest scrape by the clock of Prometheus: up to 15 seconds.',
      ),
      command(
        "date -u; curl -sD - -o /dev/null http://localhost:9090/-/ready | grep -i '^date'",
        'Graphs that stop short of now, or run past it, mean that clocks differ. On your own computer, its time and that of Prometheus:',
      ),
      'The browser says what "now" is. Set the clock that is wrong, and let NTP keep it right.',
    ),
    scenario(
      'Dashboards are missing after provisioning',
      'Grafana runs, but there is no folder Conexus, or it is empty.',
      command('docker logs grafana 2>&1 | grep -i provision | tail', 'Grafana says what it found:'),
      command(
        'docker exec grafana ls /etc/grafana/provisioning/dashboards /var/lib/grafana/dashboards/conexus',
        'Both must hold a file; an empty folder is a mount from the wrong place:',
      ),
      md`${file('grafana/provisioning/dashboards/conexus.yml')} says in its first lines where Grafana looks.`,
      'Permission denied: the files must be readable by user 472 of the container. "Not unique": another dashboard has the uid `conexus-overview`; remove it.',
    ),
    scenario(
      'An alert does not fire',
      'A panel is past its threshold, and http://localhost:9090/alerts shows the alert as inactive or pending.',
      command(
        'curl -s localhost:9090/api/v1/rules | jq -r \'.data.groups[].rules[] | "\\(.name)  \\(.health)  \\(.state)  \\(.lastError // "")"\'',
        'What Prometheus has loaded; every alert should be listed, and `ok`:',
      ),
      command(`promtool check rules out/conexus/${conexus.environment}/prometheus/alerts.yml`),
      query(
        promql`ALERTS{alertstate="pending"}`,
        'Pending: the condition holds, but not yet for as long as the alert wants.',
      ),
      'Ask Prometheus for the expression of the alert, without its comparison: a panel shows single methods or another range and may differ. `NaN` is 0 divided by 0: without requests a share means nothing, and no alert fires.',
    ),
    scenario(
      'Alerts fire and nobody is told',
      'Prometheus shows an alert as firing; no message arrives anywhere.',
      query(promql`ALERTS{alertstate="firing"}`, 'Every alert that fires now, pending ones left out.'),
      command(
        'docker exec alertmanager amtool alert query --alertmanager.url=http://localhost:9093',
        'Those that have reached Alertmanager and are neither silenced nor inhibited; `--silenced` and `--inhibited` show the rest:',
      ),
      command(
        `docker exec alertmanager amtool config routes test --config.file=/etc/alertmanager/alertmanager.yml alertname=HighMCPErrorRate severity=critical`,
        'Who should have been told:',
      ),
      command(
        "docker logs --since 30m alertmanager 2>&1 | grep -iE 'notify|error' | tail",
        'Why a notification failed: a wrong channel, a secret that is not there, a status code:',
      ),
      md`Nothing arrived at Alertmanager at all: follow ${deadMansSwitch}.`,
    ),
    scenario(
      'No traces in Jaeger',
      'The service `conexus` is missing in Jaeger, or has no new traces.',
      command(
        'docker exec conexus env | grep -E "^CONEXUS_(TRACING|SERVICE)"',
        'Enabled, the right endpoint, a rate above 0:',
      ),
      command(
        'docker run --rm --network conexus curlimages/curl -sS -o /dev/null -w "%{http_code}\\n" -H "Content-Type: application/json" -d "{}" http://jaeger:4318/v1/traces',
        'Whether Jaeger takes spans from that network; it should print 200:',
      ),
      query(
        m.mcpRequests.increase('1h').sum(),
        'Requests of the last hour. At 1 % sampling it takes about a hundred for one trace.',
      ),
      'Jaeger holds traces in memory: a restart of it loses them all.',
    ),
    scenario(
      'Prometheus uses more and more memory',
      'Prometheus grows, queries become slow, or the kernel kills it.',
      query(promql`topk(10, count by (__name__) ({job="conexus"}))`, 'Series by metric: the ten with most.'),
      query(
        m.mcpRequestDuration._count.count({ by: 'method' }).count(),
        'MCP methods with series. More than 20: something other than a method name gets into the label.',
      ),
      command(
        "curl -s localhost:9090/api/v1/status/tsdb | jq '.data.headStats.numSeries, .data.labelValueCountByLabelName'",
        'Series in memory, and the labels with most values:',
      ),
      'Each value of a label is a series for every bucket. Take the label off in Conexus; until then, drop the metric with `metric_relabel_configs`.',
    ),
  ],
});
