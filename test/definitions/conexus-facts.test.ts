import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { synthesized } from './synthesized.ts';

const source = resolve(import.meta.dirname, '../../../shared/facts/conexus.json');
const facts = existsSync(source) ? (JSON.parse(readFileSync(source, 'utf8')) as Facts) : undefined;

interface Facts {
  readonly metrics: readonly {
    readonly name: string;
    readonly type: string | null;
    readonly unit?: string;
    readonly labels?: readonly string[];
    readonly labelValues?: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly alerts: readonly {
    readonly name: string;
    readonly expr: string;
    readonly for: string;
    readonly severity: string;
    readonly investigationGuide: string;
  }[];
  readonly dashboards: readonly [
    {
      readonly title: string;
      readonly panels: readonly { readonly title: string }[];
      readonly variables: readonly string[];
      readonly refreshIntervals: readonly string[];
    },
  ];
  readonly runbooks: readonly { readonly title: string; readonly steps: readonly string[] }[];
  readonly scrape: readonly [{ readonly target: string; readonly path: string; readonly port: number }];
  readonly tracing: {
    readonly env: Readonly<Record<string, string>>;
    readonly childSpans: readonly string[];
    readonly sampling: Readonly<Record<string, { readonly percent: string }>>;
  };
  readonly logging: {
    readonly fields: readonly string[];
    readonly levels: Readonly<Record<string, string>>;
    readonly filters: readonly { readonly command: string }[];
  };
  readonly checklist: readonly { readonly item: string; readonly state: string }[];
  readonly docsSections: readonly { readonly title: string }[];
}

interface Model {
  readonly metrics: readonly {
    readonly name: string;
    readonly type: string;
    readonly unit?: string;
    readonly labels: Readonly<Record<string, unknown>>;
    readonly quantiles?: readonly number[];
  }[];
  readonly alerts: readonly {
    readonly name: string;
    readonly for: number;
    readonly severity: string;
    readonly runbook: string;
  }[];
  readonly dashboards: readonly {
    readonly uid: string;
    readonly rows: readonly { readonly panels: readonly { readonly title: string }[] }[];
    readonly variables: readonly { readonly name: string }[];
    readonly refreshIntervals: readonly string[];
  }[];
  readonly runbooks: readonly {
    readonly id: string;
    readonly title: string;
    readonly steps: readonly { readonly title: string }[];
  }[];
  readonly scrapeJobs: readonly {
    readonly name: string;
    readonly targets: readonly string[];
    readonly metricsPath: string;
  }[];
  readonly guide: readonly {
    readonly section: string;
    readonly items: readonly { readonly title: string; readonly state: string }[];
    readonly scenarios: readonly unknown[];
  }[];
}

const { files } = facts === undefined ? { files: new Map<string, string>() } : synthesized('conexus');
const file = (path: string): string => files.get(path) ?? '';
const model = JSON.parse(file('dev/model.json') || '{}') as Model;
const guide = file('dev/docs/README.md');
const emitted = parse(file('dev/prometheus/alerts.yml')) as {
  groups: { rules: { alert: string; expr: string }[] }[];
} | null;
const rules = new Map(emitted?.groups.flatMap((group) => group.rules.map((rule) => [rule.alert, rule.expr] as const)));

describe.skipIf(facts === undefined)('the source, fact by fact (needs ../shared)', () => {
  const { metrics = [], alerts = [], runbooks = [], checklist = [], docsSections = [] } = facts ?? {};

  test.each(metrics)('metric $name', ({ name, type, unit, labels = [], labelValues = {} }) => {
    const declared = model.metrics.find((metric) => metric.name === name);
    expect(declared).toBeDefined();
    // The one the source gives no type is a stock.
    expect(declared?.type).toBe(type ?? 'gauge');
    if (unit !== undefined) expect(declared?.unit).toBe(unit);
    const own = [...Object.keys(declared?.labels ?? {}), ...(declared?.quantiles === undefined ? [] : ['quantile'])];
    expect(own.sort()).toEqual([...labels].sort());
    for (const [label, values] of Object.entries(labelValues))
      expect(declared?.labels[label]).toMatchObject({ values: expect.arrayContaining([...values]) });
    expect(file('dev/docs/metrics.md')).toContain(`### \`${name}\``);
  });

  test.each(alerts)('alert $name', ({ name, expr, for: duration, severity, investigationGuide }) => {
    const declared = model.alerts.find((alert) => alert.name === name);
    expect(declared).toMatchObject({ severity, for: Number.parseInt(duration, 10) * 60_000 });
    expect(model.runbooks.find(({ id }) => id === declared?.runbook)?.title).toBe(investigationGuide);
    const threshold = /[<>] ([\d.]+)$/.exec(expr)?.[1];
    if (threshold !== undefined && name !== 'IndexerStalled')
      expect(rules.get(name)).toMatch(new RegExp(`[<>]\\s+${Number(threshold)}$`));
  });

  test('dashboard', () => {
    const [wanted] = facts?.dashboards ?? [];
    const [overview] = model.dashboards;
    expect(overview?.uid).toBe(wanted?.title);
    const panels = overview?.rows.flatMap((row) => row.panels.map(({ title }) => title));
    expect(panels).toEqual(wanted?.panels.map(({ title }) => title));
    expect(overview?.variables.map(({ name }) => name)).toEqual(wanted?.variables);
    expect(overview?.refreshIntervals).toEqual(wanted?.refreshIntervals);
  });

  test.each(runbooks)('runbook $title', ({ title, steps }) => {
    const declared = model.runbooks.find((runbook) => runbook.title === title);
    expect(declared?.steps.map((step) => step.title)).toEqual(steps);
    const page = file(`dev/docs/runbooks/${declared?.id}.md`);
    for (const part of page.split(/^### /m).slice(1)) expect.soft(part, part.split('\n')[0]).toContain('```');
  });

  test('scraping', () => {
    const [wanted] = facts?.scrape ?? [];
    expect(model.scrapeJobs).toMatchObject([
      { name: wanted?.target, targets: [`conexus:${wanted?.port}`], metricsPath: wanted?.path },
    ]);
  });

  test('tracing', () => {
    const { env = {}, childSpans = [], sampling = {} } = facts?.tracing ?? {};
    for (const [name, value] of Object.entries(env)) expect.soft(guide).toContain(`- ${name}=${value}`);
    for (const span of childSpans) expect.soft(guide).toContain(`── ${span.toLowerCase()}`);
    for (const { percent } of Object.values(sampling)) expect.soft(guide).toContain(percent.replace('%', ' %'));
    expect(guide).toContain('adaptive');
  });

  test('logging', () => {
    const { fields = [], levels = {}, filters = [] } = facts?.logging ?? {};
    for (const field of [...fields, ...Object.keys(levels)]) expect.soft(guide).toContain(`| \`${field}\` |`);
    const selections = filters.map(({ command }) => /select\(.*\)/.exec(command)?.[0] ?? 'select(.level == "error")');
    for (const selection of selections)
      expect.soft(guide).toContain(`docker logs conexus 2>&1 | jq -cR 'fromjson? | ${selection}'`);
  });

  test('checklist, with the three states that its own notes contradict, and the one that has moved on', () => {
    const inProgress = ['Log Aggregation', 'Backup Monitoring Data', 'Security Hardened', 'Alerting Destination'];
    const wanted = checklist.map(({ item, state }) => ({
      title: item,
      state: inProgress.includes(item) ? 'in progress' : state.replace('-', ' '),
    }));
    const items = model.guide.find(({ section }) => section === 'checklist')?.items;
    expect(items?.map(({ title, state }) => ({ title, state }))).toEqual(wanted);
  });

  test('sections', () => {
    const named = new Map([
      ['Metrics Catalog', 'Metrics'],
      ['Grafana Dashboards', 'Dashboards'],
      ['Logs', 'Structured logging'],
      ['Operational Runbooks', 'Runbooks'],
    ]);
    const headings = [...guide.matchAll(/^## (.*)$/gm)].map(([, title]) => title?.toLowerCase());
    const wanted = docsSections.map(({ title }) => (named.get(title) ?? title).toLowerCase());
    expect(headings).toEqual(expect.arrayContaining(wanted));
    expect(model.guide.find(({ section }) => section === 'troubleshooting')?.scenarios).toHaveLength(7);
  });
});
