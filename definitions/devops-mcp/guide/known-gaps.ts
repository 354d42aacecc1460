import { md } from 'alidade';
import * as m from '../metrics.ts';
import { devopsMcp } from '../system.ts';

devopsMcp.guide('known-gaps', {
  title: 'Known gaps and planned work',
  body: md`
    ### Planned

    - **Logs in one place.** Loki and a shipper; until then \`docker logs\`.
    - **Traces.** Spans over OTLP, a collector and Jaeger, with sampling. Log lines carry a \`trace_id\` already, though there
      is no trace to open yet.
    - **Kubernetes.** Targets are a fixed list here, and commands ask Docker.
    - **${m.activeContexts}.** Nothing exposes it. The day a release does, \`lifecycle\` goes, and the overview gets its panel.

    ### What the metrics cannot tell

    - **Latency by route**: ${m.requestDuration} has no labels of its own. The log has durations.
    - **Failed logins**: ${m.authAttempts} counts good and bad attempts alike.
    - **Tools that fail**: ${m.toolExecutions} counts every run, however it ends.
    - **The worker's queue**: nothing exposes how long it is, or how old its oldest task.
    - **PostgreSQL and Redis**: no exporter is scraped; the runbooks ask them directly.
    - **What never arrives**: a request that a proxy turns away, or that finds nobody listening, is no request here. Objectives
      are kept by those that are counted; a check from outside would count the others.
    - **A limit for memory**: the forecast is compared with 8 GB, whatever the limit of the container is.`,
});
