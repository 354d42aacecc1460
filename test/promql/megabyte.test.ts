/** Expressions of up to a megabyte go through everything: nothing overflows, and what took time in the square of the text would not end. */
import { describe, expect, test } from 'vitest';
import { equal, infer, labelReferences, parse, pretty, print, rangeReads, walk } from '../../src/promql/index.ts';
import { lookup } from './infer-catalog.ts';

const megabyte = 1_000_000;
/** What is long in other ways is a quarter of it, for the time that takes. */
const quarter = megabyte / 4;
const times = (piece: string): string => piece.repeat(quarter / piece.length);

/** As many as fit, each with its number. */
function list(item: (index: number) => string, separator: string, length = quarter): string {
  const count = Math.floor(length / (item(99_999).length + separator.length));
  return Array.from({ length: count }, (_, index) => item(index)).join(separator);
}

const accepted: Readonly<Record<string, () => string>> = {
  'matchers on as many labels': () => `up{${list((i) => `l${i}="v"`, ',')}}`,
  'matchers on one label': () => `up{${times('a!="b",')}}`,
  'a pattern of alternatives': () => `up{a=~"${list((i) => `v${i}`, '|')}"}`,
  'a long string': () => `label_replace(up, "a", "${times('x')}", "b", "(.*)")`,
  'a string of escapes': () => `{a="${times('\\u00e9')}"}`,
  'a long name': () => times('a'),
  'a number with many decimals': () => `0.${times('1')}`,
  'a chain of sums, a whole megabyte': () => list((i) => `metric_number_${i}`, ' + ', megabyte),
  'a chain of alternatives': () => list((i) => `requests_total{l${i}="v"}`, ' or '),
  'a chain of comparisons': () => `queue_length${times(' > 1000000')}`,
  'a chain of joins': () => list((i) => `m${i}`, ' * on (job) group_left (a) '),
  'a chain of every precedence': () => `${times('x or x and x == x + x * ')}x`,
  'labels to group by': () => `sum by (${list((i) => `l${i}`, ',')}) (up)`,
  'labels to drop': () => `sum without (${list((i) => `l${i}`, ',')}) (up) + up`,
  'labels to match on': () =>
    `up * on (${list((i) => `l${i}`, ',')}) group_left (${list((i) => `k${i}`, ',')}) open_ended`,
  'labels to ignore': () => `open_ended + ignoring (${list((i) => `l${i}`, ',')}) open_ended + open_ended`,
  'many arguments': () => `label_join(up, "a", ""${times(', "b"')})`,
  'a long comment': () => `up # ${times('#')}`,
  'a chain below a thousand levels': () =>
    `${'abs('.repeat(900)}${list((i) => `metric_${i}`, ' + ')}${')'.repeat(900)}`,
  'a string below a thousand levels': () => `${'abs('.repeat(900)}up{a="${times('x')}"}${')'.repeat(900)}`,
  'a chain below levels to the right': () =>
    `${'x + ('.repeat(490)}${list((i) => `metric_${i}`, ' * ')}${')'.repeat(490)}`,
};

describe('a megabyte is read, printed, read back and inferred', () => {
  test.each(Object.entries(accepted))('%s', (_, text) => {
    const { ast, errors } = parse(text());
    expect(errors).toEqual([]);
    for (const printed of [print(ast!), pretty(ast!)]) expect(equal(parse(printed).ast!, ast!)).toBe(true);
    let nodes = 0;
    walk(ast!, () => nodes++);
    const inference = infer(ast!, lookup);
    expect(inference.nodes).toHaveLength(nodes);
    labelReferences(inference);
    rangeReads(inference);
  });
});

const refused: Readonly<Record<string, () => string>> = {
  parentheses: () => '('.repeat(megabyte / 2) + 'x' + ')'.repeat(megabyte / 2),
  signs: () => `${times('-')}x`,
  subqueries: () => `${times('max_over_time(')}x${'[5m:])'.repeat(megabyte / 14)}`,
  'subqueries of subqueries': () => `x${times('[5m:]')}`,
  'durations in parentheses': () => `x[${'('.repeat(megabyte / 2)}5m${')'.repeat(megabyte / 2)}]`,
  'a chain of durations': () => `x[5m${times('+5m')}]`,
  'bad matchers': () => `up{${times('a~"b",')}}`,
  'bad arguments': () => `abs(${times('rate(x),')}up)`,
  'an open string': () => `"${times('\\"')}`,
  'digits of a number': () => times('1'),
  'parts of a duration': () => times('1m'),
  'signs that are none': () => times('§'),
  'wrong parentheses': () => times('(]'),
  'labels both matched and included': () =>
    `a * on (${list((i) => `l${i}`, ',')}) group_left (${list((i) => `l${i}`, ',')}) b`,
};

describe('a megabyte is refused, in words that can be read', () => {
  test.each(Object.entries(refused))('%s', (_, text) => {
    const { errors } = parse(text());
    expect(errors).not.toEqual([]);
    for (const { message, help = '' } of errors) {
      if (message.length + help.length > 400) expect.fail(message.slice(0, 400));
    }
  });
});
