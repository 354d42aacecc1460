/** Random syntax trees that have a type, as the typed builder might make them: no spans, no parentheses. */
import fc from 'fast-check';
import type { Duration, Expr, LabelName, Matcher, VectorMatching, VectorSelector } from '../../src/promql/ast.ts';
import { functions } from '../../src/promql/functions.ts';
import { aggregators, binaryOperators } from '../../src/promql/operators.ts';

const place = { start: 0, end: 0 };

const name = fc.oneof(
  fc.constantFrom(
    'up',
    'job:x:rate5m',
    'sum',
    'offset',
    'by',
    'on',
    'Inf',
    'fill',
    'start',
    'my.metric',
    'ü "q" \\',
    ':a',
    '_',
  ),
  fc.stringMatching(/^[a-z_:][a-z0-9_:]{0,8}$/),
);
const label = fc.oneof(
  fc.constantFrom('job', 'le', 'on', 'a.b', 'ü', 'bool', '0'),
  fc.stringMatching(/^[a-z_][a-z0-9_]{0,5}$/),
);
/** What is no Unicode cannot come out of a text, nor can the mark that stands for it. */
export const wellFormed = (text: string) => text.replaceAll(/\p{Surrogate}|\ufffd/gu, '?');

const value = fc.oneof(
  fc.constantFrom('', 'api', 'a"b\\c\n', '☺', '\u0000\u007f\u2028'),
  fc.string({ unit: 'binary', maxLength: 6 }).map(wellFormed),
);
const number = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.999, 5e-324, 1e300, Infinity, -Infinity, NaN),
  fc.double(),
  fc.integer(),
);
const milliseconds = fc.oneof(
  fc.constantFrom(1, 999, 1000, 60_000, 3_600_000, 86_400_000, 604_800_000, 31_536_000_000),
  fc.integer({ min: 1, max: 9_000_000_000_000 }),
);

const literalDuration: fc.Arbitrary<Duration> = milliseconds.map((size) => ({
  kind: 'duration',
  milliseconds: size,
  number: false,
  ...place,
}));

const operation = (op: string, lhs: Duration | undefined, rhs: Duration | undefined, wrapped: boolean): Duration =>
  ({ kind: 'durationOperation', op, lhs, rhs, wrapped, ...place }) as Duration;

/** Parentheses stand wherever there is an operator in an operator, so that the tree is read back as it is. */
const duration: fc.Arbitrary<Duration> = fc.letrec<{ any: Duration; inner: Duration }>((tie) => ({
  inner: fc.oneof(
    { depthSize: 'small' },
    literalDuration,
    fc
      .integer({ min: 1, max: 100 })
      .map((size): Duration => ({ kind: 'duration', milliseconds: size * 1000, number: true, ...place })),
    fc.constantFrom('step', 'range').map((op) => operation(op, undefined, undefined, false)),
    fc
      .tuple(fc.constantFrom('min_of', 'max_of'), tie('inner'), tie('inner'))
      .map(([op, l, r]) => operation(op, l, r, false)),
    fc.tuple(fc.constantFrom(...'+-*/%^'), tie('inner'), tie('inner')).map(([op, l, r]) => operation(op, l, r, true)),
  ),
  any: fc.oneof(
    { weight: 4, arbitrary: literalDuration },
    {
      weight: 1,
      arbitrary: fc
        .tuple(literalDuration, fc.constantFrom(...'+-*'), tie('inner'))
        .map(([l, op, r]) => operation(op, l, r, false)),
    },
  ),
})).any;

/** After `offset` an operator needs parentheses. */
const offset: fc.Arbitrary<Duration | undefined> = fc.option(
  fc.oneof(
    literalDuration,
    literalDuration.map(
      (size): Duration => (size.kind === 'duration' ? { ...size, milliseconds: -size.milliseconds } : size),
    ),
    fc
      .tuple(literalDuration, fc.constantFrom(...'+-*'), literalDuration)
      .map(([l, op, r]) => operation(op, l, r, true)),
    fc.constantFrom('step', 'range').map((op) => operation(op, undefined, undefined, false)),
  ),
  { nil: undefined, freq: 3 },
);

const at = fc.option(
  fc.oneof(
    fc.constantFrom({ kind: 'start', ...place } as const, { kind: 'end', ...place } as const),
    fc
      .integer({ min: -1e12, max: 1e12 })
      .map((size) => ({ kind: 'timestamp', seconds: size / 1000, ...place }) as const),
  ),
  { nil: undefined, freq: 3 },
);

const matcher: fc.Arbitrary<Matcher> = fc
  .tuple(label, fc.constantFrom('=', '!=', '=~', '!~'), value, fc.constantFrom('a|b', 'x.*', '[0-9]+', '(?:a)?'))
  .map(([name, op, text, regex]) => ({
    label: name,
    op,
    value: op === '=' || op === '!=' ? text : regex,
    labelSpan: place,
    valueSpan: place,
    ...place,
  }));

const selector: fc.Arbitrary<VectorSelector> = fc
  .tuple(
    name,
    fc.array(matcher, { maxLength: 3 }),
    offset,
    at,
    fc.constantFrom(undefined, undefined, 'anchored', 'smoothed'),
  )
  .map(([name, matchers, offset, at, modifier]) => ({
    kind: 'selector',
    name,
    nameSpan: undefined,
    matchers,
    modifier,
    offset,
    at,
    ...place,
  }));

const labels: fc.Arbitrary<readonly LabelName[]> = fc.array(
  label.map((name) => ({ name, ...place })),
  { maxLength: 3 },
);

const fill = fc.option(fc.oneof(number, fc.constantFrom(0, 1e6, 0.00001)), { nil: undefined, freq: 2 });

const matching = (isSet: boolean): fc.Arbitrary<VectorMatching> =>
  fc.tuple(fc.boolean(), labels, labels, fc.constantFrom('one-to-one', 'many-to-one', 'one-to-many'), fill, fill).map(
    ([on, labels, include, card, fillLeft, fillRight]): VectorMatching =>
      isSet
        ? { card: 'many-to-many', on, labels, include: [], fillLeft: undefined, fillRight: undefined }
        : {
            card,
            on,
            labels,
            include:
              card === 'one-to-one' ? [] : include.filter(({ name }) => !labels.some((other) => other.name === name)),
            fillLeft,
            fillRight,
          },
  );

const signed = (expr: Expr, op: '+' | '-'): Expr =>
  // The sign of a number is the number's.
  expr.kind === 'number' ? expr : { kind: 'unary', op, expr, ...place };

const kindOf = (op: string) => binaryOperators[op as keyof typeof binaryOperators].kind;

const binary = (op: string, lhs: Expr, rhs: Expr, bool: boolean, matching: VectorMatching | undefined): Expr => ({
  kind: 'binary',
  op,
  opSpan: place,
  lhs,
  rhs,
  bool,
  matching,
  ...place,
});

const call = (func: string, args: readonly Expr[]): Expr => ({ kind: 'call', func, args, ...place });

const arithmetic = Object.keys(binaryOperators).filter((op) => kindOf(op) === 'arithmetic');
const callables = Object.entries(functions).filter(([func]) => func !== 'info');

type Tie = (key: 'vector' | 'scalar' | 'matrix' | 'string') => fc.Arbitrary<Expr>;

/** A call of each function, with as many arguments as it must have. */
function calls(returns: 'vector' | 'scalar', tie: Tie): fc.Arbitrary<Expr> {
  const rows = callables.filter(([, row]) => row.returns === returns);
  return fc
    .constantFrom(...rows)
    .chain(([func, row]) => fc.tuple(...row.args.map((type) => tie(type))).map((args) => call(func, args)));
}

const arbitraries = (tie: Tie) => ({
  string: value.map((text): Expr => ({ kind: 'string', value: text, ...place })),
  scalar: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number.map((size): Expr => ({ kind: 'number', value: size, duration: false, ...place })),
    milliseconds.map(
      (size): Expr => ({
        kind: 'number',
        value: Math.floor(size / 1000) + (size % 1000) / 1000,
        duration: true,
        ...place,
      }),
    ),
    fc
      .tuple(fc.constantFrom(...arithmetic), tie('scalar'), tie('scalar'))
      .map(([op, l, r]) => binary(op, l, r, false, undefined)),
    fc
      .tuple(fc.constantFrom('<', '>=', '=='), tie('scalar'), tie('scalar'))
      .map(([op, l, r]) => binary(op, l, r, true, undefined)),
    fc.tuple(tie('scalar'), fc.constantFrom('+', '-')).map(([expr, op]) => signed(expr, op as '+')),
    calls('scalar', tie),
  ),
  matrix: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(selector, duration).map(([inner, range]): Expr => ({ kind: 'matrix', selector: inner, range, ...place })),
    fc
      .tuple(tie('vector'), duration, fc.option(duration, { nil: undefined }), offset, at)
      .map(([expr, range, step, offset, at]): Expr => ({ kind: 'subquery', expr, range, step, offset, at, ...place })),
  ),
  vector: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    selector,
    fc
      .constantFrom(...Object.keys(binaryOperators))
      .chain((op) =>
        fc
          .tuple(tie('vector'), tie('vector'), fc.boolean(), matching(kindOf(op) === 'set'))
          .map(([l, r, bool, matching]) => binary(op, l, r, bool && kindOf(op) === 'comparison', matching)),
      ),
    fc
      .tuple(fc.constantFrom(...arithmetic), tie('vector'), tie('scalar'))
      .map(([op, l, r]) => binary(op, l, r, false, undefined)),
    fc
      .tuple(fc.constantFrom('>', '!='), tie('scalar'), tie('vector'))
      .map(([op, l, r]) => binary(op, l, r, false, undefined)),
    fc.tuple(tie('vector'), fc.constantFrom('+', '-')).map(([expr, op]) => signed(expr, op as '+')),
    fc.constantFrom(...Object.entries(aggregators)).chain(([op, row]) =>
      fc.tuple(row.param === null ? fc.constant(undefined) : tie(row.param), tie('vector'), fc.boolean(), labels).map(
        ([param, expr, without, grouping]): Expr => ({
          kind: 'aggregation',
          op,
          expr,
          param: param as Expr | undefined,
          without,
          grouping,
          ...place,
        }),
      ),
    ),
    calls('vector', tie),
  ),
});

/** Any expression that has a value type, of any construct. */
export const expression: fc.Arbitrary<Expr> = fc.letrec((tie) => arbitraries(tie as Tie)).vector;

/** The tree without its parentheses: what they mean is in its shape. */
export function bare(expr: Expr): Expr {
  switch (expr.kind) {
    case 'paren':
      return bare(expr.expr);
    case 'unary':
    case 'subquery':
      return { ...expr, expr: bare(expr.expr) };
    case 'call':
      return { ...expr, args: expr.args.map(bare) };
    case 'aggregation':
      return { ...expr, expr: bare(expr.expr), param: expr.param && bare(expr.param) };
    case 'binary':
      return { ...expr, lhs: bare(expr.lhs), rhs: bare(expr.rhs) };
    case 'number':
    case 'string':
    case 'macro':
    case 'selector':
    case 'matrix':
      return expr;
  }
}
