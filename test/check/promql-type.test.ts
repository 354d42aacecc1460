import { expect, it } from 'vitest';
import { facts, judge } from './judge.ts';

const found = (pattern: string) =>
  judge(
    `shop.alert('A', { when: promql\`label_replace(shop_queue_length, "host", "$1", "instance", "${pattern}") > 5\`, ...warning });`,
    facts(),
  ).map(({ check, at }) => `${check} <${at}>`);

it.each([
  ['(.*):[0-9]+', []],
  ['(.*:.*', ['promql-type <"(.*:.*">']],
  ['[a-', ['promql-type <"[a-">']],
])('label_replace with %s', (pattern, expected) => expect(found(pattern)).toEqual(expected));
