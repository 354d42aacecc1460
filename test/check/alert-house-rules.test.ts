import { expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

const judged = checks.filter(({ id }) => /^alert-(name|owner|summary)$/.test(id));
const found = (name: string, options: string) =>
  judge(
    `shop.alert('${name}', { when: queueLength.gt(1), for: '5m', severity: 'warning', runbook, ${options} });`,
    judged,
  ).map(({ check, at }) => `${check} <${at}>`);

it.each([
  ['QueueLong', `summary: 'Long.'`],
  ['QueueLong', `summary: ({ value }) => \`\${value.humanize} wait\``],
  ['QueueLong', `annotations: { summary: 'Long.' }`],
  ['QueueLong', `alwaysFiring: 'it is a dead man\\'s switch'`],
  ['HTTP5xxRate', `summary: 'Long.', owner: 'packers'`],
])('%s with %s is fine', (name, options) => expect(found(name, options)).toEqual([]));

it.each([
  ['QueueLong', '', "alert-summary <'QueueLong'>"],
  ['QueueLong', `summary: ' '`, "alert-summary <' '>"],
  ['queueLong', `summary: 'Long.'`, "alert-name <'queueLong'>"],
  ['Queue long', `summary: 'Long.'`, "alert-name <'Queue long'>"],
  ['Queue_Long', `summary: 'Long.'`, "alert-name <'Queue_Long'>"],
  ['QueueLong', `summary: 'Long.', owner: ' '`, "alert-owner <' '>"],
])('%s with %s', (name, options, expected) => expect(found(name, options)).toEqual([expected]));
