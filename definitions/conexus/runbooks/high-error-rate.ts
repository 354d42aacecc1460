import { command, math, query, see, step, sub } from 'alidade';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { conexus } from '../system.ts';

export const highErrorRate = conexus.runbook('high-error-rate', {
  title: 'High Error Rate Investigation',
  about: 'More than one MCP request in twenty fails: clients get an error where they wanted context.',
  steps: [
    step(
      'Check recent deployments',
      see(panel('MCP Error Rate'), 'note the minute at which the line rises.'),
      query(
        sub(math.time(), m.process.startTime),
        'Age of the process. If it began when the errors did, suspect the release.',
      ),
      command(
        "docker inspect --format '{{.Config.Image}}  started {{.State.StartedAt}}  restarts {{.RestartCount}}' conexus",
        'Image, start and restarts:',
      ),
      'If the release is to blame, set the image tag before it in the compose file and run `docker compose up -d conexus`.',
    ),
    step(
      'Review error logs by type',
      query(
        m.mcpRequests.rate('5m').sum(),
        'Requests a second: with hardly any, a single failure is enough for the alert.',
      ),
      query(
        m.mcpRequests.where({ status: 'error' }).rate('5m').sum({ by: 'method' }),
        'One method: its own code. All methods: something they share.',
      ),
      command(
        `docker logs --since 15m conexus 2>&1 | jq -rR 'fromjson? | select(.level == "error") | .msg' | sort | uniq -c | sort -rn`,
        'Messages of the last quarter of an hour, most frequent first:',
      ),
      see(panel('Error Rate by Type')),
    ),
    step(
      'Verify external dependencies',
      query(m.vectorStoreErrors.rate('5m').sum(), 'Anything but 0 is a vector store that fails.'),
      query(
        m.embeddingDuration.quantile(0.95, { over: '5m' }),
        'Seconds where it was a fraction: the embedding service is in trouble.',
      ),
      command(
        "docker ps --format '{{.Names}}  {{.Status}}'",
        'Every service should be up, and healthy where it has a health check:',
      ),
    ),
    step(
      'Check resource limits',
      command('docker stats --no-stream conexus', 'CPU at its limit makes requests time out:'),
      command(
        "docker inspect --format '{{.State.OOMKilled}}  {{.HostConfig.Memory}}' conexus",
        'Whether the kernel killed it for memory, and its limit in bytes (0 for none):',
      ),
      query(m.process.openFds.div(m.process.maxFds), 'Near 1 no file can be opened and no connection accepted.'),
    ),
    step(
      'Review recent code changes',
      command(
        `docker inspect --format '{{index .Config.Labels "org.opencontainers.image.revision"}}' conexus`,
        'The commit that runs, where the image is labelled with it:',
      ),
      command(
        'git log --oneline --since=2.days -- cmd internal',
        'In the repository of Conexus, what changed of late:',
      ),
      'Read first what touches the method that fails.',
    ),
  ],
  escalation: 'Not below 5 % within half an hour: roll back, then call the owner.',
});
