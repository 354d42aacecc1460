/** One fault, as somebody would make it: text of tickets.ts replaced by other text. */
export interface Mutant {
  readonly kind: string;
  /** Stands in the definitions exactly once. */
  readonly from: string;
  readonly to: string;
  /** Why nothing can notice it from the definitions alone. */
  readonly survives: string | undefined;
}

type Fault = readonly [from: string, to: string, survives?: string];

/** The faults by kind; each in the forms in which definitions can have it: typed calls, raw PromQL, options, behind a cast. */
const faults: Readonly<Record<string, readonly Fault[]>> = {
  'metric misspelled': [
    ['sum(increase(tickets_sold_total[1h]))', 'sum(increase(ticket_sold_total[1h]))'],
    ['time() - tickets_start_time_seconds', 'time() - tickets_start_seconds'],
    ['heap.gt(', 'haep.gt('],
    ['absent(tickets_http_requests_total{', 'absent(tickets_http_request_total{'],
  ],
  'recorded series misspelled': [
    ['route:tickets_http_errors:ratio10m > 0.1', 'route:tickets_http_error:ratio5m > 0.1'],
    [
      '0.9, route_le:tickets_http_request_duration_seconds_bucket:rate5m',
      '0.9, route:tickets_http_request_duration_seconds_bucket:rate5m',
    ],
  ],
  'label misspelled in a matcher': [
    ['db_connections{state!="idle"}', 'db_connections{stat!="idle"}'],
    ["connections.where({ state: 'waiting' })", "connections.where({ stat: 'waiting' })"],
    ["connections.where({ state: 'waiting' })", "connections.where({ stat: 'waiting' } as any)"],
    ['total{code="404", route=~"$route"}', 'total{cod="404", route=~"$route"}'],
  ],
  'label misspelled in by': [
    [
      'sum by (route) (rate(tickets_http_requests_total{code="404"',
      'sum by (rout) (rate(tickets_http_requests_total{code="404"',
    ],
    ["expr: requests.rate('5m').sum({ by: 'route' })", "expr: requests.rate('5m').sum({ by: 'rout' })"],
    ["expr: requests.rate('5m').sum({ by: 'route' })", "expr: requests.rate('5m').sum({ by: 'rout' as 'route' })"],
  ],
  'label misspelled in on': [
    ['* on (instance) group_left (version)', '* on (instnace) group_left (version)'],
    ['/ on (instance) db_connections_max', '/ on (instances) db_connections_max'],
  ],
  'label value misspelled': [
    ["state: 'waiting'", "state: 'wating'"],
    ["state: 'waiting'", "state: 'wating' as 'waiting'"],
    ['{code="404", route', '{code="403", route'],
    ['{code="500"}', '{code="501"}'],
    ['{job="web"}', '{job="webs"}'],
    ['state!="idle"', 'state="idel"'],
  ],
  'regex that matches no value': [
    ['{code=~"5.."}', '{code=~"5xx"}'],
    [
      "{ code: matching('5..') }, { over: '10m', by: 'route' }).gt('5%')",
      "{ code: matching('5xx') }, { over: '10m', by: 'route' }).gt('5%')",
    ],
  ],
  'gauge read as a counter': [
    ['sum(increase(tickets_sold_total[1h]))', 'sum(increase(tickets_reserved[1h]))'],
    ["heap.gt('6GiB')", "heap.rate('5m').gt('6GiB')"],
    ["heap.gt('6GiB')", "(heap as any).rate('5m').gt('6GiB')"],
  ],
  'counter read as a gauge': [
    ['predict_linear(tickets_heap_bytes[1h]', 'predict_linear(tickets_sold_total[1h]'],
    ['sum(tickets_reserved) > 100', 'sum(tickets_sold_total) > 100'],
    ["expr: requests.rate('5m').sum({ by: 'route' })", "expr: requests.deriv('5m').sum({ by: 'route' })"],
    ["query: heap, legend: '{{instance}}', unit: 'bytes'", "query: sold, legend: '{{instance}}'"],
  ],
  'bare counter as a condition': [
    ['sum(increase(tickets_sold_total[1h])) == 0 and', 'sum(tickets_sold_total) == 0 and'],
    ["heap.gt('6GiB')", 'requests.gt(100)'],
    ["heap.gt('6GiB')", '(requests as any).gt(100)'],
  ],
  'metric type declared wrong': [
    ["web.counter('tickets_sold_total'", "web.gauge('tickets_sold_total'"],
    ["web.gauge('tickets_heap_bytes'", "web.counter('tickets_heap_bytes'"],
    ["database.nativeHistogram('db_query_duration_seconds'", "database.gauge('db_query_duration_seconds'"],
  ],
  'le dropped': [
    [
      'sum by (route, le) (rate(tickets_http_request_duration_seconds_bucket[10m]))) > 2',
      'sum by (route) (rate(tickets_http_request_duration_seconds_bucket[10m]))) > 2',
    ],
    ['expr: promql`sum by (route, le) (rate(', 'expr: promql`sum by (route) (rate('],
  ],
  'quantile of what is no histogram': [
    [
      'histogram_quantile(0.95, sum(rate(db_query_duration_seconds[5m])))',
      'histogram_quantile(0.95, sum(db_connections))',
    ],
    [
      '(rate(tickets_http_request_duration_seconds_bucket[10m]))) > 2',
      '(rate(tickets_http_request_duration_seconds_count[10m]))) > 2',
    ],
    ["duration.quantile(0.95, { over: '10m', by: 'route' })", "sold.quantile(0.95, { over: '10m', by: 'event' })"],
  ],
  'quantile in percent': [
    ['histogram_quantile(0.99,', 'histogram_quantile(99,'],
    ["duration.quantile(0.95, { over: '10m'", "duration.quantile(95, { over: '10m'"],
  ],
  'quantile over the whole life': [
    [
      'sum by (route, le) (rate(tickets_http_request_duration_seconds_bucket[10m]))) > 2',
      'sum by (route, le) (tickets_http_request_duration_seconds_bucket)) > 2',
    ],
    ['sum(rate(db_query_duration_seconds[5m]))', 'sum(db_query_duration_seconds)'],
  ],
  'average of quantiles': [
    [
      'histogram_quantile(0.9, route_le:tickets_http_request_duration_seconds_bucket:rate5m) > 1',
      'avg(histogram_quantile(0.9, route_le:tickets_http_request_duration_seconds_bucket:rate5m)) > 1',
    ],
  ],
  'label dropped that is used later': [
    [
      'sum by (instance) (rate(tickets_http_requests_total[5m])) * on (instance)',
      'sum by (route) (rate(tickets_http_requests_total[5m])) * on (instance)',
    ],
    ['sum by (instance) (db_connections', 'sum by (state) (db_connections'],
    ["legend: '{{state}}'", "legend: '{{instance}}'"],
    [
      'sum by (route) (rate(tickets_http_requests_total{code="404", route=~"$route"}[$__rate_interval]))',
      'sum(rate(tickets_http_requests_total{code="404", route=~"$route"}[$__rate_interval]))',
    ],
  ],
  'label in a template that the result has not': [
    ["'{{ $labels.instance }} uses {{", "'{{ $labels.state }} uses {{"],
    ['`Route ${labels.route}: one request in twenty', '`Route ${labels.path}: one request in twenty'],
    ['`Route ${labels.route}: one request in twenty', '`Route ${(labels as any).path}: one request in twenty'],
    ["'Version {{ $labels.version }} on", "'Version {{ $labels.vers }} on"],
  ],
  'template that Go does not accept': [
    [
      'one request in a hundred takes over {{ $value | humanizeDuration }}',
      'one request in a hundred takes over {{ $value | humanizeDurations }}',
    ],
    [
      'one request in ten takes over {{ $value | humanizeDuration }}',
      'one request in ten takes over {{ $value | humanizeDuration }',
    ],
    ['started {{ $value | humanizeDuration }} ago', 'started {{ $val | humanizeDuration }} ago'],
  ],
  'template in the wrong unit': [
    [
      'fails {{ $value | humanizePercentage }} of its requests',
      'fails {{ $value | humanizeDuration }} of its requests',
    ],
    ['started {{ $value | humanizeDuration }} ago', 'started {{ $value | humanizePercentage }} ago'],
    ['holds ${value.bytes} of heap', 'holds ${value.duration} of heap'],
  ],
  'threshold in the wrong unit': [
    ["heap.gt('6GiB')", "heap.gt('6s')"],
    ["heap.gt('6GiB')", "heap.gt('6s' as any)"],
    ["by: 'route' }).gt('1s')", "by: 'route' }).gt('1GiB')"],
    [
      'histogram_quantile(0.95, sum(rate(db_query_duration_seconds[5m]))) > 0.5',
      'histogram_quantile(0.95, sum(rate(db_query_duration_seconds[5m]))) > tickets_heap_bytes',
    ],
  ],
  'unlike things added or compared': [
    ['> tickets_heap_limit_bytes', '> tickets_start_time_seconds'],
    [
      "heap.div(heapLimit).gt('90%')",
      "heap.sub(duration.quantile(0.5, { over: '5m', by: ['instance', 'job', 'zone'] })).gt('90%')",
    ],
    ['time() - tickets_start_time_seconds < 300', 'time() - tickets_heap_bytes < 300'],
    [
      'sum(increase(tickets_sold_total[1h])) == 0 and sum(tickets_reserved) > 100',
      'sum(increase(tickets_sold_total[1h])) + sum(tickets_heap_bytes) == 0',
    ],
  ],
  'percent where a fraction is meant': [
    ['route:tickets_http_errors:ratio10m > 0.1', 'route:tickets_http_errors:ratio10m > 10'],
    ["heap.div(heapLimit).gt('90%')", 'heap.div(heapLimit).mul(100).gt(0.9)'],
    ["by: 'route' }).gt('5%')", "by: 'route' }).gt(5)"],
    ['> 0.8`', '> 80`'],
  ],
  'milliseconds where seconds are meant': [
    [
      '(rate(tickets_http_request_duration_seconds_bucket[10m]))) > 2`',
      '(rate(tickets_http_request_duration_seconds_bucket[10m]))) > 2000`',
    ],
    ["by: 'route' }).gt('1s')", "by: 'route' }).gt(1000)"],
    [
      "help: 'Time to answer a request.',\n  unit: 'seconds'",
      "help: 'Time to answer a request.',\n  unit: 'milliseconds' as 'seconds'",
    ],
  ],
  'threshold past the last bucket': [
    [
      '(rate(tickets_http_request_duration_seconds_bucket[10m]))) > 2`',
      '(rate(tickets_http_request_duration_seconds_bucket[10m]))) > 3`',
    ],
    ["by: 'route' }).gt('1s')", "by: 'route' }).gt('2.5s')"],
    ['bucket:rate5m) > 1`', 'bucket:rate5m) > 10`'],
  ],
  'bound that is no bucket': [
    ["fractionBelow('250ms'", "fractionBelow('300ms'"],
    ["fractionBelow('250ms'", "fractionBelow('300ms' as any"],
    [
      '{code="500"}[5m]))`)',
      '{code="500"}[5m])) / sum(rate(tickets_http_request_duration_seconds_bucket{le="0.3"}[5m]))`)',
    ],
  ],
  'comparison that never holds': [
    ['sum(increase(tickets_sold_total[1h])) == 0 and', 'sum(increase(tickets_sold_total[1h])) < 0 and'],
    ['web.up.eq(0)', 'web.up.gt(1)'],
    [
      'expr: promql`sum by (route) (rate(${requests}{code=~"5.."}[10m])) / (sum by (route) (rate(${requests}[10m])) > 0)`',
      'expr: promql`sum by (route) (rate(${requests}{code=~"5.."}[10m])) / (sum by (route) (rate(${requests}[10m])) < 0)`',
    ],
    [
      'sum(increase(tickets_sold_total[1h])) == 0 and sum(tickets_reserved) > 100',
      'sum(tickets_reserved) == 0 and sum(tickets_reserved) > 100',
    ],
    ['web.up.eq(0)', 'web.up.eq(2)'],
  ],
  'comparison that always holds': [
    ['sum(increase(tickets_sold_total[1h])) == 0 and', 'sum(increase(tickets_sold_total[1h])) >= 0 and'],
    ["heap.div(heapLimit).gt('90%')", "requests.fraction({ code: '500' }, { over: '5m', by: ['instance'] }).lte(1)"],
    ['web.up.eq(0)', 'web.up.gte(0)'],
  ],
  'alert without a condition': [
    [
      'sum by (instance) (db_connections{state!="idle"}) / on (instance) db_connections_max > 0.8',
      'sum by (instance) (db_connections{state!="idle"}) / on (instance) db_connections_max',
    ],
    ["heap.gt('6GiB')", 'heap'],
    ["heap.gt('6GiB')", 'heap as any'],
    ['time() - tickets_start_time_seconds < 300', 'time() - tickets_start_time_seconds < bool 300'],
    ['absent(tickets_http_requests_total{job="web"})', 'absent(tickets_http_requests_total{job="web"}) or vector(0)'],
  ],
  'range below two scrapes': [
    ['{code=~"5.."}[10m]', '{code=~"5.."}[30s]'],
    ["expr: requests.rate('5m')", "expr: requests.rate('30s')"],
    ['sum(rate(db_query_duration_seconds[5m]))', 'sum(rate(db_query_duration_seconds[45s]))'],
  ],
  'range beyond retention': [
    ['predict_linear(tickets_heap_bytes[1h]', 'predict_linear(tickets_heap_bytes[60d]'],
    ['increase(tickets_sold_total[1h])', 'increase(tickets_sold_total[1h] offset 40d)'],
  ],
  'join that matches nothing': [
    ['/ on (instance) db_connections_max', '/ on (state) db_connections_max'],
    ['/ on (instance) db_connections_max', '/ db_connections_max'],
    ["heap.div(heapLimit).gt('90%')", "heap.div(maxConnections).gt('90%')"],
    ['> tickets_heap_limit_bytes', '> db_connections_max'],
    [
      '> 0.1 and route:tickets_http_requests:rate5m > 1',
      '> 0.1 and sum by (instance) (rate(tickets_http_requests_total[5m])) > 1',
    ],
  ],
  'group_left missing or on the wrong side': [
    [
      '* on (instance) group_left (version) tickets_build_info',
      '* on (instance) group_right (version) tickets_build_info',
    ],
    [
      'sum by (instance) (rate(tickets_http_requests_total[5m])) * on (instance) group_left (version) tickets_build_info',
      'rate(tickets_http_requests_total[5m]) * on (instance) tickets_build_info',
    ],
    [
      'sum by (instance) (db_connections{state!="idle"}) / on (instance) db_connections_max',
      'db_connections{state!="idle"} / on (instance) db_connections_max',
    ],
  ],
  'rate outside the sum forgotten': [
    ["expr: requests.rate('5m').sum({ by: 'route' })", "expr: requests.sum({ by: 'route' })"],
    [
      'sum by (route) (rate(tickets_http_requests_total{code="500"}[5m]))',
      'rate(sum by (route) (tickets_http_requests_total{code="500"})[5m:])',
    ],
    ['and route:tickets_http_requests:rate5m > 1', 'and rate(route:tickets_http_requests:rate5m[5m]) > 1'],
  ],
  'metric that is planned or gone': [
    ['sum(increase(tickets_sold_total[1h]))', 'sum(increase(tickets_refunds_total[1h]))'],
    ["heap.gt('6GiB')", "refunds.rate('5m').gt(1)"],
    ["heap.gt('6GiB')", "(refunds as any).rate('5m').gt(1)"],
    ['sum(tickets_reserved) > 100', 'sum(tickets_baskets) > 100'],
  ],
  'text that does not parse': [
    ['> tickets_heap_limit_bytes`', '> tickets_heap_limit_bytes)`'],
    ['absent(tickets_http_requests_total{job="web"})', 'absent(tickets_http_requests_total{job="web})'],
    ['4 * 3600)', '4 ** 3600)'],
    ['sum(tickets_reserved) > 100', 'sum(tickets_reserved) => 100'],
    ['increase(tickets_sold_total[1h])', 'increase(tickets_sold_total[1 h])'],
  ],
  'argument of the wrong type': [
    ['increase(tickets_sold_total[1h])', 'increase(tickets_sold_total)'],
    ['predict_linear(tickets_heap_bytes[1h], 4 * 3600)', 'predict_linear(tickets_heap_bytes[1h])'],
    [
      'histogram_quantile(0.95, sum(rate(db_query_duration_seconds[5m])))',
      'histogram_quantile(sum(rate(db_query_duration_seconds[5m])), 0.95)',
    ],
    ["expr: requests.rate('5m')", "expr: requests.rate('5 minutes')"],
    ["expr: requests.rate('5m')", "expr: requests.rate('5 minutes' as '5m')"],
  ],
  'function that does not exist or is not on': [
    ['predict_linear(tickets_heap_bytes[1h], 4 * 3600)', 'predict(tickets_heap_bytes[1h], 4 * 3600)'],
    ['absent(tickets_http_requests_total{job="web"})', 'first_over_time(tickets_heap_bytes[5m]) > 1'],
    ['sum(tickets_reserved) > 100', 'limitk(3, tickets_reserved) > 100'],
  ],
  'macro of dashboards in a rule': [
    ['increase(tickets_sold_total[1h])', 'increase(tickets_sold_total[$__range])'],
    ["expr: requests.rate('5m')", 'expr: requests.rate()'],
    ["expr: requests.rate('5m')", "expr: requests.rate('$__interval' as '5m')"],
  ],
  'severity unknown': [
    ["for: '2m',\n  severity: 'critical'", "for: '2m',\n  severity: 'crit'"],
    ["for: '2m',\n  severity: 'critical'", "for: '2m',\n  severity: 'crit' as 'critical'"],
  ],
  'runbook missing': [
    ['summary: ({ labels }) => `${labels.instance} does not answer Prometheus`', 'ignore: {}'],
    ["for: '2m',\n  severity: 'critical',\n  runbook: requestProblems,", "for: '2m',\n  severity: 'critical',"],
  ],
  'for that does not fit': [
    ["when: heap.gt('6GiB'),\n  for: '10m'", "when: heap.gt('6GiB')"],
    ["when: heap.gt('6GiB'),\n  for: '10m'", "when: heap.gt('6GiB'),\n  for: '10 minutes' as '10m'"],
    ["when: heap.gt('6GiB'),\n  for: '10m'", "when: heap.gt('6GiB'),\n  for: '10s'"],
  ],
  'alert that ends while the fault lasts': [
    [
      'sum(increase(tickets_sold_total[1h])) == 0 and sum(tickets_reserved) > 100',
      'sum(increase(tickets_sold_total[1h])) == 0 and sum(increase(tickets_sold_total[4h])) > 0',
    ],
  ],
  'warning above critical': [[".gt('2%')", ".gt('10%')"]],
  'declared twice': [
    ["tickets.alert('TicketsErrorsRising'", "tickets.alert('TicketsSlow'"],
    ["web.gauge('tickets_heap_limit_bytes'", "web.gauge('tickets_heap_bytes'"],
    [
      "tickets.recordingRule('route:tickets_http_errors:ratio10m'",
      "tickets.recordingRule('route:tickets_http_requests:rate5m'",
    ],
    ["timeseries('Errors', {", "timeseries('Requests', {"],
  ],
  'rules that read each other': [
    [
      "expr: requests.rate('5m').sum({ by: 'route' })",
      'expr: promql`sum by (route) (route:tickets_http_errors:ratio10m)`',
    ],
  ],
  'alert decided by topk': [
    ["heap.gt('6GiB')", "heap.topk(1).gt('6GiB')"],
    ['time() - tickets_start_time_seconds < 300', 'topk(3, time() - tickets_start_time_seconds) < 300'],
  ],
  'absent of what is always there': [
    [
      'absent(tickets_http_requests_total{job="web"})',
      'absent(sum(tickets_http_requests_total{job="web"}) or vector(0))',
    ],
    ['absent(tickets_http_requests_total{job="web"})', 'absent(vector(1))'],
  ],
  'division by what may be zero': [
    [
      "heap.gt('6GiB')",
      'promql`avg by (instance) (rate(tickets_http_request_duration_seconds_sum[5m]) / rate(tickets_http_request_duration_seconds_count[5m])) > 1`',
    ],
    [
      "heap.div(heapLimit).gt('90%')",
      'promql`avg by (instance) (rate(tickets_sold_total[5m]) / rate(tickets_sold_total[1h])) > 9`',
    ],
  ],
  'name against the conventions': [
    ["web.counter('tickets_sold_total'", "web.counter('tickets_sold'"],
    ["web.gauge('tickets_reserved'", "web.gauge('tickets_reserved_total'"],
    ["web.gauge('tickets_heap_limit_bytes'", "web.gauge('tickets_heap_limit_seconds'"],
    ["web.gauge('tickets_heap_limit_bytes'", "web.gauge('tickets heap limit bytes'"],
    [
      "tickets.recordingRule('route:tickets_http_requests:rate5m'",
      "tickets.recordingRule('tickets_http_requests_rate5m'",
    ],
  ],
  'buckets out of order': [
    ['[0.05, 0.1, 0.25, 0.5, 1, 2.5]', '[0.05, 0.1, 0.25, 0.5, 2.5, 1]'],
    ['[0.05, 0.1, 0.25, 0.5, 1, 2.5]', '[0.05, 0.1, 0.25, 0.25, 0.5, 1, 2.5]'],
  ],
  'label with no bound': [
    [
      "counts: 'tickets',\n  labels: { event: upTo(50) },\n});\nexport const reserved",
      "counts: 'tickets',\n  labels: { event: upTo(50), user_id: upTo(1_000_000) },\n});\nexport const reserved",
    ],
    [
      "counts: 'tickets',\n  labels: { event: upTo(50) },\n});\nexport const reserved",
      "counts: 'tickets',\n  labels: { event: upTo(50000) },\n});\nexport const reserved",
    ],
  ],
  'reserved label': [
    ['labels: { version: upTo(3) }', 'labels: { __version: upTo(3) }'],
    ['labels: { route: upTo(20) },\n  buckets', 'labels: { route: upTo(20), le: upTo(9) },\n  buckets'],
  ],
  'legend with a label that is not there': [
    [
      "rate().sum({ by: 'route' }),\n        legend: '{{route}}'",
      "rate().sum({ by: 'route' }),\n        legend: '{{path}}'",
    ],
    ["legend: '{{version}}'", "legend: '{{versoin}}'"],
  ],
  'variable that is not there': [
    ['route=~"$route"', 'route=~"$rute"'],
    ['variables: [route]', 'variables: []'],
    ['route=~"$route"', 'route="$route"'],
  ],
  'panel in the wrong unit': [
    ["legend: '{{instance}}', unit: 'bytes'", "legend: '{{instance}}', unit: 's'"],
    ['thresholdOf: errors', 'thresholdOf: slow'],
  ],
  'reference to a panel that is not there': [
    ["link.panel('Errors')", "link.panel('Error')"],
    [
      "panelOf<typeof overview>('tickets-overview', 'Latency')",
      "panelOf<typeof overview>('tickets-overview', 'Latencies')",
    ],
    ["panelOf<typeof overview>('tickets-overview', 'Latency')", "panelOf('tickets-overview', 'Latencies')"],
    [
      "panelOf<typeof overview>('tickets-overview', 'Latency')",
      "panelOf<typeof overview>('ticket-overview' as any, 'Latency')",
    ],
  ],
  'refresh and range against the data': [
    ["refresh: '30s'", "refresh: '5s'"],
    ["time: 'now-1h'", "time: 'now-90d'"],
  ],
  'fault in the query of a runbook': [
    ['tickets_http_requests_total{code="500"}', 'tickets_http_requests{code="500"}'],
    [
      'sum by (route) (rate(tickets_http_requests_total{code="500"}[5m]))',
      'sum by (route) rate(tickets_http_requests_total{code="500"}[5m])',
    ],
  ],
  'silencing that silences nothing': [
    [
      "summary: 'No requests are counted at all',",
      "summary: 'No requests are counted at all', ignore: { 'alert-runbok': 'None.' },",
    ],
    [
      "summary: 'No requests are counted at all',",
      "summary: 'No requests are counted at all', ignore: { 'alert-runbook': 'None.' },",
    ],
  ],
  'text that is shown as it is written': [
    ['{{ $labels.instance }} will need', '{ $labels.instance } will need'],
    ['{{ $labels.instance }} started', '$labels.instance started'],
    ["legend: '{{version}}'", "legend: '{{version}'"],
    ["legend: '{{instance}}', unit: 'bytes'", "legend: '{instance}}', unit: 'bytes'"],
  ],
  'printf verb that does not fit': [
    ['answers {{ $value | humanize }} requests', 'answers {{ printf "%d" $value }} requests'],
    ['answers {{ $value | humanize }} requests', 'answers {{ $value | printf "%s" }} requests'],
    ['Version {{ $labels.version }} on', 'Version {{ printf "%f" $labels.version }} on'],
  ],
  'pattern where a text is compared': [
    [
      'sum by (route) (rate(tickets_http_requests_total{code="500"}[5m]))',
      'sum by (route) (rate(tickets_http_requests_total{code="5.."}[5m]))',
    ],
    ['rate(${requests}{code=~"5.."}[10m])', 'rate(${requests}{code="5.."}[10m])'],
    ['increase(tickets_sold_total[1h])', 'increase(tickets_sold_total{event="jazz|rock"}[1h])'],
    ['increase(tickets_sold_total[1h])', 'increase(tickets_sold_total{event!="test.*"}[1h])'],
  ],
  'sum over all buckets': [
    [
      'histogram_quantile(0.99, sum by (route, le) (rate(tickets_http_request_duration_seconds_bucket[10m]))) > 2',
      'sum by (route) (rate(tickets_http_request_duration_seconds_bucket[10m])) > 2',
    ],
  ],
  'range with no sample': [
    ['sum(tickets_reserved) > 100', 'sum(avg_over_time(tickets_reserved[10s])) > 100'],
    ['absent(tickets_http_requests_total{job="web"})', 'absent_over_time(tickets_http_requests_total{job="web"}[5s])'],
  ],
  'point in time compared with a length': [
    ['time() - tickets_start_time_seconds < 300', 'tickets_start_time_seconds < 300'],
    ['time() - tickets_start_time_seconds < 300', 'time() - tickets_start_time_seconds / 86400 < 300'],
    ['time() - tickets_start_time_seconds < 300', 'tickets_start_time_seconds > 86400'],
  ],
  'label_replace that fails or finds nothing': [
    [
      'time() - tickets_start_time_seconds < 300',
      'label_replace(time() - tickets_start_time_seconds, "host", "$1", "instance", "(.*:.*") < 300',
    ],
    [
      'time() - tickets_start_time_seconds < 300',
      'label_replace(time() - tickets_start_time_seconds, "host", "$1", "instnce", "(.*):.*") < 300',
    ],
  ],
  'parenthesis forgotten': [
    [
      'histogram_quantile(0.9, route_le:tickets_http_request_duration_seconds_bucket:rate5m) > 1',
      'histogram_quantile(0.9, route_le:tickets_http_request_duration_seconds_bucket:rate5m > 1',
    ],
    [
      'sum by (instance) (db_connections{state!="idle"}) / on (instance) db_connections_max > 0.8',
      'sum by (instance) (db_connections{state!="idle"} / on (instance) db_connections_max) > 0.8',
    ],
  ],
  'bool, or a default, left in': [
    [
      'predict_linear(tickets_heap_bytes[1h], 4 * 3600) > tickets',
      'predict_linear(tickets_heap_bytes[1h], 4 * 3600) > bool tickets',
    ],
    ['db_connections_max > 0.8', 'db_connections_max > 0.8 or vector(0)'],
  ],
  'job label misspelled': [['tickets_http_requests_total{job="web"}', 'tickets_http_requests_total{job="webs"}']],
  'bits for bytes on a panel': [
    ["unit: 'bytes' }),\n      timeseries('Connections'", "unit: 'bits' }),\n      timeseries('Connections'"],
  ],
  'time that Grafana does not read': [
    ["time: 'now-1h'", "time: 'now-1hour'"],
    ["refresh: '30s'", "refresh: '30 s'"],
  ],
  'relabelling that takes something away': [
    [
      "labels: { zone: 'eu' } });",
      "labels: { zone: 'eu' }, metricRelabel: [{ action: 'drop', sourceLabels: ['__name__'], regex: 'tickets_heap.*' }] });",
    ],
    [
      "labels: { zone: 'eu' } });",
      "labels: { zone: 'eu' }, metricRelabel: [{ action: 'labeldrop', regex: 'route' }] });",
    ],
    [
      "labels: { zone: 'eu' } });",
      "labels: { zone: 'eu' }, relabel: [{ action: 'keep', sourceLabels: ['job'], regex: 'wbe' }] });",
    ],
  ],
  'plausible number, wrong all the same': [
    ["heap.gt('6GiB')", "heap.gt('60GiB')", 'how much heap is too much is for people to say'],
    ["by: 'route' }).gt('5%')", "by: 'route' }).gt('50%')", 'some services may fail half of their requests'],
    [
      "for: '30m',\n  severity: 'critical'",
      "for: '30d',\n  severity: 'critical'",
      'a month is long, but a month may be meant',
    ],
  ],
  'comparison the wrong way round': [
    ["heap.gt('6GiB')", "heap.lt('6GiB')", 'too little heap may be the fault looked for'],
    [
      'tickets_start_time_seconds < 300',
      'tickets_start_time_seconds > 300',
      'processes that are too old are looked for as well',
    ],
  ],
};

export const mutants: readonly Mutant[] = Object.entries(faults).flatMap(([kind, list]) =>
  list.map(([from, to, survives]) => ({ kind, from, to, survives })),
);
