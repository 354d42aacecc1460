/** Every problem the parser and the type rules know; « and » mark its place. */
import { describe, expect, test } from 'vitest';
import { parse } from '../../src/promql/parse.ts';

type Refused = readonly [marked: string, message: string, help?: string | undefined];

const syntax: readonly Refused[] = [
  ['«»', 'no expression found in input'],
  ['«»# nothing', 'no expression found in input'],
  ['up «up2»', 'unexpected identifier "up2"', 'an operator is missing before it'],
  ['up +«»', 'unexpected end of input', 'an expression is missing here'],
  ['up + «*» 2', 'unexpected "*"', 'an expression is missing before it'],
  ['up «=» 1', 'unexpected "="', 'write == to compare'],
  ['up «&»& x', 'unexpected character: "&"', 'write and'],
  ['up «!»x', 'unexpected character: "!"'],
  ['up{a=«“»b”}', 'unexpected character inside braces: "“"'],
  ['up +«\u00a0»1', 'unexpected character: "\u00a0"', 'a no-break space: replace it by a plain one'],
  ['«.»', 'unexpected character: "."'],
  [
    'my«.»metric',
    'unexpected character: "."',
    'a metric whose name has dots is written in braces and quotes: {"my.metric"}',
  ],
  ['up «=~» "x"', "unexpected character after '=': '~'"],
  ['up «!~» "x"', "unexpected character after '!': '~'"],
  ['(up«»', 'unclosed left parenthesis', 'add the missing ")"'],
  ['(up)«)»', "unexpected right parenthesis ')'"],
  ['up«]»', 'unexpected "]"'],
  ['«bool»', 'unexpected keyword "bool"'],
  ['a + «group_left»(x) b', 'unexpected keyword "group_left"', 'group_left stands after on (…) or ignoring (…)'],
  ['a - on(b) «ignoring»(c) d', 'unexpected keyword "ignoring"'],

  // numbers
  ['«1..2»', 'bad number or duration syntax: "1..2"'],
  ['«0x1e»', 'bad number or duration syntax: "0x1e"'],
  ['«1_»', 'bad number or duration syntax: "1_"'],
  ['«0b101»', 'bad number or duration syntax: "0b101"'],
  ['«1e309»', 'error parsing number: 1e309 is not a number or too large'],
  ['«0xFFFFFFFFFFFFFFFF»', 'error parsing number: 0xFFFFFFFFFFFFFFFF is not a number or too large'],

  // strings
  ['«"up»', 'unterminated quoted string'],
  ['«"up»\n"', 'unterminated quoted string'],
  ['«`up»', 'unterminated raw string'],
  ['"«\\q»"', "unknown escape sequence U+0071 'q'"],
  ['"«\\\'»"', "unknown escape sequence U+0027 '''"],
  ['"«\\x4»"', `illegal character U+0022 '"' in escape sequence`],
  ['"«\\400»"', 'escape sequence is an invalid Unicode code point'],
  ['"«\\ud800»"', 'escape sequence is an invalid Unicode code point'],
  ['"«\\»', 'escape sequence not terminated'],
  ['"a«\ufffd»"', 'invalid UTF-8 rune'],
  ['`«\ud800»`', 'invalid UTF-8 rune'],

  // matchers
  ['up{a«:»b="c"}', 'unexpected character inside braces: ":"'],
  ['up{a«}»', 'unexpected "}" in label matching, expected label matching operator'],
  ['up{a=«b»}', 'unexpected identifier "b" in label matching, expected string', 'quote the value: "b"'],
  ['up{a=«5m»}', 'unexpected duration "5m" in label matching, expected string', 'quote the value: "5m"'],
  ['up{a=«=»"b"}', 'unexpected "=" in label matching, expected string', 'a matcher has a single ='],
  ['up{a="b" «c»="d"}', 'unexpected identifier "c" in label matching, expected "," or "}"'],
  ['up{«,»}', 'unexpected "," in label matching, expected identifier or "}"'],
  ['up{a="b"«»', 'unexpected end of input in label matching, expected "," or "}"', 'add the missing "}"'],
  ['up{a=~«"("»}', 'error parsing regexp: missing closing ): `(`'],
  ['up{a!~«"(?!x)"»}', 'error parsing regexp: invalid or unsupported Perl syntax: `(?!`'],
  ['up{a="b"}«{»c="d"}', 'unexpected "{"'],

  // durations
  ['up[«]»', 'unexpected "]" in range or subquery, expected number, duration, step() or range()'],
  ['up[«x»]', 'unexpected identifier "x" in range or subquery, expected number, duration, step() or range()'],
  ['up[«5min»]', 'bad number or duration syntax: "5min"'],
  ['up[«5m1h»]', 'not a valid duration string: "5m1h"'],
  ['up[«1.5h»]', 'not a valid duration string: "1.5h"'],
  ['up[«5hs»]', 'unknown unit "hs" in duration "5hs"'],
  ['up[«300y»]', 'duration out of range'],
  ['up[«9.5e10»]', 'duration out of range'],
  ['up offset «NaN»', 'duration out of range'],
  ['up[«0s»]', 'duration must be greater than 0'],
  ['up[5m:«-1m»]', 'duration must be greater than 0'],
  ['up[5m / «0»]', 'division by zero'],
  ['up[5m % «0»]', 'modulo by zero'],
  ['up[max_of(5m«)»]', 'unexpected ")" in range or subquery, expected ","'],
  ['up[5m«»', 'unexpected end of input in subquery or range, expected ":" or "]"'],
  ['up[5m:1m«:»1m]', 'unexpected ":" in subquery selector, expected duration or "]"'],
  ['up[step()«:»1m]', 'unexpected colon before duration in duration expression'],
  ['up[«#» five minutes\n5m]', 'unexpected character: "#"'],
  ['up offset «"5m"»', 'unexpected string "5m" in offset, expected number, duration, step() or range()'],

  // what may be modified, and once
  [
    '(a + b)«[5m]»',
    'ranges only allowed for vector selectors',
    'a range over anything else is a subquery, with a colon: [5m:]',
  ],
  [
    '«1» offset 5m',
    'offset modifier must be preceded by an instant vector selector or range vector selector or a subquery',
  ],
  ['«sum(a)» @ 5', '@ modifier must be preceded by an instant vector selector or range vector selector or a subquery'],
  ['a offset 5m«[5m]»', 'no offset modifiers allowed before range', 'the range comes first: metric[5m] offset 1h'],
  ['a @ 5«[5m]»', 'no @ modifiers allowed before range'],
  ['a offset 1m «offset 2m»', 'offset may not be set multiple times'],
  ['a @ 1 «@ end()»', '@ <timestamp> may not be set multiple times'],
  ['a @ «x»', 'unexpected identifier "x" in @, expected timestamp'],
  ['a @ start«»', 'unexpected end of input in @, expected "("'],
  ['a @ «Inf»', 'timestamp out of bounds for @ modifier: +Inf'],
  ['«a[5m:] anchored»', 'anchored modifier is not supported for subqueries'],
  ['«sum(a) smoothed»', 'smoothed modifier must follow a selector'],
  ['«a anchored smoothed»', 'anchored and smoothed modifiers cannot be used together'],

  // calls, aggregations, groupings
  [
    '«Rate»(a[5m])',
    'unknown function with name "Rate"',
    'did you mean rate? Functions are written in lower case, words with _',
  ],
  ['«histogram_quantil»(1, a)', 'unknown function with name "histogram_quantil"', 'did you mean histogram_quantile?'],
  ['«nothing_like_it»()', 'unknown function with name "nothing_like_it"'],
  ['abs(a«,»)', 'trailing commas not allowed in function call args'],
  ['abs(«,» a)', 'unexpected ","'],
  ['round(a «5»)', 'unexpected number "5", expected "," or ")"', 'an operator or a comma is missing before it'],
  ['sum «a»', 'unexpected identifier "a" in aggregation', 'write sum(…)'],
  ['sum by (x) «a»', 'unexpected identifier "a" in aggregation, expected "("'],
  ['sum(a) by (x) «by» (y)', 'unexpected keyword "by"', 'an aggregation takes one of by (…) and without (…)'],
  ['sum by «a»', 'unexpected identifier "a" in grouping opts, expected "("'],
  ['sum by («,») (a)', 'unexpected "," in grouping opts, expected label'],
  ['sum by (a «b») (c)', 'unexpected identifier "b" in grouping opts, expected "," or ")"'],
  ['sum by («""») (a)', 'invalid label name for grouping: ""'],
  ['sum by («without») (a)', 'unexpected keyword "without" in grouping opts, expected label'],
  ['a + fill («b») c', 'unexpected identifier "b" in fill modifier, expected number'],

  // Grafana's
  [
    'rate(a[«$__rate_interval»])',
    'Grafana variable $__rate_interval is legal in dashboards only',
    'write a duration, such as 5m',
  ],
  ['a > «${limit}»', 'Grafana variable ${limit} is legal in dashboards only', 'write the value itself'],
];

const types: readonly Refused[] = [
  ['rate(«a»)', 'expected type range vector in call to function "rate", got instant vector', 'give it a range: a[5m]'],
  ['rate(«sum(a)»)', 'expected type range vector in call to function "rate", got instant vector'],
  ['abs(«a[5m]»)', 'expected type instant vector in call to function "abs", got range vector'],
  ['abs(«1»)', 'expected type instant vector in call to function "abs", got scalar', 'write vector(…) around it'],
  ['vector(«a»)', 'expected type scalar in call to function "vector", got instant vector', 'write scalar(…) around it'],
  [
    'label_join(a, «b», "c")',
    'expected type string in call to function "label_join", got instant vector',
    'put it in quotes',
  ],
  ['«abs()»', 'expected 1 argument(s) in call to "abs", got 0', 'it takes abs(instant vector)'],
  ['«time(a)»', 'expected 0 argument(s) in call to "time", got 1', 'it takes time()'],
  [
    '«round()»',
    'expected at least 1 argument(s) in call to "round", got 0',
    'it takes round(instant vector[, scalar])',
  ],
  ['«hour(a, b)»', 'expected at most 1 argument(s) in call to "hour", got 2', 'it takes hour([instant vector])'],
  ['«label_join(a, "b")»', 'expected at least 3 argument(s) in call to "label_join", got 2'],
  ['info(a, «b == 1»)', 'expected label selectors only'],
  ['info(a, «b{c="d"}»)', 'expected label selectors only, got vector selector instead'],
  ['«sum()»', 'no arguments for aggregate expression provided', 'write sum(vector)'],
  [
    '«topk(a)»',
    'wrong number of arguments for aggregate expression provided, expected 2, got 1',
    'write topk(scalar, vector)',
  ],
  ['«sum(a, b)»', 'wrong number of arguments for aggregate expression provided, expected 1, got 2'],
  ['sum(«a[5m]»)', 'expected type instant vector in aggregation expression, got range vector'],
  [
    'topk(«a», b)',
    'expected type scalar in aggregation parameter, got instant vector',
    'the scalar comes first: topk(5, …)',
  ],
  ['count_values(«1», b)', 'expected type string in aggregation parameter, got scalar'],
  ['«-a[5m]»', 'unary expression only allowed on expressions of type scalar or instant vector, got "range vector"'],
  ['«-"a"»', 'unary expression only allowed on expressions of type scalar or instant vector, got "string"'],
  ['a + «"b"»', 'binary expression must contain only scalar and instant vector types'],
  ['«a[5m]» * 2', 'binary expression must contain only scalar and instant vector types'],
  ['1 «==» 2', 'comparisons between scalars must use BOOL modifier', 'write == bool'],
  ['a «+» bool b', 'bool modifier can only be used on comparison operators'],
  ['«a and 1»', 'set operator "and" not allowed in binary scalar expression'],
  ['«a + on (x) 1»', 'vector matching only allowed between instant vectors'],
  ['«1 + fill (0) a»', 'filling in missing series only allowed between instant vectors'],
  ['«a or fill (0) b»', 'filling in missing series not allowed for set operators'],
  ['«a unless on (x) group_left (y) b»', 'no grouping allowed for "unless" operation'],
  ['a * on (x) group_left («x») b', 'label "x" must not occur in ON and GROUP clause at once'],
  ['«a[5m:][5m:]»', 'subquery is only allowed on instant vector, got matrix instead'],
  ['«1[5m:]»', 'subquery is only allowed on instant vector, got scalar instead'],
  ['«{}»', 'vector selector must contain at least one non-empty matcher'],
  ['«{a=~".*",b!="x"}»', 'vector selector must contain at least one non-empty matcher'],
  ['a{«"b"»}', 'metric name must not be set twice: "a" or "b"'],
  ['a{«__name__=~"b"»}', 'metric name must not be set twice: "a" or "b"'],
];

const features: readonly Refused[] = [
  [
    '«mad_over_time»(a[5m])',
    'function "mad_over_time" is not enabled',
    'Prometheus needs --enable-feature=promql-experimental-functions',
  ],
  ['«start»()', 'function "start" is not enabled'],
  ['«limitk»(1, a)', 'limitk() is experimental and not enabled'],
  ['«a anchored»', 'anchored modifier is experimental and not enabled'],
  ['a + «fill (0)» b', 'binop fill modifiers are experimental and not enabled'],
  // A Prometheus before 3.0 has it.
  [
    '«holt_winters»(a[5m], 1, 1)',
    'unknown function with name "holt_winters"',
    'it is double_exponential_smoothing now',
  ],
];

const rows = (table: readonly Refused[]) => table.map(([marked, message, help]) => ({ marked, message, help }));

function unmark(marked: string): { text: string; start: number; end: number } {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  return { text: marked.replace('«', '').replace('»', ''), start, end };
}

function expectOnly(marked: string, kind: string, message: string, help: string | undefined, all: boolean): void {
  const { text, start, end } = unmark(marked);
  const { errors } = parse(text, { experimental: all });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({ kind, message, start, end, ...(help === undefined ? {} : { help }) });
}

describe('one problem, at its place, with what to write instead', () => {
  test.each(rows(syntax))('$marked', ({ marked, message, help }) => expectOnly(marked, 'syntax', message, help, true));
  test.each(rows(types))('$marked', ({ marked, message, help }) => expectOnly(marked, 'type', message, help, true));
  test.each(rows(features))('$marked', ({ marked, message, help }) =>
    expectOnly(marked, 'feature', message, help, false),
  );
  test.each([['extended-range-selectors'], ['promql-extended-range-selectors']] as const)(
    '%s switches on that and nothing else',
    (feature) => {
      const { errors } = parse('up anchored + start() + up[5m + 1m:]', { experimental: [feature] });
      expect(errors.map(({ kind, start }) => [kind, start])).toEqual([
        ['feature', 14],
        ['type', 24],
      ]);
    },
  );
});

describe('all problems are reported', () => {
  const messages = (text: string) => parse(text).errors.map(({ start, message }) => `${start}: ${message}`);

  test('one for each argument', () => {
    expect(messages('clamp(a{b=c}, d{e~"f"}, )')).toEqual([
      '10: unexpected identifier "c" in label matching, expected string',
      '17: unexpected character inside braces: "~"',
      '22: trailing commas not allowed in function call args',
    ]);
  });

  test('types only where the text can be read', () => {
    expect(messages('sum(rate(a)) + abs(1)')).toHaveLength(2);
    expect(messages('sum(rate(a)) + abs(1')).toEqual(['20: unclosed left parenthesis']);
  });

  test('with no tree where the text cannot be read, with one where only its types are wrong', () => {
    expect(parse('a +').ast).toBeUndefined();
    expect(parse('rate(a)').ast).toMatchObject({ kind: 'call', func: 'rate' });
    expect(parse('limitk(1, a)').ast).toMatchObject({ kind: 'aggregation', op: 'limitk' });
  });
});
