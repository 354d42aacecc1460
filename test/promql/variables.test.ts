/** Grafana's variables: where they may stand and what they become. */
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../src/promql/ast.ts';
import { parse } from '../../src/promql/parse.ts';

function treeOf(text: string): Expr {
  const { ast, errors } = parse(text, { macros: true });
  expect(errors, text).toEqual([]);
  return ast!;
}

const macro = (text: string) => ({ kind: 'macro', text });

describe('a Grafana variable', () => {
  test.each(['$__rate_interval', '${interval}', '[[interval]]', '${interval:raw}'])('%s is a range', (text) => {
    expect(treeOf(`up[${text}]`)).toMatchObject({ kind: 'matrix', range: macro(text) });
  });

  test('is an offset, a subquery range and a step', () => {
    expect(treeOf('up offset $shift')).toMatchObject({ offset: macro('$shift') });
    expect(treeOf('up[$__range:$__interval]')).toMatchObject({ range: macro('$__range'), step: macro('$__interval') });
  });

  test('is part of a duration', () => {
    expect(treeOf('up[${n}m]')).toMatchObject({ range: macro('${n}m') });
    expect(treeOf('up[2 * $__interval]')).toMatchObject({ range: { op: '*', rhs: macro('$__interval') } });
  });

  test('is a number, or any expression, of a type nobody knows', () => {
    expect(treeOf('topk($n, up)')).toMatchObject({ param: macro('$n') });
    expect(treeOf('up > ${limit}')).toMatchObject({ rhs: macro('${limit}'), matching: undefined });
    expect(treeOf('abs($query) + [[other]]')).toMatchObject({
      lhs: { args: [macro('$query')] },
      rhs: macro('[[other]]'),
    });
    expect(treeOf('$a + on (job) $b')).toMatchObject({ matching: { on: true } });
  });

  test.each(['$metric{job="x"}', '$metric[5m]', '$metric offset 5m', '$metric @ end()'])(
    'is a metric in %s',
    (text) => {
      const expr = treeOf(text);
      expect(expr.kind === 'matrix' ? expr.selector : expr).toMatchObject({ kind: 'selector', name: '$metric' });
    },
  );

  test.each(['${prefix}_total', 'node_${what}_seconds', 'node_[[what]]', 'a:$b', '$a$b'])(
    'is part of the metric %s',
    (name) => {
      expect(treeOf(name)).toMatchObject({ kind: 'selector', name });
    },
  );

  test('is a label and part of one', () => {
    expect(treeOf('sum by ($group, x_${y}) (up)')).toMatchObject({
      grouping: [{ name: '$group' }, { name: 'x_${y}' }],
    });
    expect(treeOf('up{$label="x"}')).toMatchObject({ matchers: [{ label: '$label', value: 'x' }] });
  });

  test('is a function and part of one', () => {
    expect(treeOf('${fn}_over_time(up[5m])')).toMatchObject({ kind: 'call', func: '${fn}_over_time' });
    expect(treeOf('$fn(up)')).toMatchObject({ kind: 'call', func: '$fn' });
  });

  test('is text in a string, and no regular expression is checked that has one', () => {
    expect(treeOf('up{job=~"$job(",x="${y}"}')).toMatchObject({ matchers: [{ value: '$job(' }, { value: '${y}' }] });
  });

  test('has its place', () => {
    expect(treeOf('up > $limit')).toMatchObject({ rhs: { start: 5, end: 11 } });
  });

  test('cannot stand where only a timestamp can', () => {
    expect(parse('up @ $ts', { macros: true }).errors).toMatchObject([
      { start: 5, end: 8, message: 'unexpected Grafana variable $ts in @, expected timestamp' },
    ]);
  });

  test('is refused outside of dashboards, each once', () => {
    expect(parse('rate(up[$__rate_interval]) > $x').errors).toMatchObject([
      { start: 8, end: 24, message: 'Grafana variable $__rate_interval is legal in dashboards only' },
      { start: 29, end: 31, message: 'Grafana variable $x is legal in dashboards only' },
    ]);
  });

  test('does not take brackets that are a range', () => {
    expect(treeOf('up[5m]')).toMatchObject({ kind: 'matrix' });
    expect(parse('up[[5m]]').errors).not.toEqual([]);
  });
});
