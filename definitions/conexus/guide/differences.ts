import { md } from 'alidade';
import {
  conexusDown,
  highMcpErrorRate,
  highMemoryUsage,
  indexerStalled,
  lowCacheHitRate,
  slowMcpRequests,
  watchdog,
} from '../alerts.ts';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { availability, correctness, latency } from '../slos.ts';
import { conexus } from '../system.ts';

conexus.guide('differences', {
  body: md`
    This guide replaces the one of October 2025. Where the two differ, this is why.

    ### Alerts

    - **${indexerStalled} keeps firing while the fault lasts.** The old condition,
      \`rate(x[15m]) == 0 and rate(x[1h]) > 0\`, was over an hour after the last file: whoever came late saw no alert and a
      dead indexer. Now the counter has to be there, must not have grown for 15 minutes, and must have been above 0 at some
      time in the last day. So the alert is quiet before anything was ever indexed, fires for as long as nothing is, and
      survives a restart that does not help (for a day: after that the new process counts as one that has had nothing to
      do). When Conexus is down the series ends, and the alert with it: that is another fault, and ${conexusDown}.
    - **It cannot tell stalled from idle**, and neither could the old one: no metric says whether files wait. Its runbook
      does. It stays a warning for that reason.
    - **"No indexing for 15 minutes" meant 30**: a window of 15 minutes has to run empty before the 15 minutes of \`for\`
      begin. Both numbers are kept; the summary says half an hour.
    - **"1 GB" was 1 GiB** all along: ${highMemoryUsage} compares with 1073741824 bytes.
    - **"5 critical alert rules"** were one critical, three warnings and one info. The severities are kept.
    - **No traffic, no alert**: the shares of ${highMcpErrorRate} and ${lowCacheHitRate} are 0 divided by 0 without requests,
      which is no number and crosses no threshold. The old guide did not say so.
    - **Alerts and planned objectives differ widely**: ${slowMcpRequests} begins at P95 above 1 s and ${highMcpErrorRate} at
      5 % errors, where the objectives in mind were 500 ms and 99.9 %. The burn alerts of ${availability} and ${latency} fire in
      between; the two are kept, since they tell of a sudden fault.
    - **"Severity-based routing"** did not exist: there was no Alertmanager, and severities were labels only. Now critical
      alerts go to PagerDuty and Slack, warnings to Slack, and what is only worth knowing into an email at most twice a day; outside
      of prod nobody is called.
    - **Nothing fired when Conexus was down**: every alert needs its metrics and is silent without them. ${conexusDown} does.
      And nothing would have told that alerts do not get out: ${watchdog} does.

    ### Objectives

    - **They were planned**: availability 99.9 %, P95 below 500 ms, and an SLI of correctness. ${latency} says the second in events,
      of which a budget can be made: 95 % of requests take at most 500 ms.
    - **"Correctness" was a word.** What Conexus counts that is nearest to it is whether files are indexed: a search cannot find
      what is in the others. ${correctness} holds 99 % of them, a number that is chosen here; each error of the indexer is taken
      for one file. Whether answers are right no metric tells.
    - **No period was given**: 30 days, as long as Prometheus keeps its data.

    ### Metrics

    - **"25+ metrics"** were 23 by name: 18 of Conexus and 5 of the Go client. Others of the Go client that runbooks and
      panels read are listed too.
    - **Types were missing** for most. They follow from names and use; \`internal/observability/metrics.go\` decides, should it
      disagree.
    - **${m.documents} is a gauge**, though \`_total\` says counter: it is a stock, and goes down when documents are deleted.
      Conexus exposes that name, so it stays.
    - **Bounds of the histograms were missing.** Those here are chosen: times have bounds at 0.5 s and 1 s, where objective
      and alert are; sizes go up by factors of four, batches by two. They must equal those in Conexus.
    - **Label values were missing** but for \`status="error"\`. \`success\` is assumed beside it; methods and error types are
      assumed to be at most 20 each.
    - **${m.go.alloc} is not drawn**: the Go client gives it the same number as ${m.go.heapAlloc}.

    ### Dashboard

    - **Queries, units and legends were not written down**: those of the eleven panels here are new. Each line is named by its
      label or by what it is.
    - **${panel('MCP Error Rate')} and ${panel('Embedding Cache Hit Rate')}** are shares between 0 and 1 shown as percent.
    - **${panel('Error Rate by Type')}** shows the indexer by \`error_type\` and the vector store as a whole, whose errors have no
      type.
    - **"Last 5m → 30d"**: Grafana offers these ranges by itself. Prometheus keeps 15 days unless told otherwise, so the quick
      start sets 30.
    - **"Drill-down capabilities"** are these: a click on a line shows that method or error type alone; panels lead to one
      another, to traces and to the runbook.

    ### Logs and traces

    - **\`docker logs conexus | grep '"level":"error"'\`** missed whatever was written to standard error, and every line with a
      space after a colon. The other filters stopped at the first line that is not JSON. All are corrected.
    - **The only configuration traced every request**, while the text wanted 1 % in production. The rate now follows the
      environment.
    - **"Database query" as a child span** is kept as the old guide has it. The only database with metrics is the vector store.

    ### State of the work

    - **"7/12 complete"** stood below eight ticks. Three of those contradict the notes beside them, and are in progress
      here: log aggregation (there is only \`docker logs\`), backups (there are only volumes), security (default password, no
      authentication). Five are done.
    - **"Complete and production-ready"**, with four tasks open that it wants done before production. They are listed as
      such.
    - **"Check queue depth", "review indexer backlog", cache size and eviction**: the old runbooks asked for them, though
      nothing exposes them. The steps say how to tell without.
    - **The seven troubleshooting scenarios** were counted but not named; these are new, as are the commands of all runbooks.

    ### Left out

    Nobody has measured these, so they are not claimed: deployment in 5 minutes; 80 % of issues caught before users
    notice; diagnosis in 15-30 minutes instead of 2-4 hours (and that would be 87.5 % less, not 75-90 %); $50K+ saved a
    year. Sizes of files and lines of documentation say nothing about either.`,
});
