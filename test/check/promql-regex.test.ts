import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

const catalog = `
server.gauge('shop_cart', { help: 'Carts.', counts: 'carts', labels: { size: oneOf('s', 'm', 'l'), maybe: oneOf('a', 'b', ''), only: oneOf('x'), any: upTo(9) } });
`;
const found = (selector: string, id = 'promql-regex') =>
  judge(`${catalog}shop.alert('A', { when: promql\`shop_cart{${selector}} > 5\`, ...warning });`).filter(
    ({ check }) => check === id,
  );

describe('promql-regex', () => {
  it.each([
    ['any=~"bar"', 'write any="bar"'],
    ['any!~"bar"', 'write any!="bar"'],
    ['any=~"foo bar-1"', 'write any="foo bar-1"'],
    ['any=~""', 'write any=""'],
    ['any=~"(?:)"', 'write any=""'],
    ['any=~"(bar)"', 'write any="bar"'],
    ['any!~"^(?:bar)$"', 'write any!="bar"'],
    ['any=~"^bar$"', 'write any="bar"'],
    ['any=~"^(a|b)$"', 'write any=~"(a|b)"'],
    ['any=~"^a.*"', 'write any=~"a.*"'],
    ['any=~"a.+$"', 'write any=~"a.+"'],
    ['any=~"^a$|^b$"', 'write any=~"a|b"'],
    ['any=~"(foo|^.+)$"', 'write any=~"(foo|^.+)"'],
    ['any!~"^a|b$"', 'write any!~"a|b"'],
    ['any=~".*"', 'leave it out, or write any!="" where the label must be there'],
    ['any=~"(.*)"', 'leave it out, or write any!="" where the label must be there'],
    ['any=~"a|.*"', 'leave it out, or write any!="" where the label must be there'],
    ['any=~"^.*$"', 'leave it out, or write any!="" where the label must be there'],
    ['any!~".*"', 'leave it out, or write another pattern'],
    ['any!~".+"', 'write any=""'],
    ['size=~"s|m|l"', 'leave it out'],
    ['size=~"."', 'leave it out'],
    ['size=~"[a-z]"', 'leave it out'],
    ['size!~"x.*"', 'leave it out'],
    ['size=~"[a-l]"', 'write size="l"'],
    ['size!~"s|m"', 'write size="l"'],
    ['maybe=~"a|b|"', 'leave it out'],
    ['maybe=~"a.*"', 'write maybe="a"'],
    ['size=~"s"', 'write size="s"'],
    ['any=~".*", size="s"', 'leave it out, or write any!="" where the label must be there'],
  ])('%s', (selector, help) => {
    expect(found(selector)).toMatchObject([{ at: selector.split(',')[0], help }]);
  });

  it.each([
    'any="bar"',
    'any=~"a|b"',
    'any=~"a(b|c)"',
    'any=~".+"',
    'any=~".*foo.*"',
    'any=~"5.."',
    'any=~"(?i)foo"',
    'any=~"(?m)^foo$"',
    'any=~"a\\\\$"',
    'any=~"\\\\d+"',
    'any=~"[$]"',
    'any=~"foo.bar"',
    'any!~"a|b"',
    'any=~"a|"',
    'size=~"s|m"',
    'size!~"s"'.replace('~', '='),
    'maybe=~".+"',
    'maybe=~"a|b"',
    'maybe!~"a.*"',
    'only=~"x.*"',
  ])('nothing to say of %s', (selector) => {
    expect(found(selector)).toEqual([]);
  });

  it('leaves what selects nothing to promql-label-value', () => {
    expect(found('size=~"xl.*"')).toEqual([]);
    expect(found('size=~"xl.*"', 'promql-label-value')).toHaveLength(1);
  });

  it('says nothing of variables of dashboards, and of patterns that the builder made', () => {
    const body = `${catalog}
const method = shop.variable.labelValues(requests, 'method', { multi: true, includeAll: true });
shop.dashboard('d', { title: 'D', variables: [method], rows: [row('R', [
  timeseries('A', { query: requests.where({ method, status: ['error'] }).rate().sum(), description: 'A.' }),
  timeseries('B', { query: promql\`sum(rate(shop_requests_total{method=~"$method"}[$__rate_interval]))\`, description: 'B.' }),
  timeseries('C', { query: promql\`sum(rate(shop_requests_total{method=~"^$method$"}[$__rate_interval]))\`, description: 'C.' }),
  timeseries('D', { query: promql\`sum(rate(shop_requests_total{method=~"GET"}[$__rate_interval]))\`, description: 'D.' }),
])] });`;
    const all = judge(body).filter(({ check }) => check === 'promql-regex');
    expect(all.map(({ at }) => at)).toEqual(['method=~"GET"']);
  });
});

describe('promql-label-value', () => {
  it.each([
    ['size=~"s|xl"', '"s|xl"', 'label "size" never has the value "xl"'],
    ['size=~"(s|xl)"', '"(s|xl)"', 'label "size" never has the value "xl"'],
    ['size=~"^(?:m|xl)$"', '"^(?:m|xl)$"', 'label "size" never has the value "xl"'],
    ['size!~"s|m|l"', '"s|m|l"', 'without "s|m|l" no value of label "size" is left'],
    ['size!~".*"', '".*"', 'without ".*" no value of label "size" is left'],
    ['only!="x"', '"x"', 'without "x" no value of label "only" is left'],
  ])('%s', (selector, at, message) => {
    expect(found(selector, 'promql-label-value')).toMatchObject([{ at, message }]);
  });

  it.each([
    'size=~"s|m"',
    'size=~"s|m|"',
    'maybe=~"a|"',
    'maybe!~"a|b"',
    'maybe!=""',
    'only!="y"'.replace('!=', '=~').replace('y', 'x'),
    'any=~"a|b"',
    'size=~"[st]|m"',
  ])('nothing to say of %s', (selector) => {
    expect(found(selector, 'promql-label-value')).toEqual([]);
  });

  it('knows the quantiles of a summary', () => {
    const of = (quantile: string) =>
      judge(`server.summary('shop_gc_seconds', { help: 'Pauses.', unit: 'seconds', quantiles: [0.5, 0.9, 1] });
shop.alert('A', { when: promql\`shop_gc_seconds{quantile=${quantile}} > 5\`, ...warning });`)
        .filter(({ check }) => check === 'promql-label-value')
        .map(({ at }) => at);
    expect(of('"0.9"')).toEqual([]);
    expect(of('"0.95"')).toEqual(['"0.95"']);
    expect(of('"1.0"')).toEqual([]);
    expect(of('"90"')).toEqual(['"90"']);
  });
});

describe('text that reads as a pattern', () => {
  it.each([
    ['any="5.."', 'write any=~"5.."'],
    ['any!="lo|veth.*"', 'write any!~"lo|veth.*"'],
    ['any="foo.*"', 'write any=~"foo.*"'],
    ['any="one|two"', 'write any=~"one|two"'],
  ])('%s', (selector, help) => expect(found(selector).map((one) => one.help)).toEqual([help]));

  it.each(['any="5xx"', 'any="/users/.*"', 'any="a.b"', 'any="*"', 'any="v1.2"', 'any="GET|"', 'any="$x"'])(
    '%s is a value',
    (selector) => expect(found(selector)).toEqual([]),
  );
});
