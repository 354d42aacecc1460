import { expect, test } from 'vitest';
import { type Emitter, emitAll } from '../../src/emit/emit.ts';
import { alert, analysisOf, dashboard, panel, query, recordingRule, row } from './sample.ts';

const writes = (id: string, path: string): Emitter => ({ id, about: '', emit: () => [{ path, text: id }] });

test('files of all outputs, in their order, however long one takes', async () => {
  const slow: Emitter = { id: 'slow', about: '', emit: async () => [{ path: 'a', text: '' }] };
  const files = await emitAll(analysisOf(), [slow, writes('fast', 'b')]);
  expect(files.map(({ path }) => path)).toEqual(['a', 'b']);
});

test('every output writes text that ends with a line break and says nothing of the machine', async () => {
  const analysis = analysisOf({
    alerts: [alert('Down', 'up == 0')],
    recordingRules: [recordingRule('up:sum', 'sum(up)')],
    dashboards: [dashboard('shop', [row('Row', [panel('Up', { queries: [query('up')] })])])],
  });
  const files = await emitAll(analysis);
  expect(files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['prometheus/alerts.yml', 'grafana/dashboards/shop.json', 'docs/README.md', 'model.json']),
  );
  for (const { text } of files) {
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toContain('/home/someone');
  }
  expect(await emitAll(analysis)).toEqual(files);
});
