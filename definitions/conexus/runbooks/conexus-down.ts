import { command, query, see, step } from 'alidade';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { conexus, server } from '../system.ts';

export const conexusDown = conexus.runbook('conexus-down', {
  title: 'Conexus Down',
  about:
    'For two minutes Prometheus has got no answer from Conexus. Either it is down, and every client with it, or only the way ' +
    'from Prometheus to it is. All its other alerts are silent meanwhile.',
  steps: [
    step(
      'Find out whether it runs',
      query(server.up, '0: no answer.'),
      command(
        "docker inspect --format '{{.State.Status}}  since {{.State.StartedAt}}  exit {{.State.ExitCode}}  OOM {{.State.OOMKilled}}  restarts {{.RestartCount}}' conexus",
        'Exit 137 with OOM true: the kernel killed it for memory. Restarts that climb: it dies as it starts.',
      ),
      command('docker logs --tail 50 conexus', 'Its last words; a panic ends with the stacks of its goroutines:'),
    ),
    step(
      'Find out whether it answers',
      command(
        'docker run --rm --network conexus curlimages/curl -sS -m 10 -o /dev/null -w "%{http_code}  %{time_total} s\\n" http://conexus:9091/metrics',
        '200 within a second: only Prometheus does not get there, see the next step. A timeout: it hangs.',
      ),
      see(panel('Memory Usage'), 'memory at its limit just before: the kernel killed it.'),
      see(panel('Active Connections'), 'far more clients than usual just before: it was overloaded.'),
    ),
    step(
      'Where it answers, look at the way to it',
      command(
        `curl -s localhost:9090/api/v1/targets | jq -r '.data.activeTargets[] | "\\(.scrapeUrl)  \\(.lastError)"'`,
        'Why the scrape fails, as Prometheus sees it:',
      ),
      command(
        "docker network inspect conexus --format '{{range .Containers}}{{.Name}} {{end}}'",
        'Both `conexus` and `prometheus` must be listed:',
      ),
    ),
    step(
      'Bring it back',
      command(
        'docker kill --signal=QUIT conexus && docker logs --since 1m conexus > goroutines.txt 2>&1',
        'If it hangs, keep the stack of every goroutine for the owner; this ends the process:',
      ),
      command('docker restart conexus'),
      'It dies as it starts, after a release: set the image tag before this one in the compose file and run `docker compose up -d conexus`.',
      query(m.go.heapAlloc, 'It was killed for memory: raise the limit of the container for now, and watch the heap.'),
    ),
  ],
  escalation: 'Not back in a quarter of an hour, or back and gone again: call the owner.',
});
