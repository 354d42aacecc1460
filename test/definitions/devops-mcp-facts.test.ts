import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { synthesized } from './synthesized.ts';

const source = resolve(import.meta.dirname, '../../../shared/facts/devops-mcp.json');
const facts = existsSync(source) ? (JSON.parse(readFileSync(source, 'utf8')) as Facts) : undefined;

interface Facts {
  readonly metrics: readonly {
    readonly name: string;
    readonly type: string | null;
    readonly unit?: string;
    readonly labels?: readonly string[];
  }[];
  readonly alerts: readonly {
    readonly name: string;
    readonly expr: string;
    readonly for: string;
    readonly severity: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly interval: string;
  }[];
  readonly dashboards: readonly {
    readonly title: string;
    readonly panels: readonly { readonly title: string; readonly gridPos?: Readonly<Record<string, number>> }[];
  }[];
  readonly routes: {
    readonly group_by: readonly string[];
    readonly routes: readonly { readonly match: Readonly<Record<string, string>>; readonly receiver: string }[];
  };
  readonly receivers: readonly { readonly name: string; readonly type?: string; readonly channel?: string }[];
  readonly scrape: readonly {
    readonly job?: string;
    readonly targets?: readonly string[];
    readonly relabel_configs?: readonly { readonly regex: string; readonly target_label: string }[];
  }[];
  readonly logging: { readonly config: { readonly fields: readonly string[] }; readonly loki: unknown };
  readonly profiling: { readonly endpoints: readonly string[] };
  readonly tracing: { readonly headers: readonly string[] };
  readonly slos: readonly unknown[];
  readonly bestPractices: readonly string[];
  readonly docsSections: readonly string[];
  readonly troubleshooting: readonly { readonly problem: string; readonly steps: readonly string[] }[];
  readonly contradictions: readonly { readonly what: string }[];
}

interface Model {
  readonly slos: readonly {
    readonly id: string;
    readonly objective: string;
    readonly window: { readonly period: number };
  }[];
  readonly metrics: readonly {
    readonly name: string;
    readonly job: string;
    readonly type: string;
    readonly unit?: string;
    readonly labels: Readonly<Record<string, unknown>>;
    readonly buckets?: readonly number[];
    readonly lifecycle?: { readonly stage: string };
  }[];
  readonly alerts: readonly {
    readonly name: string;
    readonly for: number;
    readonly severity: string;
    readonly labels: Readonly<Record<string, string>>;
  }[];
}

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly gridPos: Readonly<Record<string, number>>;
}

const { files } = facts === undefined ? { files: new Map<string, string>() } : synthesized('devops-mcp');
const file = (path: string): string => files.get(path) ?? '';
const model = JSON.parse(file('model.json') || '{}') as Model;
const guide = file('docs/README.md');
/** Text as it reads: without links and stress, in one line. */
const words = (text: string) => text.replace(/\[([^\]]+)\]\([^)]*\)|\*\*/g, '$1').replace(/\s+/g, ' ');
const section = (title: string) => words(guide.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '');
const rules = parse(file('prometheus/alerts.yml')) as {
  groups: { interval: string; rules: { alert: string; expr: string }[] }[];
} | null;

describe.skipIf(facts === undefined)('the source, fact by fact (needs ../shared)', () => {
  const { metrics = [], alerts = [], scrape = [], troubleshooting = [], contradictions = [] } = facts ?? {};

  test.each(metrics)('metric $name', ({ name, type, unit, labels = [] }) => {
    const declared = model.metrics.filter((metric) => metric.name === name);
    expect(declared.length).toBeGreaterThan(0);
    for (const metric of declared) {
      // The one the source gives no type is read as a stock, and exposed by nothing.
      expect(metric.type).toBe(type ?? 'gauge');
      if (type === null) expect(metric.lifecycle?.stage).toBe('planned');
      if (unit !== undefined) expect(metric.unit).toBe(unit);
      expect(Object.keys(metric.labels).sort()).toEqual([...labels].sort());
    }
    expect(file('docs/metrics.md')).toContain(`### \`${name}\``);
  });

  test('buckets, and every service with its metrics of HTTP, Go and the process', () => {
    const buckets = model.metrics.find(({ name }) => name === 'mcp_context_size_bytes')?.buckets;
    expect(buckets).toEqual(Array.from({ length: 10 }, (_, index) => 1024 * 2 ** index));
    for (const name of ['http_requests_total', 'go_goroutines', 'process_cpu_seconds_total']) {
      const jobs = model.metrics.filter((metric) => metric.name === name).map(({ job }) => job);
      expect([name, jobs]).toEqual([name, scrape.flatMap(({ job }) => job ?? [])]);
    }
  });

  test.each(alerts)('alert $name', ({ name, expr, for: duration, severity, interval }) => {
    const declared = model.alerts.find((alert) => alert.name === name);
    expect(declared).toMatchObject({ severity, for: Number.parseInt(duration, 10) * 60_000 });
    expect(declared?.labels).toMatchObject({ team: 'platform' });
    const group = rules?.groups.find((one) => one.rules.some(({ alert }) => alert === name));
    expect(group?.interval).toBe(interval);
    const threshold = Number(/> ([\d.e]+)$/.exec(expr)?.[1]);
    expect(group?.rules.find(({ alert }) => alert === name)?.expr).toMatch(new RegExp(`>\\s+${threshold}\\b`));
  });

  test('the overview, but for the panel of what nothing exposes', () => {
    const wanted = facts?.dashboards.find(({ title }) => title === 'MCP Overview')?.panels ?? [];
    const { title, panels } = JSON.parse(file('grafana/dashboards/mcp-overview.json')) as {
      title: string;
      panels: Panel[];
    };
    expect(title).toBe('MCP Overview');
    const kept = wanted.filter((panel) => panel.title !== 'Active Contexts');
    expect(kept).toHaveLength(3);
    for (const { title: name, gridPos } of kept) {
      // A row of its own stands above them.
      expect(panels.find((panel) => panel.title === name)?.gridPos).toEqual({ ...gridPos, y: (gridPos?.y ?? 0) + 1 });
    }
    expect(section('Differences from the source guide')).toContain('`mcp_contexts_active` did not exist');
  });

  test('scraping', () => {
    const { scrape_configs } = parse(file('prometheus/prometheus.yml')) as {
      scrape_configs: { job_name: string; static_configs: { targets: string[] }[]; relabel_configs: object[] }[];
    };
    const wanted = scrape.filter(({ job }) => job !== undefined);
    expect(scrape_configs.map(({ job_name }) => job_name)).toEqual(wanted.map(({ job }) => job));
    for (const [index, { targets, relabel_configs = [] }] of wanted.entries()) {
      expect(scrape_configs[index]?.static_configs[0]?.targets).toEqual(targets);
      for (const { regex, target_label } of relabel_configs)
        expect(scrape_configs[index]?.relabel_configs).toMatchObject([{ regex, target_label }]);
    }
  });

  test('routes and receivers', () => {
    const config = parse(file('alertmanager/alertmanager.yml')) as Config;
    expect(config.route.group_by).toEqual(facts?.routes.group_by);
    for (const { match, receiver } of facts?.routes.routes ?? []) {
      const route = config.route.routes.find((one) => one.receiver === receiver);
      for (const [label, value] of Object.entries(match))
        expect(route?.matchers.join()).toMatch(new RegExp(`^${label}(=|=~)".*\\b${value}\\b.*"$`));
    }
    for (const { name, type, channel } of facts?.receivers ?? []) {
      const receiver = config.receivers.find((one) => one.name === name);
      expect(receiver, name).toBeDefined();
      if (type !== undefined) expect(receiver).toHaveProperty(`${type}_configs`);
      if (channel !== undefined) expect(receiver?.slack_configs?.[0]?.channel).toBe(channel);
    }
    for (const [, text] of files) expect(text).not.toMatch(/^ *(service_key|match|match_re):/m);
  });

  test('three objectives, their dashboard and no less', () => {
    const objectives = model.slos.map(
      ({ id, objective, window }) => `${id} ${objective} ${window.period / 86_400_000}d`,
    );
    expect(objectives).toEqual(['api-availability 99.9% 30d', 'api-latency 95% 7d', 'error-budget 99.9% 30d']);
    expect(facts?.slos).toHaveLength(objectives.length);
    expect(files.has('grafana/dashboards/devops-mcp-slos.json')).toBe(true);
  });

  test('debugging, profiling and logging', () => {
    const debugging = section('Debugging in production');
    for (const endpoint of facts?.profiling.endpoints ?? []) expect.soft(debugging).toContain(endpoint);
    for (const header of facts?.tracing.headers ?? []) expect.soft(debugging).toContain(header.split(':')[0]);
    expect(debugging).toContain('/admin/log-level');
    for (const field of facts?.logging.config.fields ?? [])
      expect.soft(section('Structured logging')).toContain(`| \`${field}\` |`);
  });

  test('best practices', () => {
    const said = section('Best practices').match(/ \d\. /g) ?? [];
    expect(said).toHaveLength(facts?.bestPractices.length ?? 0);
  });

  test.each(troubleshooting)('troubleshooting: $problem', ({ problem, steps }) => {
    const page = file('docs/troubleshooting.md').split(/^## /m);
    const part = page.find((one) => one.toLowerCase().startsWith(problem.toLowerCase()));
    expect(part?.match(/```/g)?.length ?? 0, problem).toBeGreaterThan(steps.length);
  });

  test('sections, or where it is said that they are still to come', () => {
    const headings = [...guide.matchAll(/^##+ (.*)$/gm)].map(([, title]) => title ?? '');
    for (const title of facts?.docsSections ?? []) {
      const here = sections[title];
      expect(here, title).toBeDefined();
      if (here?.startsWith('planned: ')) expect.soft(section('Known gaps and planned work')).toContain(here.slice(9));
      else expect.soft(headings, title).toContain(here);
    }
  });

  test.each(contradictions)('named among the differences: $what', ({ what }) => {
    const [, said] = differences.find(([begin]) => what.startsWith(begin)) ?? [];
    expect(said).toBeDefined();
    expect(section('Differences from the source guide')).toContain(said);
  });
});

interface Config {
  readonly route: {
    readonly group_by: readonly string[];
    readonly routes: readonly { readonly receiver: string; readonly matchers: readonly string[] }[];
  };
  readonly receivers: readonly {
    readonly name: string;
    readonly slack_configs?: readonly { readonly channel: string }[];
  }[];
}

/** Where what each section of the source says is found now. */
const sections: Readonly<Record<string, string>> = {
  Overview: 'Architecture',
  'Quick Start': 'Quick start',
  'Deploy Monitoring Stack': 'Start Prometheus',
  'Access Dashboards': 'Start Grafana',
  'Metrics Collection': 'Metrics',
  'Available Metrics': 'Metrics',
  'Prometheus Configuration': 'Start Prometheus',
  'Custom Metrics Implementation': 'Adding custom metrics',
  'Logging Configuration': 'Structured logging',
  'Structured Logging': 'Structured logging',
  'Log Aggregation with Loki': 'planned: Loki and a shipper',
  'Promtail Configuration': 'planned: Loki and a shipper',
  'Distributed Tracing': 'planned: Spans over OTLP',
  'Jaeger Integration': 'planned: Spans over OTLP, a collector and Jaeger',
  'Grafana Dashboards': 'Dashboards',
  'MCP Overview Dashboard': 'Dashboards',
  'Import Dashboard': 'Importing the dashboards',
  'Alerting Rules': 'Alerting',
  'Prometheus Alert Rules': 'Alerting',
  'AlertManager Configuration': 'Start Alertmanager',
  'SLI/SLO Definitions': 'Service level objectives',
  'Service Level Indicators': 'Service level objectives',
  'Service Level Objectives': 'Service level objectives',
  'SLO Dashboard': 'Dashboards',
  'Performance Monitoring': 'Performance monitoring',
  'Database Queries': 'Slow queries',
  'Redis Monitoring': 'Redis',
  'Debugging Production Issues': 'Debugging in production',
  'Enable Debug Logging': 'Log more for a while',
  'Trace Specific Request': 'Follow one request',
  'Memory Profiling': 'Memory and goroutines',
  'Best Practices': 'Best practices',
  Troubleshooting: 'Troubleshooting',
};

/** What the source says against itself, by how the fact begins, and the words with which the guide mends it. */
const differences: readonly (readonly [string, string])[] = [
  ['panel uses mcp_contexts_active', '`mcp_contexts_active` did not exist; only a panel read it.'],
  ['mcp_context_size_bytes is implemented', '`mcp_context_size_bytes` was missing from the list'],
  ['documented labels method, path, status', 'Nobody set the label `service`'],
  ["comment '1KB to 1MB'", 'ends at 524288, which is 512 KiB'],
  ['logs go to stdout', 'Logs went to standard output, and Promtail read `/var/log/mcp/*.log`.'],
  ['group mcp_critical', 'The group `mcp_critical` held one critical alert and three warnings.'],
  ['SLIs return ratios', 'Targets were 99.9, 0.5 and 0.1 beside SLIs between 0 and 1, and seconds'],
  ["'Use sampling for high-volume tracing'", '"Use sampling" stood beside a tracer without a sampler'],
  ["'Monitor SLOs not just system metrics'", '"monitor SLOs not just system metrics"'],
  ['overview promises the complete stack', 'The quick start promised the complete stack'],
  ['alert at 5%', 'The two at 5 % and P99 above 1 s are kept beside them'],
  ['mcp-overview JSON is wrapped', 'The dashboard of SLOs had no such wrapper.'],
];
