/** PromQL text to syntax tree. Reference for verdict, shape and words: Prometheus 3.14, `promql/parser`. */
import type { Expr, Source } from './ast.ts';
import { checkTypes } from './check-types.ts';
import { type Feature, featuresIn } from './feature.ts';
import { advance } from './lex.ts';
import { parseExpr } from './parse-expr.ts';
import { fail, type Hole, type Parser, unexpected } from './parser.ts';
import type { SyntaxProblem } from './problem.ts';

export interface ParseOptions {
  /** Grafana variables and macros are legal: `[$__rate_interval]`, `by ($group)`. */
  readonly macros?: boolean;
  /** Parts of PromQL that Prometheus 3.14 has behind flags: those to switch on, or `true` for all. None unless said. */
  readonly experimental?: boolean | Iterable<Feature>;
  /** Stamped on every node: where the text is from. Nothing here looks inside. */
  readonly source?: Source | undefined;
  /** For text put together from parts: places taken by trees that exist already, where the text is their printed form. */
  readonly holes?: readonly Hole[];
}

export interface ParseResult {
  /** Undefined where the text makes no tree, never half a one; present in spite of what its types or features get wrong. */
  readonly ast: Expr | undefined;
  /** Empty exactly where Prometheus 3.14 accepts the text. In order of position; types are judged once all can be read. */
  readonly errors: readonly SyntaxProblem[];
}

const noHoles: readonly Hole[] = [];

/**
 * Parses an expression and checks its types. Never throws; takes time in proportion to the text.
 *
 * @example parse('sum(rate(http_requests_total[5m])) by (job)').ast
 * @example parse('rate(up)').errors // [{ start: 5, end: 7, kind: 'type', message: 'expected type range vector …', help: … }]
 * @example parse('rate(up[$__rate_interval])', { macros: true }).errors // []
 * @example parse('limitk(5, up)', { experimental: ['experimental-functions'] }).errors // []
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
  return problems.length < 2 ? problems : [...problems].sort((a, b) => a.start - b.start || a.end - b.end);
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
    features: featuresIn(options.experimental ?? false),
    holes,
    hole: 0,
    holeStart: holes[0]?.start ?? -1,
    taken: new Map(),
    type: 'unknown',
    depth: 0,
    lost: false,
  };
}
