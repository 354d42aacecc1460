import { command, md, promql, query, see, step } from 'alidade';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { chooseService, curl, fromService } from '../shell.ts';
import { devopsMcp } from '../system.ts';
import { memoryLeak } from './memory-leak.ts';

export const serviceDown = devopsMcp.runbook('service-down', {
  title: 'Service Down',
  about:
    'For two minutes Prometheus has got no answer from a service. Either it is down, and its clients with it, or only the ' +
    'way from Prometheus to it is. Other alerts of the service are silent meanwhile.',
  steps: [
    step(
      'See what is down',
      chooseService,
      see(panel('Up'), 'one service, or all at once? All: look at the host and its network first.'),
      query(promql`up`, '0: no answer. A service that is not listed is not scraped at all.'),
      command(
        `curl -s localhost:9090/api/v1/targets | jq -r '.data.activeTargets[] | "\\(.labels.service)  \\(.health)  \\(.lastError)"'`,
        'What Prometheus says of each target:',
      ),
    ),
    step(
      'Find out whether the process runs',
      command(
        'docker inspect --format \'{{.State.Status}}  since {{.State.StartedAt}}  exit {{.State.ExitCode}}  OOM {{.State.OOMKilled}}  restarts {{.RestartCount}}\' "$SERVICE"',
        'Exit 137 with OOM true: the kernel killed it for memory. Restarts that climb: it dies as it starts.',
      ),
      command('docker logs --tail 50 "$SERVICE"', 'Its last words; a panic ends with the stacks of its goroutines:'),
      command(fromService('/metrics'), 'It runs, and this gets no answer: it hangs, or listens elsewhere.'),
    ),
    step(
      'Bring it back',
      'If it hangs, first keep what tells why. This ends the process, and Docker starts it anew where it has a restart policy:',
      command('docker kill --signal=QUIT "$SERVICE" && docker logs --since 1m "$SERVICE" > stacks.txt 2>&1'),
      command('docker restart "$SERVICE"'),
      command(
        'docker inspect --format \'{{.Config.Image}}\' "$SERVICE"',
        'Dies as it starts, after a release: set the tag before this one in the compose file, then `docker compose up -d`:',
      ),
      md`Killed for memory: raise its limit for now, and follow ${memoryLeak}.`,
    ),
    step(
      'Where the service is well',
      command(
        "docker network inspect mcp --format '{{range .Containers}}{{.Name}} {{end}}'",
        'Prometheus and the service must both be on this network:',
      ),
      command(
        `${curl} -o /dev/null -w '%{http_code}  %{time_total} s\\n' http://$SERVICE:8080/metrics`,
        'More than 10 seconds is too slow for a scrape:',
      ),
      query(m.inFlight.max({ by: 'service' }), 'Hundreds before it went silent: it was overloaded rather than down.'),
    ),
  ],
  escalation: 'Not back in a quarter of an hour, or back and gone again: call the owner.',
});
