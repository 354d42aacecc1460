import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { checks } from '../../src/check/index.ts';
import { judgeProjects } from '../../src/check/run.ts';
import type { Declared } from '../../src/model/declaration.ts';
import { alert, metric, project } from '../analyze/project.ts';
import { judge } from './judge.ts';

const list = checks.filter(({ id }) => id === 'alert-runbook' || id === 'metric-unused' || id.startsWith('ignore-'));
const said = (body: string) => judge(body, list).map(({ check, at }) => `${check} ${at}`);

describe('silencings that silence nothing', () => {
  test.each([
    ["server.gauge('a', { help: 'h', counts: 'x', ignore: { 'alert-runbook': 'r', 'metric-unused': 'r' } });", 1],
    ["shop.alert('A', { when: queueLength.gt(1), ...warning, ignore: { 'alert-runbook': 'r' } });", 1],
    ["const ignore = { 'alert-runbook': 'r' };\nshop.alert('A', { when: queueLength.gt(1), ...warning, ignore });", 1],
    ["shop.dashboard('d', { title: 'D', rows: [], ignore: { 'alert-runbook': 'r' } });", 1],
    [
      "shop.dashboard('d', { title: 'D', rows: [row('R', [timeseries('P', { query: queueLength, ignore: { 'alert-runbook': 'r' } })])] });",
      1,
    ],
    ["shop.scrapeJob('j', { targets: ['a:1'], ignore: { 'alert-runbook': 'r' } });", 1],
    ["shop.ruleGroup('g', { ignore: { 'alert-runbook': 'r' } });", 1],
    ["shop.runbook('b', { title: 'B', about: 'b', steps: [step('Look')], ignore: { 'alert-runbook': 'r' } });", 1],
    ["shop.variable.interval('v', ['1m'], { ignore: { 'alert-runbook': 'r' } });", 1],
  ])('%s', (body, count) => {
    expect(said(body).filter((one) => one === "ignore-unused 'alert-runbook'")).toHaveLength(count);
  });

  test.each([
    [
      'one silencing, written once, needed by one of two',
      "const s = { 'alert-runbook': 'r' };\nfor (const own of [{}, { runbook }]) shop.alert('A', { when: queueLength.gt(1), for: '1m', severity: 'info', ignore: s, ...own });",
    ],
    [
      'a loop',
      "for (const own of [{}, { runbook }]) shop.alert('A', { when: queueLength.gt(1), severity: 'info', ignore: { 'alert-runbook': 'r' }, ...own });",
    ],
    [
      'a recipe',
      "const make = (own: object) => shop.alert('A', { when: queueLength.gt(1), severity: 'info', ignore: { 'alert-runbook': 'r' }, ...own });\nmake({});\nmake({ runbook });",
    ],
    ['itself', "shop.alert('A', { when: queueLength.gt(1), ...warning, ignore: { 'ignore-unused': 'r' } });"],
    [
      'the one beside it',
      "shop.alert('A', { when: queueLength.gt(1), ...warning, ignore: { 'alert-runbook': 'r', 'ignore-unused': 'r' } });",
    ],
    [
      'options that do not hold',
      "shop.alert('A', { when: queueLength.gt(1), ...warning, for: 5 as never, ignore: { 'alert-runbook': 'r' } });",
    ],
    ['broken text', "shop.alert('A', { when: promql`1 >`, ...warning, ignore: { 'alert-runbook': 'r' } });"],
    [
      'a check that is not judged',
      "shop.alert('A', { when: queueLength.gt(1), ...warning, ignore: { 'promql-rate': 'r' } });",
    ],
  ])('are not: %s', (_, body) => {
    expect(said(body).filter((one) => one.startsWith('ignore-unused'))).toEqual([]);
  });

  test('one that has ended is told once, and no longer silences', () => {
    const ignore = (until: string) =>
      `shop.alert('A', { when: queueLength.gt(1), severity: 'info', ignore: { 'alert-runbook': { reason: 'r', until: '${until}' } } });`;
    expect(said(ignore('2026-11-20'))).toEqual([]);
    expect(said(ignore('2026-11-19'))).toEqual(["alert-runbook 'A'", "ignore-expired '2026-11-19'"]);
  });

  test('one that has ended may be silenced itself', () => {
    const body =
      "shop.alert('A', { when: queueLength.gt(1), ...warning, ignore: { 'alert-runbook': { reason: 'r', until: '2020-01-01' }, 'ignore-expired': 'r' } });";
    expect(said(body)).toEqual([]);
  });
});

describe('several projects', () => {
  const silent = (runbook: string | undefined, callers: Declared['origin']['callers'] = []) => {
    const one = alert('A', 'vector(1) > 0', { runbook, ignore: { 'alert-runbook': 'r' } });
    return { ...one, origin: { ...one.origin, callers } };
  };
  const recipe = [{ file: '/definitions/recipes/a.ts', line: 1, column: 1 }];
  const runbook = {
    ...metric('m', 'gauge'),
    kind: 'runbook' as const,
    id: 'b',
    title: 'B',
    about: [],
    steps: [],
    escalation: undefined,
  };
  const of = (id: string, one: ReturnType<typeof silent>) =>
    analyze(project({ id, alerts: [one], runbooks: [runbook] }));
  const unused = (analyses: Parameters<typeof judgeProjects>[0], circumstances = {}) =>
    judgeProjects(analyses, { list, ...circumstances }).flatMap(({ found }) =>
      found.filter(({ check }) => check === 'ignore-unused'),
    ).length;

  test('what one environment or system needs is needed', () => {
    expect(unused([of('a', silent(undefined)), of('a', silent('b'))])).toBe(0);
    expect(unused([of('a', silent('b')), of('a', silent('b'))])).toBe(2);
  });

  test('of a part of the systems, nothing is said about recipes', () => {
    expect(unused([of('a', silent('b', recipe))], { isPart: true })).toBe(0);
    expect(unused([of('a', silent('b', recipe))])).toBe(1);
    expect(unused([of('a', silent('b'))], { isPart: true })).toBe(1);
  });

  test('of a system that did not load as a whole, nothing', () => {
    expect(unused([of('a', silent('b'))], { incomplete: new Set(['a']) })).toBe(0);
    expect(unused([of('a', silent('b'))], { incomplete: new Set(['b']) })).toBe(1);
  });

  test('on a whole system', () => {
    const system = { ...project().system, ignore: { 'alert-runbook': 'r' } };
    expect(unused([analyze(project({ system }))])).toBe(1);
    expect(unused([analyze(project({ system, alerts: [{ ...silent(undefined), ignore: {} }] }))])).toBe(0);
  });

  test('what is silenced is kept', () => {
    const [judgement] = judgeProjects([of('a', silent(undefined))], { list });
    expect(judgement?.found).toEqual([]);
    expect(judgement?.silenced.map(({ check }) => check)).toEqual(['alert-runbook']);
  });

  test('house rules are not for what a catalog declares', () => {
    const metrics = [metric('own', 'gauge'), { ...metric('theirs', 'gauge'), catalog: 'go' }];
    const [judgement] = judgeProjects([analyze(project({ metrics }))], { list });
    expect(judgement?.found.map(({ message }) => message)).toEqual(['no rule, dashboard or runbook uses own']);
  });
});
