/** Since when Prometheus has each part of PromQL, held against a Prometheus that lacks some. */
import { expect, test } from 'vitest';
import { atLeast } from '../../src/model/version.ts';
import { functions, type PromqlFunction } from '../../src/promql/functions.ts';
import { languageParts } from '../../src/promql/language.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { inFolder, program } from '../programs.ts';

const promtool = program('promtool');

const partsOf = (text: string) => languageParts(parse(text, { experimental: true }).ast!);

test.each<[string, readonly string[]]>([
  ['rate(x[300])', []],
  ['time() - 10m', ['a duration as a number']],
  ['x offset -5m', ['a negative offset']],
  ['x offset 5m @ end()', ['the @ modifier']],
  ['rate(x[1h30m] offset 90s)', ['a duration of several units', 'a duration of several units']],
  ['x offset 120s', []],
  ['label_replace(x, "a.b", "$1", "c", "(.*)")', ['a UTF-8 label name in label_replace()']],
  ['label_replace(x, "a", "$1", "c.d", "(.*)")', []],
  ['label_join(x, "a.b", ",", "c")', ['a UTF-8 label name in label_join()']],
  ['count_values("a.b", x)', ['a UTF-8 label name in count_values()']],
  ['count_values("a", x)', []],
  ['max_over_time(x[1h:1m] @ 5)', ['a subquery', 'the @ modifier']],
  ['x[5m * 2]', ['duration arithmetic']],
  ['x[5m + step()]', ['a function in a duration']],
  ['x[min_of(step(), 5m)]', ['min_of in a duration']],
  ['x offset (1h + 2m)', ['duration arithmetic']],
  ['sum by ("a.b", c) (x{"d.e"="f"})', ['a label name in quotes', 'a label name in quotes']],
  ['x * on ("a.b") group_left ("c d") y', ['a label name in quotes', 'a label name in quotes']],
  ['rate(x[5m] anchored)', ['anchored']],
  ['rate(x[5m] smoothed)', ['smoothed']],
  ['x + fill(0) y', ['fill']],
  ['x atan2 y', ['atan2']],
  ['x </ 5', ['</']],
  ['limitk(5, x)', ['limitk']],
  ['group(x)', ['group']],
  ['first_over_time(x[5m])', ['first_over_time()']],
])('%s', (text, names) => {
  expect(partsOf(text).map(({ name }) => name)).toEqual(names);
});

/** A call with arguments of the right types. */
function callOf(name: string, { args }: PromqlFunction): string {
  const samples = { vector: 'up', matrix: 'up[5m]', scalar: '1', string: '"a"' } as const;
  return `${name}(${args.map((type) => samples[type as keyof typeof samples]).join(', ')})`;
}

test.skipIf(promtool === undefined)('Prometheus knows a part from its version on (needs promtool)', () => {
  const version = /version (\d+\.\d+)/.exec(promtool!(['--version']).output)![1]!;
  const texts = [
    ...Object.entries<PromqlFunction>(functions).map(([name, row]) => callOf(name, row)),
    ...[
      'time() - 10m',
      'x offset -5m',
      'x @ end()',
      'max_over_time(x[1h:1m])',
      'rate(x[5m * 2])',
      'sum by ("a.b") (x)',
    ],
    ...[
      'x{"d.e"="f"}',
      'rate(x[5m] anchored)',
      'x + fill(0) y',
      'x atan2 y',
      'limitk(5, x)',
      'group(x)',
      'rate(x[300])',
      '{"up"}',
      '{"a.b"}',
    ],
  ];
  const rules = texts.map((text, index) => ({
    record: `r${index}`,
    expr: print(parse(text, { experimental: true }).ast!),
  }));
  const groups = rules.map((rule, index) => ({ name: `g${index}`, rules: [rule] }));
  const { output } = inFolder([{ path: 'rules.yml', text: JSON.stringify({ groups }, undefined, 1) }], (folder) =>
    promtool!(['check', 'rules', 'rules.yml'], folder),
  );
  texts.forEach((text, index) => {
    // A matrix or string on its own is refused for its type, and is none of these.
    const refused = new RegExp(`"r${index}"`).test(output);
    const lacks = partsOf(text).some(({ since, flag, stableSince }) => {
      return !atLeast(version, since ?? '0') || (flag !== undefined && !atLeast(version, stableSince ?? '99'));
    });
    expect(refused, `${text}\n${output}`).toBe(lacks);
  });
});
