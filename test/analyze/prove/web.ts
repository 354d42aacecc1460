import type { Sample } from './sample.ts';

/** A web shop behind two replicas, scraped often. */
export const web: Sample = {
  options: `scrapeInterval: '15s', evaluationInterval: '1m', externalLabels: { region: 'eu-1' },`,
  catalog: `
const server = it.scrapeJob('store', { targets: ['store-a:8080', 'store-b:8080'], labels: { tier: 'front' } });
server.counter('http_server_requests_total', { help: 'x', counts: 'requests',
  labels: { route: upTo(40), method: oneOf('GET', 'POST', 'DELETE'), code: upTo(30) } });
server.histogram('http_server_duration_seconds', { help: 'x', unit: 'seconds', labels: { route: upTo(40) },
  buckets: [0.025, 0.05, 0.1, 0.25, 0.3, 0.5, 1, 2, 5] });
server.histogram('http_server_response_bytes', { help: 'x', unit: 'bytes', buckets: [1000, 10000, 100000, 1000000] });
server.gauge('http_server_in_flight', { help: 'x', counts: 'requests' });
server.gauge('store_sessions', { help: 'x', counts: 'sessions', labels: { kind: oneOf('guest', 'member', 'staff') } });
server.counter('store_orders_total', { help: 'x', counts: 'orders', labels: { status: oneOf('paid', 'declined', 'abandoned', 'fraud') } });
server.counter('store_revenue_euros_total', { help: 'x' });
server.gauge('store_cart_value_euros', { help: 'x' });
server.counter('store_cache_lookups_total', { help: 'x', counts: 'lookups', labels: { result: oneOf('hit', 'miss'), cache: upTo(6) } });
server.counter('store_logins_total', { help: 'x', counts: 'logins', labels: { outcome: oneOf('ok', 'bad_password', 'locked') } });
server.summary('store_render_seconds', { help: 'x', unit: 'seconds', labels: { page: upTo(20) }, quantiles: [0.5, 0.9, 0.99] });
server.info('store_build_info', { help: 'x', labels: { version: upTo(10), branch: upTo(10) } });
server.nativeHistogram('store_payment_seconds', { help: 'x', unit: 'seconds' });
server.gauge('process_resident_memory_bytes', { help: 'x', unit: 'bytes' });
server.counter('process_cpu_seconds_total', { help: 'x', unit: 'seconds' });
server.gauge('process_open_fds', { help: 'x', counts: 'descriptors' });
server.gauge('process_max_fds', { help: 'x', counts: 'descriptors' });
server.gauge('process_start_time_seconds', { help: 'x', unit: 'timestamp' });
`,
  recorded: {
    'route:http_requests:rate5m': 'sum by (route) (rate(http_server_requests_total[5m]))',
    'route:http_errors:rate5m': 'sum by (route) (rate(http_server_requests_total{code=~"5.."}[5m]))',
    'route:http_errors:ratio5m': 'route:http_errors:rate5m / route:http_requests:rate5m',
    'job:slo_errors:ratio5m':
      'sum by (job) (rate(http_server_requests_total{code=~"5.."}[5m])) / sum by (job) (rate(http_server_requests_total[5m]))',
    'job:slo_errors:ratio1h':
      'sum by (job) (rate(http_server_requests_total{code=~"5.."}[1h])) / sum by (job) (rate(http_server_requests_total[1h]))',
    'job:slo_errors:ratio30m':
      'sum by (job) (rate(http_server_requests_total{code=~"5.."}[30m])) / sum by (job) (rate(http_server_requests_total[30m]))',
    'job:slo_errors:ratio6h':
      'sum by (job) (rate(http_server_requests_total{code=~"5.."}[6h])) / sum by (job) (rate(http_server_requests_total[6h]))',
    'job:orders:rate10m': 'sum by (job, status) (rate(store_orders_total[10m]))',
    'store:latency:p99': 'histogram_quantile(0.99, sum by (le) (rate(http_server_duration_seconds_bucket[5m])))',
  },
  alerts: {
    ServerErrors:
      'sum(rate(http_server_requests_total{code=~"5.."}[5m])) / sum(rate(http_server_requests_total[5m])) > 0.02 for 10m',
    ServerErrorsByRoute:
      'sum by (route) (rate(http_server_requests_total{code=~"5.."}[5m])) / sum by (route) (rate(http_server_requests_total[5m])) > 0.1 and sum by (route) (rate(http_server_requests_total[5m])) > 0.5',
    ClientErrorsButNotFound:
      'sum(rate(http_server_requests_total{code=~"4..", code!~"404|429"}[10m])) / sum(rate(http_server_requests_total[10m])) * 100 > 15',
    Availability:
      '1 - sum(rate(http_server_requests_total{code=~"5..|429"}[30m])) / sum(rate(http_server_requests_total[30m])) < 0.995',
    SuccessShare:
      'sum(rate(http_server_requests_total{code=~"2..|3.."}[5m])) / sum(rate(http_server_requests_total[5m])) < 0.9',
    NoPosts: 'sum(rate(http_server_requests_total{method="POST"}[10m])) == 0 for 15m',
    NoPostsOr: '(sum(rate(http_server_requests_total{method="POST"}[10m])) or vector(0)) == 0 for 15m',
    WritesFail: 'sum by (method) (increase(http_server_requests_total{method!="GET",code="503"}[15m])) > 20 for 0s',
    SlowP99: 'histogram_quantile(0.99, sum by (le, route) (rate(http_server_duration_seconds_bucket[5m]))) > 0.75',
    SlowP50:
      'histogram_quantile(0.5, sum by (le) (rate(http_server_duration_seconds_bucket{route!~"/health.*"}[10m]))) > 0.2 for 10m',
    SlowMean: 'rate(http_server_duration_seconds_sum[5m]) / rate(http_server_duration_seconds_count[5m]) > 0.4',
    SlowShare:
      '1 - sum(rate(http_server_duration_seconds_bucket{le="0.3"}[5m])) / sum(rate(http_server_duration_seconds_count[5m])) > 0.05',
    Apdex:
      '(sum(rate(http_server_duration_seconds_bucket{le="0.25"}[5m])) + sum(rate(http_server_duration_seconds_bucket{le="1.0"}[5m]))) / 2 / sum(rate(http_server_duration_seconds_count[5m])) < 0.8',
    SlowerThanYesterday:
      'histogram_quantile(0.9, sum by (le) (rate(http_server_duration_seconds_bucket[30m]))) > 2 * histogram_quantile(0.9, sum by (le) (rate(http_server_duration_seconds_bucket[30m] offset 1d)))',
    BigAnswers: 'histogram_quantile(0.95, sum by (le) (rate(http_server_response_bytes_bucket[10m]))) > 5e5',
    InFlight: 'avg_over_time(http_server_in_flight[10m]) > 250',
    InFlightSum: 'sum by (tier) (http_server_in_flight) > 500',
    Uneven: 'max(http_server_in_flight) > 3 * avg(http_server_in_flight) for 10m',
    Members: 'sum(store_sessions{kind="member"}) < 10 for 30m',
    GuestsPerMember: 'sum(store_sessions{kind="guest"}) / ignoring(kind) sum(store_sessions{kind="member"}) > 50',
    Staff: 'sum by (instance) (store_sessions{kind!~"guest|member"}) > 5',
    OrdersStopped: 'sum(increase(store_orders_total{status="paid"}[30m])) < 1 for 10m',
    OrdersBelowYesterday:
      'sum(increase(store_orders_total[1h])) / sum(increase(store_orders_total[1h] offset 1d)) < 0.6',
    Declined:
      'sum(rate(store_orders_total{status="declined"}[15m])) / sum(rate(store_orders_total{status=~"paid|declined"}[15m])) > 0.25 and sum(rate(store_orders_total{status=~"paid|declined"}[15m])) * 60 > 5',
    Fraud: 'increase(store_orders_total{status="fraud"}[1h]) > 3 for 0s',
    OrdersRecorded: 'job:orders:rate10m{status="paid"} < 0.01 for 20m',
    RevenueDay: 'sum(increase(store_revenue_euros_total[1d])) < 1000 for 1h',
    CartEmpty: 'avg(store_cart_value_euros) < 5',
    CacheMiss:
      'sum by (cache) (rate(store_cache_lookups_total{result="hit"}[10m])) / sum by (cache) (rate(store_cache_lookups_total[10m])) < 0.7',
    CacheMissPercent:
      '100 * (1 - sum without (result) (rate(store_cache_lookups_total{result="hit"}[10m])) / sum without (result) (rate(store_cache_lookups_total[10m]))) > 60',
    BruteForce:
      'sum(rate(store_logins_total{outcome!="ok"}[5m])) > 5 * sum(rate(store_logins_total{outcome="ok"}[5m])) and sum(rate(store_logins_total[5m])) > 1',
    LockedOut: 'delta(store_sessions{kind="member"}[15m]) < -200',
    RenderSlow: 'store_render_seconds{quantile="0.99"} > 2',
    RenderSlowPages: 'count(store_render_seconds{quantile="0.9"} > 1) > 3',
    RenderMean:
      'rate(store_render_seconds_sum[5m]) / rate(store_render_seconds_count[5m]) > 1.5 and rate(store_render_seconds_count[5m]) > 0.1',
    TwoVersions: 'count(count by (version) (store_build_info)) > 1 for 6h',
    OldBranch: 'store_build_info{branch!~"main|release-.*"} == 1 for 1h',
    ErrorsOfVersion:
      'sum by (version) (rate(http_server_requests_total{code=~"5.."}[5m]) * on (instance) group_left (version) store_build_info) > 1',
    MemoryOfVersion: 'process_resident_memory_bytes * on (job, instance) group_left (version) store_build_info > 2e9',
    PaymentNative: 'histogram_quantile(0.9, sum(rate(store_payment_seconds[5m]))) > 3',
    MemoryGrows: 'predict_linear(process_resident_memory_bytes[2h], 6 * 3600) > 4e9 for 30m',
    MemoryDoubled: 'process_resident_memory_bytes > 2 * (process_resident_memory_bytes offset 6h)',
    Cpu: 'rate(process_cpu_seconds_total[5m]) > 0.9 for 15m',
    CpuPercent: '100 * avg by (job) (irate(process_cpu_seconds_total[2m])) > 85',
    Descriptors: 'process_open_fds / process_max_fds > 0.8',
    DescriptorsLeft: 'process_max_fds - process_open_fds < 100',
    Restarts: 'changes(process_start_time_seconds[30m]) > 2 for 0s',
    JustStarted: 'time() - process_start_time_seconds < 300 for 0s',
    OneDown: 'up{job="store"} == 0 for 2m',
    AllDown: 'sum(up{job="store"}) == 0',
    MostDown: 'sum(up{job="store"}) / count(up{job="store"}) < 0.5',
    DownShareAvg: 'avg(up{job="store"}) < 0.75',
    NoneLeft: 'absent(up{job="store", tier="front"})',
    FlakyScrapes: 'avg_over_time(up{job="store"}[30m]) < 0.9 for 0s',
    Flapping: 'changes(up{job="store"}[15m]) > 3 for 0s',
    RatioOfRecorded: 'route:http_errors:ratio5m > 0.05',
    RecordedByRoute:
      'route:http_errors:rate5m{route="/checkout"} / route:http_requests:rate5m{route="/checkout"} > 0.01',
    SloFast: 'job:slo_errors:ratio1h > 14.4 * 0.001 and job:slo_errors:ratio5m > 14.4 * 0.001 for 2m',
    SloSlow:
      'job:slo_errors:ratio6h{job="store"} > (6 * 0.001) and job:slo_errors:ratio30m{job="store"} > (6 * 0.001) for 15m',
    SloEither:
      '(job:slo_errors:ratio1h > 0.0144 and job:slo_errors:ratio5m > 0.0144) or (job:slo_errors:ratio6h > 0.006 and job:slo_errors:ratio30m > 0.006)',
    RecordedLatency: 'store:latency:p99 > 1.2',
    RecordedOverTime: 'max_over_time(route:http_errors:ratio5m[30m]) > 0.3',
    RecordedSubquery: 'avg_over_time(sum(rate(http_server_requests_total[1m]))[10m:1m]) > 500',
    Busiest: 'topk(3, sum by (route) (rate(http_server_requests_total[5m]))) > 100',
    ManyRoutesFail: 'count(sum by (route) (rate(http_server_requests_total{code="500"}[5m])) > 0) > 5',
    Deviates:
      'abs(sum(rate(http_server_requests_total[5m])) - avg_over_time(sum(rate(http_server_requests_total[5m]))[1h:1m])) > 3 * stddev_over_time(sum(rate(http_server_requests_total[5m]))[1h:1m]) and sum(rate(http_server_requests_total[5m])) > 1',
    Relabelled:
      'label_replace(sum by (instance) (rate(http_server_requests_total{code="500"}[5m])), "host", "$1", "instance", "(.*):.*") > 2',
    NightTraffic: 'sum(rate(http_server_requests_total[5m])) > 50 and on () (hour() < 6)',
    WeekdayQuiet:
      'sum(rate(http_server_requests_total[10m])) < 1 and on () day_of_week() > 0 < 6 and on () hour() >= 8 < 18',
    DeletesOfAll:
      'sum(rate(http_server_requests_total{method="DELETE"}[5m])) / scalar(sum(rate(http_server_requests_total[5m]))) > 0.3',
    Codes: 'count by (instance) (count by (instance, code) (http_server_requests_total{code=~"5.."})) > 2',
    UpButIdle: 'up{job="store"} == 1 unless on (instance) rate(http_server_requests_total[10m]) > 0 for 20m',
    Impossible: 'process_open_fds > 10 and process_open_fds < 5',
    NeverAbove: 'avg(up) > 1.5',
  },
};
