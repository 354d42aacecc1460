import { md } from 'alidade';
import { goroutineLeak, highErrorRate, highLatency, memoryLeak, serviceDown, watchdog } from '../alerts.ts';
import * as m from '../metrics.ts';
import { panel } from '../panel.ts';
import { apiAvailability, apiLatency, errorBudgets } from '../slos.ts';
import { devopsMcp } from '../system.ts';

devopsMcp.guide('differences', {
  body: md`
    This guide replaces "Monitoring and Observability Guide". Where the two differ, this is why.

    ### Metrics

    - **Nobody set the label \`service\`** that every query grouped by: the metrics have \`method\`, \`path\` and \`status\`, and
      Prometheus adds \`job\` and \`instance\`. All three services would have been one nameless line. Each scrape job sets it now.
    - **${m.activeContexts} did not exist**; only a panel read it. It is planned, and ${panel('Contexts Created')} stands in its
      place.
    - **${m.contextSize} was missing from the list**, though the code exposes it. It is listed, and shown.
    - **Its buckets are not "1KB to 1MB"**: \`ExponentialBuckets(1024, 2, 10)\` ends at 524288, which is 512 KiB. The bounds are
      kept; the comment says what they are.
    - **The bounds of ${m.requestDuration} were not given.** Those of the Go client by default are assumed; they have 0.5 s and
      1 s, where objective and alert are.
    - **The label of ${m.toolExecutions} was not named**: \`tool\` is assumed. How many values labels may have is assumed too:
      40 routes, 100 tenants, 50 tools.
    - **Which service exposes what was not said.** All three have the metrics of HTTP, Go and the process; what counts contexts,
      tools, logins and keys belongs to \`mcp-server\`.
    - **Contexts were counted before they were created**, with a variable \`tenantID\` that did not exist. They are counted after
      the insert.

    ### Prometheus

    - **The configuration had no \`rule_files\` and no \`alerting\`**: no rule was ever loaded, and nothing would have been sent.
    - **Only \`mcp-server\` was relabelled.** \`instance\` loses its port on all three, so that they read alike.
    - **The group \`mcp_critical\` held one critical alert and three warnings.** It is called \`mcp\`; the interval of 30s is kept.

    ### Alerts

    - **${memoryLeak} and ${goroutineLeak} took the \`rate\` of a gauge.** It reads every fall as a restart, and is above 0
      whenever the value moves at all, so half of the condition always held. \`deriv\` over the hour of the forecast is above 0
      only for what grows.
    - **They showed the wrong number**: of \`a and b\` the value is that of \`a\`, there the rate. The forecast comes first now.
    - **${goroutineLeak} had no annotations** at all, and no alert a runbook. All have both, and \`team="platform"\`, which only
      ${highErrorRate} had.
    - **"P99 latency is 1.0439999999999998s"** is how ${highLatency} would have read. Values have units and few digits.
    - **Nothing fired when a service was down**: every alert needs its metrics. ${serviceDown} does. And nothing would have told
      that alerts do not get out: ${watchdog} does.
    - **"Set up alerts before issues occur", "monitor SLOs not just system metrics"**: two alerts of four looked at memory and
      goroutines, and none followed from an objective. Six do now; see Objectives, below. The two at 5 % and P99 above 1 s are
      kept beside them: they tell of a sudden fault in one service.

    ### Alertmanager

    - **\`\${SLACK_WEBHOOK_URL}\` and \`\${PAGERDUTY_SERVICE_KEY}\`** stood in a file in which nothing is expanded. Alertmanager
      refuses the first as an address, and takes the second for the key. Secrets are files now.
    - **\`service_key\` is of Events API v1.** The key of an Events API v2 integration is \`routing_key\`.
    - **\`match\` is deprecated**; routes have \`matchers\`.
    - **\`continue\` on the critical route led nowhere**: the next route took only warnings. Slack got no critical alert. It
      gets them now, beside PagerDuty.
    - **The default receiver was empty**: an alert of any other severity reached nobody, and nothing said so. It goes to a
      channel of its own.
    - **A group was sent every 10 seconds while it changed**, and again every hour. Now a group waits 30 seconds, changes are
      sent every 5 minutes, and what goes on is repeated every 4 hours.
    - **Nothing was inhibited.** A service that is down, or fails, makes its warnings fire as well: whoever is called got all.
    - **\`'…\\n…'\`**: between single quotes YAML keeps the backslash, so messages showed \`\\n\` in place of a new line.
    - **Slack was not told when an alert was over**: \`send_resolved\` is false there unless set.

    ### Dashboard

    - **\`{"dashboard": …}\` is what the API wants; provisioning and the browser want what is inside.** The dashboard of SLOs had
      no such wrapper. The file is bare, and the wrapper is added where the API is used.
    - **\`http://admin:admin@localhost:3000\`**: the password stood in the command, and in the guide. A token does it.
    - **Panels had no type, unit or legend**, ranges were fixed at 5 minutes, and there were no variables.
    - **${panel('Error Rate')}** is a share between 0 and 1, and shown as percent.

    ### Logs and traces

    - **Logs went to standard output, and Promtail read \`/var/log/mcp/*.log\`.** One of the two read nothing. Promtail is at the end
      of its life, and \`boltdb-shipper\` with schema v11 is what new installations of Loki no longer use.
    - **The Jaeger exporter of OpenTelemetry for Go is gone**; Jaeger takes OTLP. The example did not import what it used, nor
      call \`Shutdown\`, without which the last spans are lost.
    - **"Use sampling"** stood beside a tracer without a sampler, which keeps everything.
    - **A request ID is no trace ID**: \`/trace/debug-123\` finds nothing, since Jaeger wants hexadecimal digits. The id is chosen
      and sent as \`traceparent\`.
    - **The quick start promised the complete stack**, and began Prometheus, Grafana and Jaeger: no Alertmanager, no Loki. What
      is not there yet is among the known gaps.

    ### Debugging and performance

    - **\`CREATE EXTENSION pg_stat_statements\` is not enough**: the server has to load the library when it starts.
    - **\`INFO stats\` has neither \`used_memory_human\` nor \`connected_clients\` nor \`blocked_clients\`**: three of four numbers never
      showed. They stand in the sections Memory and Clients.
    - **Slow on average is not costly**: a second query lists statements by what they cost in all.
    - **\`localhost:8080\`** reached one service of three, and profiles and \`/admin\` stood on the port of clients. Commands name
      the service; the guide says what to close.

    ### Objectives

    - **Availability and error rate were two SLIs and one fact**: what does not succeed fails, and 99.9 % beside 0.1 % over the
      same 30 days is one objective, written twice. ${apiAvailability} is what clients see of all services; ${errorBudgets} keeps
      the same promise for each service, and so tells whose budget goes.
    - **"95th percentile latency" below 0.5 s was no objective**: a percentile is a number of seconds, of which no share can be
      good, and percentiles of windows cannot be added up to a week. ${apiLatency} says the same in events: 95 % of requests take
      at most 500 ms, which is a bound of the histogram.
    - **Targets were 99.9, 0.5 and 0.1** beside SLIs between 0 and 1, and seconds; descriptions said percentage. All are shares now.
    - **When all requests failed, the availability was gone, not 0**: without a single success the upper side of the division has
      no series. What has not happened is counted as 0 now.
    - **The SLO panel read 30 days of raw requests** whenever somebody looked. The period is summed up from recorded windows, and
      a busy hour weighs more than a quiet one.
    - **Its colours were green from 99.9 %, yellow from 99.5 %**: at 99.5 % five budgets are used up. What is left of the budget
      is shown, and 0 is where it ends.
    - **No budget, no burn rate, no alert** followed from the objectives. Now a page tells when 2 % of the budget goes within an hour
      (or 5 % within six), a ticket when 10 % goes within a day or three, and an alert when there is nothing to measure.
    - **How much traffic there is was not said.** With fewer than 72 requests an hour one alone would be a page, so nobody is
      called below that.`,
});
