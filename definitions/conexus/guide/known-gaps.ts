import { md } from 'alidade';
import { correctness } from '../slos.ts';
import { conexus } from '../system.ts';

conexus.guide('known-gaps', {
  title: 'Known gaps and planned work',
  body: md`
    ### Before production

    1. **Alertmanager.** Its configuration is written: add it to the compose file, put the secrets in place, and define in
       PagerDuty who is called when nobody answers. Until then somebody has to look at Prometheus.
    2. **Log aggregation.** Deploy Loki or an ELK stack, forward the logs of the containers, set how long they are kept.
    3. **Backups.** Back up the data of Prometheus automatically; the dashboard is in git already, as code; write down, and
       try, how to restore.
    4. **Security.** Change Grafana's default password, add authentication to Prometheus, secure the UI of Jaeger.

    ### Not there yet

    - **Right answers**: ${correctness} counts files that could not be indexed. Whether a search finds what it should is measured
      nowhere; a set of questions with known answers, asked every few minutes, would.
    - **Queue depth of the indexer, size and evictions of the embedding cache**: nothing exposes them. A gauge of the queue
      would tell a stalled indexer from an idle one.
    - **Business metrics**: there are no custom exporters, only what Conexus and the Go runtime expose.
    - **Log rotation and retention**: Docker keeps everything until the disk is full.
    - **On-call**: PagerDuty links to the runbooks; there is no rota yet, and no training material.
    - **Environments**: rules and dashboard are the same in each; the sampling of traces and who is notified differ.

    ### Later

    - **Dashboards** for indexer, embedding and vector store, for business metrics, for capacity planning.
    - **Synthetic monitoring**: health checks, tests of the API, integration tests from outside.
    - **Cost**: fewer series, shorter retention where it does not hurt, cheaper queries.`,
});
