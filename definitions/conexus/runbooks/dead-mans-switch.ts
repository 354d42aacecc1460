import { command, promql, query, step } from 'alidade';
import { conexus } from '../system.ts';

export const deadMansSwitch = conexus.runbook('dead-mans-switch', {
  title: "Dead Man's Switch",
  about:
    'Watchdog fires all the time, and every five minutes a service outside is told. When it has heard nothing for a quarter of ' +
    'an hour it calls: alerts of Conexus do not get out, and whatever else is wrong, nobody hears of it.',
  steps: [
    step(
      'Prometheus',
      command('curl -sS localhost:9090/-/ready', 'It runs and is ready:'),
      query(
        promql`ALERTS{alertname="Watchdog"}`,
        '1: the rule is evaluated. Nothing: the rules are not loaded; Status, Rules says why.',
      ),
      command(
        "curl -s localhost:9090/api/v1/alertmanagers | jq -r '.data.activeAlertmanagers[].url'",
        'The Alertmanagers it sends to. None: `alerting` is missing in its configuration, or the name does not resolve:',
      ),
    ),
    step(
      'Alertmanager',
      command('curl -sS localhost:9093/-/ready', 'It runs and is ready:'),
      command(
        'docker exec alertmanager amtool alert query alertname=Watchdog --alertmanager.url=http://localhost:9093',
        'Watchdog has arrived:',
      ),
      command(
        'docker exec alertmanager amtool silence query --alertmanager.url=http://localhost:9093',
        'A silence that is too wide silences Watchdog too; expire it:',
      ),
      command(
        "docker logs --since 30m alertmanager 2>&1 | grep -iE 'notify|error' | tail",
        'Why a notification failed: name, certificate, status code:',
      ),
    ),
    step(
      'The way out',
      command(
        "docker run --rm --network conexus curlimages/curl -sS -o /dev/null -w '%{http_code}\\n' https://hooks.slack.com",
        'Any status at all: the network of the containers reaches the outside:',
      ),
      command('docker exec alertmanager ls -l /run/secrets', 'The secrets are there, and readable by user 65534:'),
      'If only the service outside is in trouble, look at Alertmanager by hand until it is back.',
    ),
  ],
  escalation:
    'The cause is not found in half an hour: call the owner; until then somebody watches http://localhost:9090/alerts.',
});
