import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { prometheusConfig } from '../../src/emit/prometheus-config.ts';
import { prometheusRules } from '../../src/emit/prometheus-rules.ts';
import type { Project } from '../../src/model/project.ts';
import { inFolder, program } from '../programs.ts';
import { expectGolden } from './golden.ts';
import { alert, analysisOf, declaredIn, recordingRule, ruleGroup, system } from './sample.ts';

const promtool = program('promtool');

async function emitted(project: Partial<Project>) {
  return prometheusRules.emit(analysisOf(project));
}

/** The rule file at `path`, as data. */
async function rulesOf(path: string, project: Partial<Project>): Promise<{ groups: Record<string, unknown>[] }> {
  const file = (await emitted(project)).find((candidate) => candidate.path === path);
  return parse(file?.text ?? '');
}

const everything: Partial<Project> = {
  ruleGroups: [ruleGroup('checkout', { interval: 60_000, limit: 10, queryOffset: 5_000 })],
  alerts: [
    alert('HighErrorRate', 'sum(rate(shop_errors_total[5m])) / sum(rate(shop_requests_total[5m])) > 0.05', {
      for: 300_000,
      keepFiringFor: 600_000,
      labels: { team: 'shop', area: 'checkout' },
      summary: '{{ $value | humanizePercentage }} of requests fail',
      description: 'Customers see errors.\nThey go elsewhere.',
      annotations: { dashboard_url: 'https://grafana.example.com/d/shop', console: 'yes' },
      runbook: 'high-error-rate',
      group: 'checkout',
    }),
    alert('Down', 'up == 0', { for: 0, severity: 'warning' }),
    alert('SlowCheckout', 'histogram_quantile(0.95, sum by (le) (rate(shop_seconds_bucket[5m]))) > 1', {
      group: 'checkout',
    }),
    alert('Elsewhere', 'up == 1', declaredIn('/home/someone/definitions/shop/mcp/alerts.ts')),
  ],
  recordingRules: [
    recordingRule('shop:requests:rate5m', 'sum(rate(shop_requests_total[5m]))', { labels: { b: '1', a: 'on' } }),
  ],
};

test('alerts and recording rules with all their fields', async () => {
  await expectGolden('prometheus-rules', await emitted(everything));
});

test('a system without rules has a valid, empty alerts.yml and no recording.yml', async () => {
  const files = await emitted({});
  expect(files.map((file) => file.path)).toEqual(['prometheus/alerts.yml']);
  expect(parse(files[0]!.text)).toEqual({ groups: [] });
});

test('groups stand where their first rule was declared, a file has one of its own', async () => {
  const { groups } = await rulesOf('prometheus/alerts.yml', everything);
  expect(groups.map((group) => group.name)).toEqual(['checkout', 'alerts', 'mcp/alerts']);
});

test("a file's group does not take the name of a declared one", async () => {
  const alerts = [alert('Grouped', 'up == 0', { group: 'alerts' }), alert('Ungrouped', 'up == 0')];
  const { groups } = await rulesOf('prometheus/alerts.yml', { alerts, ruleGroups: [ruleGroup('alerts')] });
  expect(groups.map((group) => group.name)).toEqual(['alerts', 'alerts.ts']);
});

test('what Prometheus does not know yet is left out', async () => {
  const runsOn = {
    prometheus: '2.45',
    grafana: '11',
    alertmanager: '0.28',
    features: [],
    retention: 0,
    lookbackDelta: 300_000,
  };
  const { groups } = await rulesOf('prometheus/alerts.yml', { ...everything, system: system({ runsOn }) });
  expect(groups[0]).not.toHaveProperty('query_offset');
  expect(groups[0]).toHaveProperty('limit', 10);
});

test('no `for` is not the same as `for: 0s`', async () => {
  const { groups } = await rulesOf('prometheus/alerts.yml', everything);
  expect(groups[1]!.rules).toEqual([{ alert: 'Down', expr: 'up == 0', for: '0s', labels: { severity: 'warning' } }]);
  expect((groups[0]!.rules as object[])[1]).not.toHaveProperty('for');
});

test.skipIf(promtool === undefined)('Prometheus accepts all of it (needs promtool)', async () => {
  // Debian's promtool is 2.42.
  const runsOn = {
    prometheus: '2.42',
    grafana: '11',
    alertmanager: '0.28',
    features: [],
    retention: 0,
    lookbackDelta: 300_000,
  };
  const analysis = analysisOf({ ...everything, system: system({ runsOn }) });
  const files = [...(await prometheusRules.emit(analysis)), ...(await prometheusConfig.emit(analysis))];
  inFolder(files, (folder) => {
    const run = promtool!(['check', 'config', 'prometheus/prometheus.yml'], folder);
    expect(run.output).toContain('4 rules found');
    expect(run).toMatchObject({ status: 0 });
  });
});
