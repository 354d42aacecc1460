import { describe, expect, test } from 'vitest';
import { alertmanager } from '../../../src/emit/alertmanager/index.ts';
import { prometheusConfig } from '../../../src/emit/prometheus-config.ts';
import { prometheusRules } from '../../../src/emit/prometheus-rules.ts';
import { integrations, integrationTypes } from '../../../src/model/integration.ts';
import { atLeast } from '../../../src/model/version.ts';
import { inFolder, program } from '../../programs.ts';
import { expectGolden } from '../golden.ts';
import { issuesOf, newShop, routedShop, samples, withReceiver } from './shop.ts';

const amtool = program('amtool');
const promtool = program('promtool');
const of25 = integrationTypes.filter((type) => samples[type].of25 !== undefined);
const newer = integrationTypes.filter((type) => !atLeast('0.25', integrations[type].since));

test('a whole tree, its templates and times', async () => {
  const { analysis } = routedShop();
  await expectGolden('alertmanager', await alertmanager.emit(analysis()));
});

test('nothing where the system declares no routing', async () => {
  const { shop, analysis } = newShop();
  shop.receiver('nobody', {});
  expect(await alertmanager.emit(analysis())).toEqual([]);
});

test('Prometheus sends to the Alertmanagers', async () => {
  const [file] = await prometheusConfig.emit(routedShop().analysis());
  expect(file?.text).toContain(
    'alerting:\n  alertmanagers:\n    - static_configs:\n        - targets:\n            - alertmanager-1:9093\n            - alertmanager-2:9093\n',
  );
  const [without] = await prometheusConfig.emit(newShop().analysis());
  expect(without?.text).not.toContain('alerting');
});

test.skipIf(promtool === undefined)('Prometheus accepts it (needs promtool)', async () => {
  const analysis = routedShop().analysis();
  const files = [...(await prometheusConfig.emit(analysis)), ...(await prometheusRules.emit(analysis))];
  inFolder(files, (folder) => {
    expect(promtool!(['check', 'config', 'prometheus/prometheus.yml'], folder)).toMatchObject({ status: 0 });
  });
});

describe('every integration', () => {
  test.each(integrationTypes)('%s', async (type) => {
    const { of25: first = [], newer: second = [] } = samples[type];
    const { shop, analysis } = withReceiver({ [type]: [...first, ...second] }, '0.34');
    expect(issuesOf(shop)).toEqual([]);
    const [file] = await alertmanager.emit(analysis());
    await expectGolden('alertmanager-integrations', [{ path: `${type}.yml`, text: file!.text }]);
  });
});

describe.skipIf(amtool === undefined)('amtool 0.25 or later accepts (needs amtool)', () => {
  test('a whole tree', async () => {
    const files = await alertmanager.emit(routedShop().analysis());
    inFolder(files, (folder) => {
      const { status, output } = amtool!(['check-config', 'alertmanager/alertmanager.yml'], folder);
      expect([status, output]).toEqual([0, expect.stringContaining('2 inhibit rules')]);
      expect(output).toContain('1 templates');
    });
  });

  test.each(of25)('%s', async (type) => {
    const [file] = await alertmanager.emit(withReceiver({ [type]: samples[type].of25 }, '0.25').analysis());
    inFolder([file!], (folder) => {
      expect(amtool!(['check-config', file!.path], folder)).toMatchObject({ status: 0 });
    });
  });
});

test(`amtool 0.25 knows no ${newer.join(', ')}: these are held against our own table alone`, () => {
  expect(newer).toEqual(['incidentio', 'jira', 'mattermost', 'msteams', 'msteamsv2', 'rocketchat']);
});
