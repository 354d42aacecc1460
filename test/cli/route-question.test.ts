import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { alertsAsked, questionOf } from '../../src/cli/route-question.ts';
import { alert, project } from '../analyze/project.ts';
import { route, routing } from '../analyze/routing-sample.ts';
import { shop } from '../check/catalog.ts';

describe('what is asked', () => {
  it.each([
    ['ShopDown', [], {}],
    ['ShopDown', ['severity=critical', 'url=a=b'], { severity: 'critical', url: 'a=b' }],
    ['ShopDown{severity="critical", path="a\\"b"}', ['team='], { severity: 'critical', path: 'a"b', team: '' }],
    ['ShopDown{}', ['team="x"'], { team: 'x' }],
    ['ShopDown {team="x"}', ['team=x'], { team: 'x' }],
  ])('of %s %j', (text, given, labels) => expect(questionOf(text, given)).toEqual({ name: 'ShopDown', labels }));

  it.each([
    ['{severity="critical"}', [], 'names no alert'],
    ['A{severity=critical}', [], 'cannot be read'],
    ['A{severity="critical" team="x"}', [], 'cannot be read'],
    ['A', ['severity'], 'severity is no label'],
    ['A', ['=x'], '=x is no label'],
    ['A{team="x"}', ['team=y'], 'team is given twice: "x" and "y"'],
  ])('cannot be %s %j', (text, given, message) => expect(() => questionOf(text, given)).toThrow(message));
});

describe('the alerts meant', () => {
  const alerts = [
    alert('Slow', 'sum by (method, status) (requests_total) > 1'),
    alert('Slow', 'sum by (method) (requests_total) > 9', { severity: 'critical', labels: { team: 'a' } }),
  ];
  const analysis = analyze(project({ ...shop, alerts, routing: routing(route('', { receiver: 'all' })) }));
  const asked = (labels: Record<string, string>) =>
    alertsAsked({ name: 'Slow', labels }, analysis).map(({ severity }) => severity);

  it.each([
    [{}, ['warning', 'critical']],
    [{ severity: 'critical' }, ['critical']],
    [{ status: 'error' }, ['warning']],
    [{ method: 'whatever' }, ['warning', 'critical']],
    [{ team: '' }, ['warning']],
    [{ cluster: '' }, ['warning', 'critical']],
  ])('with %j are %j', (labels, severities) => expect(asked(labels as Record<string, string>)).toEqual(severities));

  const refused = (labels: Record<string, string>) => {
    try {
      return asked(labels);
    } catch (error) {
      const { message, help } = error as { message: string; help?: string };
      return `${message}: ${help}`;
    }
  };
  it.each([
    [{ methd: 'GET' }, 'Slow never has the label methd: did you mean method?'],
    [{ cluster: 'eu' }, 'Slow never has the label cluster: it has alertname, method, severity, status, team'],
    [{ status: 'eror' }, 'status of Slow is never "eror": did you mean error?'],
    [{ severity: 'page' }, 'severity of Slow is never "page": it has critical, warning'],
    [{ status: 'error', team: 'a' }, 'Slow never has these labels together: leave one of them out'],
  ])('with %j are none', (labels, words) => expect(refused(labels as never)).toBe(words));
});
