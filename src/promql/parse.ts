/** PromQL text to syntax tree. Reference for verdict, shape and words: Prometheus 3.14, `promql/parser`. */
import type { Expr, Source } from './ast.ts';
import { checkTypes } from './check-types.ts';
import { advance } from './lex.ts';
import { parseExpr } from './parse-expr.ts';
import { type Feature, fail, type Hole, type Parser, unexpected } from './parser.ts';
import type { SyntaxProblem } from './problem.ts';

export interface ParseOptions {
  /** Grafana variables and macros are legal: `[$__rate_interval]`, `by ($group)`. */
  readonly macros?: boolean;
  /** Parts of the language that are switched on; those stable in Prometheus 3.14 unless said. */
  readonly features?: ReadonlySet<Feature> | 'all';
  /** Stamped on every node. */
  readonly source?: Source | undefined;
  /** Places taken by expressions that exist already; the text there is their printed form. */
  readonly holes?: readonly Hole[];
}

export interface ParseResult {
  /** Absent where the text cannot be read; there in spite of problems of type or feature. */
  readonly ast: Expr | undefined;
  /** Empty exactly where Prometheus accepts the text. */
  readonly errors: readonly SyntaxProblem[];
}

const stable: ReadonlySet<Feature> = new Set<Feature>(['duration-expr']);
const noHoles: readonly Hole[] = [];

/**
 * Parses an expression and checks its types. Never throws.
 *
 * @example parse('sum(rate(http_requests_total[5m])) by (job)').ast
 */
export function parse(text: string, options: ParseOptions = {}): ParseResult {
  const p = begin(text, options);
  advance(p);
  const ast = parseWhole(p);
  if (p.problems.some((problem) => problem.kind !== 'feature')) return { ast: undefined, errors: inOrder(p.problems) };
  const errors = checkTypes(ast, p.taken);
  return { ast, errors: p.problems.length === 0 ? inOrder(errors) : inOrder([...p.problems, ...errors]) };
}

function parseWhole(p: Parser): Expr {
  if (p.kind === 'eof') fail(p, 0, 0, 'no expression found in input');
  const ast = parseExpr(p);
  if (p.kind === 'eof') return ast;
  if (p.kind === ')') fail(p, p.start, p.end, "unexpected right parenthesis ')'", 'no parenthesis is open here');
  else unexpected(p, '', '', helpForRest(p));
  return ast;
}

function helpForRest(p: Parser): string | undefined {
  if (p.kind === '=') return 'write == to compare';
  if (p.kind === 'by' || p.kind === 'without') return 'an aggregation takes one of by (…) and without (…)';
  if (p.kind === 'identifier' || p.kind === 'number' || p.kind === 'string') return 'an operator is missing before it';
  return undefined;
}

function inOrder(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  return problems.length < 2 ? problems : [...problems].sort((a, b) => a.start - b.start);
}

function begin(text: string, options: ParseOptions): Parser {
  const holes = options.holes ?? noHoles;
  return {
    text,
    problems: [],
    pos: 0,
    kind: 'eof',
    start: 0,
    end: 0,
    lastEnd: 0,
    value: '',
    number: 0,
    inside: 'nothing',
    bracketNumber: false,
    bracketColon: false,
    source: options.source,
    macros: options.macros ?? false,
    features: options.features ?? stable,
    holes,
    hole: 0,
    holeStart: holes[0]?.start ?? -1,
    taken: new Map(),
    type: 'unknown',
    depth: 0,
    lost: false,
  };
}
