import { expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

const judged = checks.filter(({ id }) => id === 'alert-duplicate' || id === 'recording-duplicate');
const found = (body: string) => judge(body, judged).map(({ check, message }) => `${check}: ${message}`);
const alert = (options = '', when = 'queueLength.gt(1)') =>
  `shop.alert('A', { when: ${when}, ...warning, ${options} });`;
const rule = (options = '', expr = 'queueLength.sum()') =>
  `shop.recordingRule('a:b:c', { expr: ${expr}, ${options} });`;

it.each([
  ['another severity', alert() + alert(`severity: 'critical'`)],
  ['another label', alert() + alert(`labels: { team: 'a' }`)],
  ['an empty label is none, but another is not', alert(`labels: { team: 'b' }`) + alert(`labels: { team: 'a' }`)],
  ['an owner of its own', alert() + alert(`owner: 'packers'`)],
  [
    'other series',
    alert('', 'requests.where({ status: "error" }).rate("5m").gt(1)') +
      alert('', 'requests.where({ status: "success" }).rate("5m").gt(1)'),
  ],
  [
    'labels that the other has not',
    alert('', 'requests.rate("5m").sum().gt(1)') + alert('', 'requests.rate("5m").sum({ by: "status" }).gt(1)'),
  ],
  ['recorded with another label', rule(`labels: { a: 'b' }`) + rule()],
  [
    'recorded from other series',
    rule('', 'requests.where({ status: "error" }).rate("5m")') +
      rule('', 'requests.where({ status: "success" }).rate("5m")'),
  ],
])('%s: no duplicates', (_, body) => expect(found(body)).toEqual([]));

it.each([
  [alert() + alert(), 'alert-duplicate: alert A{severity="warning"} is declared twice'],
  [alert() + alert(`labels: { team: '' }`), 'alert-duplicate: alert A{severity="warning"} is declared twice'],
  [
    alert('', 'queueLength.lt(1)') + alert(`for: '1h'`),
    'alert-duplicate: alert A{severity="warning"} is declared twice',
  ],
  [
    alert(`labels: { team: 'a' }`) + alert(`labels: { team: 'a' }`),
    'alert-duplicate: alert A{severity="warning", team="a"} is declared twice',
  ],
  [rule() + rule('', 'queueLength.max()'), 'recording-duplicate: recording rule a:b:c is declared twice'],
  [
    rule(`labels: { x: '1', y: '2' }`) + rule(`labels: { y: '2', x: '1' }`),
    'recording-duplicate: recording rule a:b:c{x="1", y="2"} is declared twice',
  ],
])('%s', (body, expected) => expect(found(body)).toEqual([expected]));
