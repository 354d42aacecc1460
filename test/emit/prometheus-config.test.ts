import { expect, test } from 'vitest';
import { prometheusConfig } from '../../src/emit/prometheus-config.ts';
import { prometheusRules } from '../../src/emit/prometheus-rules.ts';
import { inFolder, program } from '../programs.ts';
import { expectGolden } from './golden.ts';
import { analysisOf, metric, recordingRule, scrapeJob, system } from './sample.ts';

const promtool = program('promtool');

const everything = analysisOf({
  system: system({ externalLabels: { region: 'eu', cluster: 'prod' } }),
  recordingRules: [recordingRule('shop:up:sum', 'sum(up)')],
  scrapeJobs: [
    scrapeJob('shop'),
    scrapeJob('slow', {
      targets: ['a:443', 'b:443'],
      interval: 60_000,
      timeout: 20_000,
      metricsPath: '/internal/metrics',
      scheme: 'https',
      labels: { tier: 'back', env: 'on' },
      honorLabels: true,
    }),
    scrapeJob('same', { interval: 15_000 }),
  ],
});

test('global settings, rule files and scrape jobs; what equals a default is left out', async () => {
  await expectGolden('prometheus-config', await prometheusConfig.emit(everything));
});

test('a system that scrapes nothing and records nothing', async () => {
  const [file] = await prometheusConfig.emit(analysisOf({ scrapeJobs: [] }));
  expect(file?.text).not.toContain('scrape_configs');
  expect(file?.text).not.toContain('recording.yml');
});

test('targets in groups, with labels of their own', async () => {
  const grouped = scrapeJob('db', { targets: [], targetGroups: [{ targets: ['a:1'], labels: { shard: 'one' } }] });
  const [file] = await prometheusConfig.emit(analysisOf({ scrapeJobs: [grouped] }));
  const listed = ['static_configs:', '  - targets:', '      - a:1', '    labels:', '      shard: one'];
  expect(file?.text).toContain(listed.map((line) => `    ${line}\n`).join(''));
});

test.each([
  ['3.7', false],
  ['3.8', true],
])('native histograms are asked for on %s: %s', async (prometheus, asked) => {
  const native = metric('shop_wait_seconds', 'nativeHistogram', { job: 'shop' });
  const on = system({ runsOn: { ...system().runsOn, prometheus } });
  const parts = { system: on, scrapeJobs: [scrapeJob('shop'), scrapeJob('other')], metrics: [native] };
  const [file] = await prometheusConfig.emit(analysisOf(parts));
  expect(file?.text.match(/scrape_native_histograms: true/g) ?? []).toHaveLength(asked ? 1 : 0);
});

test.skipIf(promtool === undefined)('Prometheus accepts it (needs promtool)', async () => {
  const files = [...(await prometheusConfig.emit(everything)), ...(await prometheusRules.emit(everything))];
  inFolder(files, (folder) => {
    expect(promtool!(['check', 'config', 'prometheus/prometheus.yml'], folder)).toMatchObject({ status: 0 });
  });
});
