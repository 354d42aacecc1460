import { expect, it } from 'vitest';
import { groupOrder, groupsApart } from '../../src/analyze/group-order.ts';
import { prometheusRules } from '../../src/emit/prometheus-rules.ts';
import { testsText } from '../../src/emit/prometheus-tests.ts';
import { ruleKey } from '../../src/model/rule.ts';
import type { TestCase } from '../../src/model/test-case.ts';
import { alert, analysisOf, declaredIn, project, recordingRule, ruleGroup } from '../emit/sample.ts';
import { inFolder, program } from '../programs.ts';

const promtool = program('promtool');
const { origin } = declaredIn('/home/someone/definitions/shop/shop.ts');
const here = { origin };

it('groups come after those that they read, and alerts last', () => {
  const whole = project({
    ruleGroups: ['a', 'b', 'c', 'd'].map((name) => ruleGroup(name)),
    alerts: [alert('A', 'up == 0', { group: 'd' }), alert('B', 'up == 0', { group: 'a' })],
    recordingRules: [
      recordingRule('x:a', 'x:c + x:a2', { group: 'a' }),
      recordingRule('x:a2', 'x', { group: 'a' }),
      recordingRule('x:b', 'up', { group: 'b' }),
      recordingRule('x:c', 'x:b', { group: 'c' }),
    ],
  });
  expect(groupOrder(whole)).toEqual(['b', 'c', 'a', 'd']);
});

it('labels that rules set say which of one name are read', () => {
  const recordingRules = [
    recordingRule('x:b', 'x:a{of="x"}', { group: 'b', labels: { of: 'x' } }),
    recordingRule('x:a', 'x:b{of="y"}', { group: 'a', labels: { of: 'x' } }),
    recordingRule('x:b', 'up', { group: 'c', labels: { of: 'y' } }),
  ];
  expect(groupOrder(project({ recordingRules }))).toEqual(['c', 'a', 'b']);
});

it('groups that read each other come in some order', () => {
  const recordingRules = [recordingRule('x:a', 'x:b', { group: 'a' }), recordingRule('x:b', 'x:a', { group: 'b' })];
  expect(groupOrder(project({ recordingRules }))).toEqual(['b', 'a']);
});

const parts = {
  alerts: [alert('Full', 'shop:queue > 5', here)],
  recordingRules: [recordingRule('shop:queue', 'sum(shop_queue)', here)],
};

it('groups of recording rules are told from those of alerts', () => {
  const apart = groupsApart(project(parts));
  expect(groupOrder(apart)).toEqual(['shop, recording rules', 'shop']);
  const settings = [ruleGroup('both', { interval: 5_000 })];
  const declared = groupsApart(
    project({
      ruleGroups: settings,
      alerts: [alert('A', 'up', { group: 'both' })],
      recordingRules: [recordingRule('a:b', 'up', { group: 'both' })],
    }),
  );
  expect(declared.ruleGroups).toMatchObject([{ name: 'both' }, { name: 'both, recording rules', interval: 5_000 }]);
  const other = project({ ...parts, alerts: [] });
  expect(groupsApart(other)).toBe(other);
});

it.skipIf(promtool === undefined)(
  'so that promtool evaluates what is recorded first, every time (needs promtool)',
  () => {
    const analysis = analysisOf(parts);
    const known = { ...analysis, project: groupsApart(analysis.project) };
    const check = {
      state: 'firing',
      alert: ruleKey(parts.alerts[0]!),
      at: 0,
      labels: {},
      annotations: {},
      place: { origin },
    } as const;
    const one: TestCase = {
      name: 'at once',
      from: 'declared',
      interval: 60_000,
      series: [{ name: 'shop_queue', labels: {}, values: '6x5' }],
      checks: [check],
    };
    const files = [
      ...(prometheusRules.emit(known) as []),
      { path: 'prometheus/tests.yml', text: testsText([one], known) },
    ];
    inFolder(files, (folder) => {
      for (let run = 0; run < 10; run++)
        expect(promtool!(['test', 'rules', 'prometheus/tests.yml'], folder).status).toBe(0);
    });
  },
);
