/** Our tree in the shape of Prometheus' own, as the corpora have it: positions in UTF-8 bytes, durations in nanoseconds. */
import type { At, Duration, Expr, Span, VectorSelector } from '../../src/promql/ast.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function goTree(expr: Expr, text: string): Json {
  const bytes = (offset: number) => Buffer.byteLength(text.slice(0, offset));
  const range = ({ start, end }: Span): Json => [bytes(start), bytes(end)];

  function tree(node: Expr): Json {
    switch (node.kind) {
      case 'number':
        return {
          _t: 'NumberLiteral',
          Val: number(node.value),
          PosRange: range(node),
          ...(node.duration ? { Duration: true } : {}),
        };
      case 'string':
        return { _t: 'StringLiteral', Val: node.value, PosRange: range(node) };
      case 'selector':
        return selector(node);
      case 'matrix': {
        const { selector: inner } = node;
        const bare = { ...inner };
        return {
          _t: 'MatrixSelector',
          VectorSelector: selector(bare),
          ...duration('Range', node.range),
          EndPos: bytes(node.end),
        };
      }
      case 'subquery':
        return {
          _t: 'SubqueryExpr',
          Expr: tree(node.expr),
          ...duration('Range', node.range),
          ...duration('Step', node.step),
          ...duration('OriginalOffset', node.offset),
          ...at(node.at),
          EndPos: bytes(node.end),
        };
      case 'call':
        return { _t: 'Call', Func: node.func, Args: node.args.map(tree), PosRange: range(node) };
      case 'aggregation':
        return {
          _t: 'AggregateExpr',
          Op: node.op,
          Expr: tree(node.expr),
          ...(node.param === undefined ? {} : { Param: tree(node.param) }),
          ...(node.without ? { Without: true } : {}),
          ...(node.grouping.length === 0 ? {} : { Grouping: node.grouping.map(({ name }) => name) }),
          PosRange: range(node),
        };
      case 'binary': {
        const { matching } = node;
        return {
          _t: 'BinaryExpr',
          Op: node.op,
          LHS: tree(node.lhs),
          RHS: tree(node.rhs),
          ...(node.bool ? { ReturnBool: true } : {}),
          ...(matching === undefined
            ? {}
            : {
                VectorMatching: {
                  _t: 'VectorMatching',
                  Card: matching.card,
                  MatchingLabels: matching.labels.map(({ name }) => name),
                  On: matching.on,
                  Include: matching.include.map(({ name }) => name),
                  Fill: [matching.fillLeft ?? null, matching.fillRight ?? null].map((fill) =>
                    fill === null ? null : number(fill),
                  ),
                },
              }),
        };
      }
      case 'unary':
        return { _t: 'UnaryExpr', Op: node.op, Expr: tree(node.expr), StartPos: bytes(node.start) };
      case 'paren':
        return { _t: 'ParenExpr', Expr: tree(node.expr), PosRange: range(node) };
      case 'macro':
        return { _t: 'Macro', Text: node.text };
    }
  }

  function selector(node: VectorSelector): Json {
    const matchers: Json[] = node.matchers.map(({ op, label, value }) => ({ op, name: label, value }));
    if (node.name !== undefined) matchers.push({ op: '=', name: '__name__', value: node.name });
    return {
      _t: 'VectorSelector',
      ...(node.name === undefined ? {} : { Name: node.name }),
      LabelMatchers: matchers,
      ...duration('OriginalOffset', node.offset),
      ...at(node.at),
      ...(node.modifier === 'anchored' ? { Anchored: true } : node.modifier === 'smoothed' ? { Smoothed: true } : {}),
      PosRange: range(node),
    };
  }

  function duration(key: string, value: Duration | undefined): { readonly [key: string]: Json } {
    if (value === undefined) return {};
    return value.kind === 'duration' ? { [key]: value.milliseconds * 1e6 } : { [`${key}Expr`]: term(value) };
  }

  function term(value: Duration): Json {
    if (value.kind === 'macro') return { _t: 'Macro', Text: value.text };
    if (value.kind === 'duration') {
      return {
        _t: 'NumberLiteral',
        Val: value.milliseconds / 1000,
        ...(value.number ? {} : { Duration: true }),
        PosRange: range(value),
      };
    }
    return {
      _t: 'DurationExpr',
      Op: value.op,
      ...(value.lhs === undefined ? {} : { LHS: term(value.lhs) }),
      ...(value.rhs === undefined ? {} : { RHS: term(value.rhs) }),
      ...(value.wrapped ? { Wrapped: true } : {}),
    };
  }

  return tree(expr);
}

function at(value: At | undefined): { readonly [key: string]: Json } {
  if (value === undefined) return {};
  return value.kind === 'timestamp' ? { Timestamp: Math.round(value.seconds * 1000) } : { StartOrEnd: value.kind };
}

function number(value: number): Json {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? value : value > 0 ? '+Inf' : '-Inf';
}

/** What is looked at of a node before it is compared; `lossy` is a string whose bytes are no Unicode. */
interface GoNode {
  readonly _t?: string;
  readonly lossy?: string;
  readonly OriginalOffset?: number;
  readonly StartPos?: number;
}

/** The corpora's tree without what ours has not: empty lists, false, nulls, and the ends of duration arithmetic. */
export function normalized(tree: unknown): Json {
  if (Array.isArray(tree)) return tree.map(normalized);
  if (typeof tree !== 'object' || tree === null) return tree as Json;
  const node = tree as GoNode;
  if (node.lossy !== undefined) return node.lossy;
  const dropped = node._t === 'DurationExpr' ? ['StartPos', 'EndPos'] : [];
  if (node.OriginalOffset === 0) dropped.push('OriginalOffset');
  if (node.StartPos === 0) dropped.push('StartPos');
  const entries = Object.entries(node).filter(([key, value]) => !dropped.includes(key) && !isNothing(value));
  return Object.fromEntries(entries.map(([key, value]) => [key, normalized(value)]));
}

function isNothing(value: unknown): boolean {
  const isZero = value === null || value === false || value === 'one-to-one';
  return isZero || (Array.isArray(value) && (value.length === 0 || value.every((item) => item === null)));
}
