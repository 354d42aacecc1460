import {
  link,
  matching,
  not,
  oneOf,
  panelOf,
  promql,
  query,
  row,
  see,
  stat,
  step,
  sub,
  system,
  timeseries,
  upTo,
} from 'alidade';

export const tickets = system({
  title: 'Tickets',
  owner: 'box-office',
  docsUrl: 'https://docs.example.com/tickets',
  severities: ['critical', 'warning'],
  runsOn: { prometheus: '3.5', grafana: '12', retention: '30d', features: ['native-histograms'] },
  scrapeInterval: '30s',
  evaluationInterval: '30s',
});

// What is scraped.
export const web = tickets.scrapeJob('web', { targets: ['web-1:9090', 'web-2:9090'], labels: { zone: 'eu' } });
export const requests = web.counter('tickets_http_requests_total', {
  help: 'Requests answered.',
  counts: 'requests',
  labels: { route: upTo(20), code: oneOf('200', '404', '500', '503') },
});
export const duration = web.histogram('tickets_http_request_duration_seconds', {
  help: 'Time to answer a request.',
  unit: 'seconds',
  labels: { route: upTo(20) },
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5],
});
export const sold = web.counter('tickets_sold_total', {
  help: 'Tickets paid for.',
  counts: 'tickets',
  labels: { event: upTo(50) },
});
export const reserved = web.gauge('tickets_reserved', {
  help: 'Tickets in baskets.',
  counts: 'tickets',
  labels: { event: upTo(50) },
});
export const heap = web.gauge('tickets_heap_bytes', { help: 'Heap in use.', unit: 'bytes' });
export const heapLimit = web.gauge('tickets_heap_limit_bytes', { help: 'Most heap allowed.', unit: 'bytes' });
export const started = web.gauge('tickets_start_time_seconds', {
  help: 'When the process started.',
  unit: 'timestamp',
});
export const build = web.info('tickets_build_info', { help: 'Version that runs.', labels: { version: upTo(3) } });
export const refunds = web.counter('tickets_refunds_total', {
  help: 'Tickets paid back.',
  counts: 'tickets',
  lifecycle: 'planned',
});
export const basket = web.gauge('tickets_baskets', {
  help: 'Open baskets.',
  counts: 'baskets',
  lifecycle: { stage: 'deprecated', replacedBy: 'tickets_reserved' },
});
export const database = tickets.scrapeJob('database', { targets: ['db:9187'] });
export const connections = database.gauge('db_connections', {
  help: 'Connections by state.',
  counts: 'connections',
  labels: { state: oneOf('active', 'idle', 'waiting') },
});
export const maxConnections = database.gauge('db_connections_max', {
  help: 'Most connections.',
  counts: 'connections',
});
export const queries = database.nativeHistogram('db_query_duration_seconds', {
  help: 'Time a query takes.',
  unit: 'seconds',
});

// What is computed beforehand.
const beforehand = tickets.ruleGroup('beforehand');
export const routeRate = tickets.recordingRule('route:tickets_http_requests:rate5m', {
  expr: requests.rate('5m').sum({ by: 'route' }),
  group: beforehand,
});
export const errorRatio = tickets.recordingRule('route:tickets_http_errors:ratio10m', {
  expr: promql`sum by (route) (rate(${requests}{code=~"5.."}[10m])) / (sum by (route) (rate(${requests}[10m])) > 0)`,
  group: beforehand,
});
export const routeBuckets = tickets.recordingRule('route_le:tickets_http_request_duration_seconds_bucket:rate5m', {
  expr: promql`sum by (route, le) (rate(tickets_http_request_duration_seconds_bucket[5m]))`,
  group: beforehand,
});

// What people are called for.
export const requestProblems = tickets.runbook('request-problems', {
  title: 'Requests fail or are slow',
  about: 'Customers cannot buy.',
  steps: [
    step('Which route?', query(promql`sum by (route) (rate(tickets_http_requests_total{code="500"}[5m]))`)),
    step('Look', see(panelOf<typeof overview>('tickets-overview', 'Latency'))),
  ],
});
export const errors = tickets.alert('TicketsErrors', {
  when: requests.fraction({ code: matching('5..') }, { over: '10m', by: 'route' }).gt('5%'),
  for: '5m',
  severity: 'critical',
  runbook: requestProblems,
  summary: ({ labels, value }) => `Route ${labels.route} fails ${value.percentage} of its requests`,
});
tickets.alert('TicketsErrorsRising', {
  when: requests.fraction({ code: matching('5..') }, { over: '10m', by: 'route' }).gt('2%'),
  for: '10m',
  severity: 'warning',
  runbook: requestProblems,
  summary: ({ labels, value }) => `Route ${labels.route} fails ${value.percentage} of its requests`,
});
export const slow = tickets.alert('TicketsSlow', {
  when: duration.quantile(0.95, { over: '10m', by: 'route' }).gt('1s'),
  for: '5m',
  severity: 'warning',
  runbook: requestProblems,
  summary: ({ labels, value }) => `Route ${labels.route}: one request in twenty takes over ${value.duration}`,
});
tickets.alert('TicketsNotFast', {
  when: sub(1, duration.fractionBelow('250ms', { over: '5m' })).gt('20%'),
  for: '10m',
  severity: 'warning',
  runbook: requestProblems,
  summary: ({ value }) => `${value.percentage} of requests take over a quarter of a second`,
});
tickets.alert('TicketsRouteSlow', {
  when: promql`histogram_quantile(0.99, sum by (route, le) (rate(tickets_http_request_duration_seconds_bucket[10m]))) > 2`,
  for: '5m',
  severity: 'warning',
  runbook: requestProblems,
  summary: 'Route {{ $labels.route }}: one request in a hundred takes over {{ $value | humanizeDuration }}',
});
tickets.alert('TicketsRecordedSlow', {
  when: promql`histogram_quantile(0.9, route_le:tickets_http_request_duration_seconds_bucket:rate5m) > 1`,
  for: '5m',
  severity: 'warning',
  runbook: requestProblems,
  summary: 'Route {{ $labels.route }}: one request in ten takes over {{ $value | humanizeDuration }}',
});
tickets.alert('TicketsRouteErrors', {
  when: promql`route:tickets_http_errors:ratio10m > 0.1 and route:tickets_http_requests:rate5m > 1`,
  for: '5m',
  severity: 'critical',
  runbook: requestProblems,
  summary: 'Route {{ $labels.route }} fails {{ $value | humanizePercentage }} of its requests',
});
tickets.alert('TicketsNoSales', {
  when: promql`sum(increase(tickets_sold_total[1h])) == 0 and sum(tickets_reserved) > 100`,
  for: '30m',
  severity: 'critical',
  runbook: requestProblems,
  summary: 'Nobody has bought a ticket for an hour',
});
tickets.alert('TicketsHeapFull', {
  when: heap.div(heapLimit).gt('90%'),
  for: '10m',
  severity: 'warning',
  runbook: requestProblems,
  summary: ({ labels, value }) => `${labels.instance} uses ${value.percentage} of its heap`,
});
tickets.alert('TicketsHeapBig', {
  when: heap.gt('6GiB'),
  for: '10m',
  severity: 'warning',
  runbook: requestProblems,
  summary: ({ labels, value }) => `${labels.instance} holds ${value.bytes} of heap`,
});
tickets.alert('TicketsHeapWillFill', {
  when: promql`predict_linear(tickets_heap_bytes[1h], 4 * 3600) > tickets_heap_limit_bytes`,
  for: '30m',
  severity: 'warning',
  runbook: requestProblems,
  summary: '{{ $labels.instance }} will need {{ $value | humanize1024 }}B of heap within four hours',
});
tickets.alert('TicketsOldVersionBusy', {
  when: promql`sum by (instance) (rate(tickets_http_requests_total[5m])) * on (instance) group_left (version) tickets_build_info > 100`,
  for: '15m',
  severity: 'warning',
  runbook: requestProblems,
  summary: 'Version {{ $labels.version }} on {{ $labels.instance }} answers {{ $value | humanize }} requests a second',
});
tickets.alert('TicketsRestarted', {
  when: promql`time() - tickets_start_time_seconds < 300`,
  for: '1m',
  severity: 'warning',
  runbook: requestProblems,
  summary: '{{ $labels.instance }} started {{ $value | humanizeDuration }} ago',
});
tickets.alert('TicketsDown', {
  when: web.up.eq(0),
  for: '2m',
  severity: 'critical',
  runbook: requestProblems,
  summary: ({ labels }) => `${labels.instance} does not answer Prometheus`,
});
tickets.alert('TicketsAbsent', {
  when: promql`absent(tickets_http_requests_total{job="web"})`,
  for: '5m',
  severity: 'critical',
  runbook: requestProblems,
  summary: 'No requests are counted at all',
});
tickets.alert('TicketsConnectionsFull', {
  when: promql`sum by (instance) (db_connections{state!="idle"}) / on (instance) db_connections_max > 0.8`,
  for: '5m',
  severity: 'warning',
  runbook: requestProblems,
  summary: '{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its connections',
});
tickets.alert('TicketsWaiting', {
  when: connections.where({ state: 'waiting' }).sum({ by: 'instance' }).gt(10),
  for: '5m',
  severity: 'warning',
  runbook: requestProblems,
  summary: ({ labels, value }) => `${value.humanize} connections wait for ${labels.instance}`,
});
tickets.alert('TicketsQueriesSlow', {
  when: promql`histogram_quantile(0.95, sum(rate(db_query_duration_seconds[5m]))) > 0.5`,
  for: '5m',
  severity: 'warning',
  runbook: requestProblems,
  summary: 'One query in twenty takes over {{ $value | humanizeDuration }}',
});

// What people look at.
const route = tickets.variable.labelValues(requests, 'route', { multi: true, includeAll: true });
export const overview = tickets.dashboard('tickets-overview', {
  title: 'Tickets overview',
  description: 'What customers see.',
  variables: [route],
  time: 'now-1h',
  refresh: '30s',
  rows: [
    row('Customers', [
      timeseries('Requests', {
        description: 'Requests a second by route.',
        query: requests.where({ route }).rate().sum({ by: 'route' }),
        legend: '{{route}}',
      }),
      timeseries('Errors', {
        description: 'Share of requests that fail.',
        query: requests.where({ route }).fraction({ code: matching('5..') }, { by: 'route' }),
        legend: '{{route}}',
        thresholdOf: errors,
      }),
      timeseries('Latency', {
        description: '95 % of requests take up to this long.',
        query: duration.where({ route }).quantile(0.95, { by: 'route' }),
        legend: '{{route}}',
        thresholdOf: slow,
        links: [link.panel('Errors')],
      }),
      timeseries('Not found', {
        description: 'Requests for what is not there.',
        query: promql`sum by (route) (rate(tickets_http_requests_total{code="404", route=~"$route"}[$__rate_interval]))`,
        legend: '{{route}}',
      }),
      stat('Tickets sold', {
        description: 'In the time shown.',
        query: promql`sum(increase(tickets_sold_total[$__range]))`,
      }),
      timeseries('Heap', { description: 'Heap in use.', query: heap, legend: '{{instance}}', unit: 'bytes' }),
      timeseries('Connections', {
        description: 'Connections that are not idle.',
        query: connections.where({ state: not('idle') }).sum({ by: 'state' }),
        legend: '{{state}}',
      }),
      timeseries('Versions', {
        description: 'Processes by version.',
        query: build.count({ by: 'version' }),
        legend: '{{version}}',
      }),
    ]),
  ],
});
