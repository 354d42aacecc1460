import { describe, expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

/** The characters at which each check reports its bad example. */
const places: Readonly<Record<string, string>> = {
  'alert-condition': 'shop_queue_length > bool 100',
  'alert-duplicate': "'QueueLong'",
  'alert-for': "'QueueLong'",
  'alert-name': "'queue_long'",
  'alert-never-fires': 'shop_queue_length > 100 unless shop_queue_length',
  'alert-owner': "''",
  'alert-pair': 'promql`shop_queue_length > 100`',
  'alert-runbook': "'QueueLong'",
  'alert-self-resolves': 'rate(shop_requests_total[1h]) > 0',
  'alert-severity': "'warn'",
  'alert-summary': "'QueueLong'",
  'alert-template': '$labels.instance',
  'alert-untested': "'ShopSlow'",
  'alert-value-format': '$value',
  'dashboard-datasource': "{ type: 'prometheus', uid: 'P1809F7CD0C75ACF3' }",
  'dashboard-layout': "'Length'",
  'dashboard-legend': '{{status}}',
  'dashboard-link': "link.to(dashboardOf('shop-overvew'))",
  'dashboard-panel-text': "'Length'",
  'dashboard-query': '[0.5, 0.9, 0.95, 0.99].map((q) => ({ query: latency.quantile(q) }))',
  'dashboard-refresh': "'5s'",
  'dashboard-threshold': 'long',
  'dashboard-unit': "'ms'",
  'dashboard-variable': '"$instance"',
  'dashboard-variable-unused': 'method',
  'ignore-expired': "'2024-12-31'",
  'ignore-unknown': "'alert-runbok'",
  'ignore-unused': "'alert-runbook'",
  'metric-bucket-fit': "'3s'",
  'metric-buckets': '500',
  'metric-cardinality': 'upTo(50_000)',
  'metric-counter-total': "'shop_orders'",
  'metric-deprecated': 'shop_orders_waiting',
  'metric-duplicate': "'shop_basket_items_sum'",
  'metric-help': "'Open carts.'",
  'metric-label-identifier': "{ kind: 'any' }",
  'metric-label-name': 'instance',
  'metric-name': '\'method:http_requests:rate5m{job="shop"}\'',
  'metric-name-style': "'shopOpenCarts'",
  'metric-planned': '${returns}',
  'metric-scraped': 'shop_job_backlog',
  'metric-unit': "'shop_last_checkout_milliseconds'",
  'metric-unused': "'shop_open_carts'",
  'promql-bucket-bound': '"0.3"',
  'promql-cost': '{job="shop"}',
  'promql-counter': 'shop_requests_total{status="error"}',
  'promql-counter-read': 'shop_requests_total',
  'promql-division': 'rate(shop_request_duration_seconds_count[5m])',
  'promql-feature': 'double_exponential_smoothing(shop_queue_length[1h], 0.5, 0.5)',
  'promql-fragile': 'topk(3, sum by (method) (rate(shop_requests_total[5m])))',
  'promql-gauge-function': 'deriv(shop_requests_total[5m])',
  'promql-histogram': 'sum by (method) (rate(shop_request_duration_seconds_bucket[5m]))',
  'promql-histogram-life': 'shop_request_duration_seconds_bucket',
  'promql-impossible': 'up{job="shop"} < 0',
  'promql-label-dropped': 'method',
  'promql-label-value': '"eror"',
  'promql-matching-redundant': 'method',
  'promql-quantile-cap': 'histogram_quantile(0.95, sum by (le) (rate(shop_request_duration_seconds_bucket[5m]))) > 10',
  'promql-range': '20s',
  'promql-range-short': '30s',
  'promql-rate': 'rate(shop_queue_length[5m])',
  'promql-redundant': 'sum(sum by (method) (rate(shop_requests_total{status="error"}[5m])))',
  'promql-regex': 'status=~"error"',
  'promql-scale':
    '100 * sum(rate(shop_requests_total{status="error"}[5m])) / sum(rate(shop_requests_total[5m])) > 0.05',
  'promql-syntax': '',
  'promql-type': 'shop_requests_total[5m]',
  'promql-unit': '>',
  'promql-unknown-label': 'methd',
  'promql-unknown-metric': 'shop_request_total',
  'promql-vector-matching': '/',
  'recording-cycle': 'shop:queue:double',
  'recording-duplicate': "'shop:requests:rate5m'",
  'recording-name': "'shop_queue_sum'",
  'recording-order': 'shop:queue:sum',
  'recording-unused': "'shop:queue:sum'",
  'routing-continue': 'true',
  'routing-group-by': "'servce'",
  'routing-inhibit': "'alertname'",
  'routing-interval': "'7m'",
  'routing-matcher': "'paking'",
  'routing-receiver': 'bankTeam',
  'routing-receiver-unused': "'pager'",
  'routing-resolved': "{ to: 'shop@example.com', from: 'alerts@example.com', smarthost: 'mail:587' }",
  'routing-secret': "'https://pager.example.com/hook?token=5f2c9e1ab7d04'",
  'routing-target': 'messageText',
  'routing-template': '.CommonLabels.severty',
  'routing-time': "'Europe/Berln'",
  'routing-unreachable': "{ severity: 'critical' }",
  'routing-unrouted': "'QueueLong'",
  'rule-external-label': 'cluster',
  'rule-interval': "'10m'",
  'rule-target': "'10m'",
  'runbook-reference': "step('Look', see(panelOf('shop-overview', 'Latencies')))",
  'runbook-steps': '[]',
  'runbook-used': "'slow-checkout'",
  'slo-alert-threshold': "'5%'",
  'slo-burn-inside-budget': "{ budget: '10%', long: '1d' }",
  'slo-burn-unreachable': "'80%'",
  'slo-latency-bucket': "'300ms'",
  'slo-objective': "'100%'",
  'slo-ratio': "requests.where({ status: 'error' })",
  'slo-short-window': "'7d'",
  'slo-traffic': "'50/h'",
  'slo-window': "'30d'",
  'test-label': 'metod',
};

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const ofBad = once(() => judge(check.bad, checks));
  it('reports its bad example once, there, and no other check does', () => {
    const found = ofBad();
    expect(found.map((finding) => `${finding.check}: ${finding.message}`)).toHaveLength(1);
    expect(found[0]).toMatchObject({ check: id, at: places[id] });
  });
  it('says what to write instead', () => {
    expect(ofBad()[0]?.help).toBeDefined();
  });
  it('passes its good example, and so do all others', () => {
    expect(judge(check.good, checks)).toEqual([]);
  });
});

function once<T>(compute: () => T): () => T {
  let computed: { readonly value: T } | undefined;
  return () => {
    computed ??= { value: compute() };
    return computed.value;
  };
}
