import { command, query, see, step } from 'alidade';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { conexus } from '../system.ts';

export const indexerProblems = conexus.runbook('indexer-problems', {
  title: 'Indexer Problems',
  about:
    'Conexus has indexed files, but none for half an hour or longer. Either it is stuck, and searches miss what is new, ' +
    'or there was nothing to index. The steps tell which. In them `/workspace` stands for the folder Conexus indexes.',
  steps: [
    step(
      'Check file system permissions',
      command(
        "docker inspect --format '{{json .Mounts}}' conexus | jq -r '.[] | \"\\(.Destination)  \\(.Source)  rw=\\(.RW)\"'",
        'What is mounted, and where:',
      ),
      command(
        "docker exec conexus sh -c 'id; ls -lan /workspace | head'",
        'Who reads, and who may read (without a shell in the image, look at the source of the mount on the host):',
      ),
    ),
    step(
      'Review indexer error logs',
      query(m.indexerErrors.increase('1h').sum({ by: 'error_type' }), 'Errors of the last hour by type.'),
      command(`docker logs --since 1h conexus 2>&1 | jq -cR 'fromjson? | select(.level == "error")' | tail -20`),
      see(panel('Error Rate by Type')),
    ),
    step(
      'Verify embedding service',
      query(m.embeddingRequests.rate('5m').sum(), '0 with files waiting: the indexer stands before this step.'),
      query(m.embeddingDuration.quantile(0.95, { over: '15m' }), 'Seconds, or nothing at all: the indexer waits here.'),
    ),
    step(
      'Check queue depth',
      'Conexus exposes no queue depth; files written since indexing stopped are what waits.',
      command(
        "docker exec conexus sh -c 'find /workspace -type f -mmin -45 | wc -l'",
        'How many were written in the last 45 minutes; put in the minutes since it stopped. At 0 there was nothing to index, and the alert may be left alone:',
      ),
    ),
    step(
      'Analyze processing rate',
      query(m.filesIndexed.rate('5m').sum(), 'Files a second: 0 while it is stuck.'),
      query(
        m.indexerDuration.quantile(0.95, { over: '1h' }),
        'Operations that grow longer before they stop wait for something.',
      ),
      see(panel('Indexer Performance'), 'when it stopped, and whether at once or by and by.'),
      command(
        'docker kill --signal=QUIT conexus && docker logs --since 1m conexus > goroutines.txt 2>&1',
        'If files wait and nothing explains it, the stack of every goroutine, for the owner; this ends the process:',
      ),
      command('docker restart conexus', 'If it does not come back by itself:'),
      'A restart alone does not silence the alert: it is over when a file is indexed.',
    ),
  ],
  escalation: 'Stuck again after a restart: call the owner, with the goroutine stacks.',
});
