import { describe, expect, it } from 'vitest';
import { isWritten, outputPaths } from '../../src/analyze/output-paths.ts';
import { emitAll } from '../../src/emit/emit.ts';
import { routedShop } from './alertmanager/shop.ts';
import { analysisOf, dashboard, panel, query, recordingRule, row } from './sample.ts';
import { fullShop } from './slo-shop.ts';

const one = row('R', [panel('A', { queries: [query('up')] })]);
const full = {
  dashboards: [dashboard('a', [one]), dashboard('b', [one], { title: 'B', folder: 'Other folder' })],
  recordingRules: [recordingRule('a:b', 'up')],
};

describe('the paths that texts may name', () => {
  it.each([
    ['a project with something of everything', full],
    ['an empty one', {}],
  ])('are those that synth writes for %s', async (_, parts) => {
    const analysis = analysisOf(parts);
    for (const { path } of await emitAll(analysis))
      expect([path, isWritten(path, analysis.project)]).toEqual([path, true]);
  });
  it('are those of Alertmanager where alerts are routed', async () => {
    const analysis = routedShop().analysis();
    const written = (await emitAll(analysis)).map(({ path }) => path);
    expect(written).toContain('alertmanager/templates/shop.tmpl');
    for (const path of written) expect([path, isWritten(path, analysis.project)]).toEqual([path, true]);
    expect(isWritten('alertmanager/alertmanager.yml', analysisOf(full).project)).toBe(false);
  });
  it('are those of SLOs where there are any', async () => {
    const analysis = fullShop();
    const written = (await emitAll(analysis)).map(({ path }) => path);
    expect(written).toEqual(expect.arrayContaining(['openslo/openslo.yaml', 'docs/slos.md']));
    for (const path of written) expect([path, isWritten(path, analysis.project)]).toEqual([path, true]);
    expect(isWritten('openslo/openslo.yaml', analysisOf(full).project)).toBe(false);
  });
  it('may be those of folders, and have an anchor', () => {
    const { project } = analysisOf(full);
    for (const path of ['prometheus', 'prometheus/', './grafana/dashboards', 'docs/metrics.md#shop', 'docs/runbooks'])
      expect([path, isWritten(path, project)]).toEqual([path, true]);
  });
  it('are no others', () => {
    const { project } = analysisOf();
    const dead = [
      'prometheus/alerts.yaml',
      'prometheus/recording.yml',
      'prom',
      'grafana/dashboards/x.json',
      'docs/runbooks/x.md',
      'x',
    ];
    for (const path of dead) expect([path, isWritten(path, project)]).toEqual([path, false]);
    expect(new Set(outputPaths(project)).size).toBe(outputPaths(project).length);
  });
});
