/** A small system with something of everything, whose documentation is the golden files. */
import type { Variable } from '../../../src/model/dashboard.ts';
import { brand } from '../../../src/model/declaration.ts';
import type { Project } from '../../../src/model/project.ts';
import {
  alert,
  dashboard,
  expression,
  metric,
  panel,
  project,
  query,
  recordingRule,
  runbook,
  section,
} from './project.ts';

const requests = metric('shop_requests_total', 'counter', {
  help: 'HTTP requests handled.',
  counts: 'requests',
  labels: { method: { kind: 'upTo', max: 20 }, status: { kind: 'oneOf', values: ['ok', 'error'] } },
});
const duration = metric('shop_request_duration_seconds', 'histogram', {
  help: 'Time to handle a request.',
  unit: 'seconds',
  labels: { method: { kind: 'upTo', max: 20 } },
  buckets: [0.1, 0.5, 1, 5],
});
const cart = metric('shop_cart_value_dollars', 'gauge', {
  help: 'Value of open carts.',
  unit: 'dollars',
  component: 'Carts',
  lifecycle: { stage: 'deprecated', replacedBy: 'shop_requests_total', note: 'Nobody looks at it.' },
});
const stock = metric('shop_stock_bytes', 'nativeHistogram', {
  help: 'Sizes | of things.',
  unit: 'bytes',
  component: 'Carts',
});
const gc = metric('go_gc_duration_seconds', 'summary', {
  unit: 'seconds',
  quantiles: [0, 0.25, 0.5, 0.75, 1],
  catalog: 'Go runtime',
  component: 'Runtime',
});
const threads = metric('go_threads', 'gauge', { help: 'Threads.', catalog: 'Go runtime', component: 'Runtime' });
const unused = metric('go_unused', 'gauge', { catalog: 'Go runtime', component: 'Runtime' });

const errorRate = 'sum(rate(shop_requests_total{status="error"}[5m])) / sum(rate(shop_requests_total[5m]))';
const alerts = [
  alert('HighErrorRate', `${errorRate} > 0.05`, {
    severity: 'critical',
    summary: 'The shop fails {{ $value | humanizePercentage }} of its requests',
    description: 'Customers see errors.',
    runbook: 'errors',
    labels: { team: 'shop' },
  }),
  alert(
    'SlowRequests',
    'histogram_quantile(0.95, sum by (le, method) (rate(shop_request_duration_seconds_bucket[5m]))) > 1',
    {
      summary: '{{ $labels.method }} takes {{ $value | humanizeDuration }}',
      runbook: 'errors',
      keepFiringFor: 600_000,
    },
  ),
  alert('NoTraffic', 'job:shop_requests:rate5m == 0', { for: undefined }),
];

const method: Variable = {
  [brand]: true,
  kind: 'variable',
  type: 'labelValues',
  name: 'method',
  label: 'Method',
  multi: true,
  includeAll: true,
  selector: expression('shop_requests_total'),
  of: 'method',
  origin: { file: '/definitions/shop/index.ts', line: 1, column: 1, callers: [] },
  ignore: {},
};

const overview = dashboard(
  'shop-overview',
  [
    panel(
      'Requests',
      [query('sum by (method) (rate(shop_requests_total{method=~"$method"}[$__rate_interval]))', '{{method}}')],
      {
        description: 'How busy the shop is.',
        links: [
          {
            title: 'Docs',
            target: { to: 'url', url: 'https://example.com/a b' },
            keepTime: false,
            keepVariables: false,
            variables: {},
          },
          {
            title: 'Errors',
            target: { to: 'panel', uid: 'shop-overview', panel: 'Errors' },
            keepTime: true,
            keepVariables: true,
            variables: {},
          },
        ],
      },
    ),
    panel('Errors', [query(errorRate)], {
      thresholdOf: 'HighErrorRate',
      thresholds: [
        { value: undefined, color: 'green' },
        { value: 0.1, color: 'red' },
      ],
    }),
    panel('Read me', [], { type: 'text', content: '# Note\n\nAsk team-shop.' }),
  ],
  { title: 'Shop overview', variables: [method] },
);

const errors = runbook('errors', {
  title: 'Requests fail or are slow',
  about: ['Customers wait or see errors. Watch ', { to: 'panel', uid: 'shop-overview', panel: 'Errors' }, '.'],
  steps: [
    {
      title: 'Look at the logs',
      parts: [{ kind: 'command', command: 'docker logs shop | grep \'"error"\'', about: ['The last lines say why:'] }],
    },
    {
      title: 'Find the method',
      parts: [
        {
          kind: 'query',
          expr: expression('topk(3, sum by (method) (rate(shop_requests_total{status="error"}[5m])))'),
          about: ['One method: its last deployment. All: the database.'],
        },
        { kind: 'query', expr: expression('sum by (method) (rate(shop_requests_total[5m]))'), about: undefined },
        { kind: 'link', to: { to: 'dashboard', uid: 'shop-overview' }, about: ['when did it begin?'] },
      ],
    },
  ],
  escalation: ['Page the database team.'],
});

const guide = [
  section('tracing', 'Distributed tracing', {
    body: [
      'The shop sends spans to Jaeger. See ',
      { to: 'metric', name: 'go_threads' },
      ', ',
      { to: 'section', id: 'troubleshooting' },
      ' and ',
      { to: 'file', path: 'prometheus/alerts.yml' },
      '.\n\n# Sampling\n\n```sh\n# not a heading\nexport SAMPLE=1\n```',
    ],
  }),
  section('architecture', 'Architecture', {
    body: ['All runs in one network.'],
    flows: [{ from: 'shop', to: 'Jaeger', carries: 'OTLP "http" #4318' }],
  }),
  section('tuning', 'Performance tuning', {
    steps: [
      {
        title: 'Find what is slow',
        parts: [
          {
            kind: 'query',
            expr: expression(
              'histogram_quantile(0.95, sum by (le, method) (rate(shop_request_duration_seconds_bucket[5m])))',
            ),
            about: undefined,
          },
        ],
      },
    ],
  }),
  section('known-gaps', 'Known gaps', { body: ['No notification routing.'] }),
  section('quick-start', 'Quick start', { body: ['1. Start it.\n2. Look at it.'] }),
  section('checklist', 'Checklist', {
    items: [
      { title: 'Metrics exposed', state: 'done', notes: [['Port 9090.']] },
      { title: 'Backups', state: 'pending', notes: [['Choose a | place'], ['Test restoring']] },
    ],
  }),
  section('troubleshooting', 'Troubleshooting', {
    body: ['When the monitoring itself fails.'],
    scenarios: [
      {
        problem: 'No data in Grafana',
        symptom: ['Panels are empty.'],
        steps: [
          { kind: 'text', text: ['Is the target up?'] },
          { kind: 'query', expr: expression('up{job="shop"}'), about: ['0: Prometheus cannot reach it.'] },
        ],
      },
    ],
  }),
];

export const shop: Project = project({
  metrics: [requests, duration, cart, stock, gc, threads, unused],
  recordingRules: [recordingRule('job:shop_requests:rate5m', 'sum by (job) (rate(shop_requests_total[5m]))')],
  alerts,
  dashboards: [overview],
  variables: [method],
  runbooks: [errors, runbook('unused', { title: 'Unused' })],
  guide,
});
