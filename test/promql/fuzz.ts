/** Real expressions, damaged: what must hold of any text at all. */
import type { At, Duration, Expr, Span } from '../../src/promql/index.ts';
import {
  children,
  equal,
  infer,
  labelReferences,
  parse,
  pretty,
  print,
  rangeReads,
  walk,
} from '../../src/promql/index.ts';
import { dashboardExpressions, evaluatedCases, parseCases, ruleExpressions } from './corpora.ts';
import { experimental, printedAsWritten, printedOtherwise, withVariables } from './expressions.ts';
import { lookup } from './infer-catalog.ts';

export const seeds: readonly string[] = [
  ...printedAsWritten,
  ...printedOtherwise.flat(),
  ...experimental,
  ...withVariables,
  ...parseCases.map(({ input }) => input).filter((text) => text.length < 300),
  ...ruleExpressions(),
  ...dashboardExpressions(),
  ...evaluatedCases.map(({ expr }) => expr),
];

const pieces = [
  ...'(){}[],:=!~<>@+-*/%^"\'`\\#$. \n\t\r0159eExX_smhdwyµ',
  ...['\u00a0', '\ufffd', '\ud800', '\udc00', '☺', '\u0000', '\u2028', '\ufeff'],
  ...[
    '[5m:]',
    '[5m]',
    ' offset ',
    ' by (',
    ' without ()',
    '0x',
    'bool',
    ' on ()',
    ' group_left',
    ' ignoring (a) ',
    ' fill (1) ',
  ],
  ...[
    ' @ start()',
    ' @ 1',
    '=~"',
    '!~"(',
    '$__rate_interval',
    '${a}',
    '[[a]]',
    ' and ',
    ' atan2 ',
    ' </ ',
    'up',
    'sum(',
    ' unless ',
  ],
  ...[
    '1e',
    'Inf',
    'nan',
    '5m',
    '-1h',
    'step()',
    'max_of(',
    'anchored',
    'smoothed',
    'start()',
    '\\x',
    '\\u00',
    '__name__="a"',
  ],
  ...['requests_total', 'latency_seconds_bucket', 'rate(', 'label_replace(', 'absent(', 'info('],
];

/** Numbers from 0 up to a bound, always the same for the same seed (xorshift32). */
export type Random = (bound: number) => number;

export function randomFrom(seed: number): Random {
  let state = seed | 0 || 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

/** A real expression with one to four pieces taken out, put in, doubled, or taken from another. */
export function damaged(random: Random): string {
  let text = seeds[random(seeds.length)]!.slice(0, 400);
  for (let cuts = 1 + random(4); cuts > 0; cuts--) {
    const at = random(text.length + 1);
    text = text.slice(0, at) + insertion(random, text) + text.slice(at + (random(2) === 0 ? 0 : random(7)));
  }
  return text;
}

function insertion(random: Random, text: string): string {
  const from = random(text.length + 1);
  switch (random(5)) {
    case 0:
      return '';
    case 1:
      return text.slice(from, from + random(12));
    case 2:
      return seeds[random(seeds.length)]!.slice(0, random(40));
    default:
      return pieces[random(pieces.length)]!;
  }
}

const everything = { experimental: true, macros: true } as const;

/** What is wrong with how a text is treated; undefined where nothing is. Throws what the functions throw. */
export function faultOf(text: string): string | undefined {
  const { ast, errors } = parse(text, everything);
  for (const error of errors) if (!isWithin(error, text)) return `an error lies outside: ${JSON.stringify(error)}`;
  if (errors.some(({ start }, index) => start < (errors[index - 1]?.start ?? 0))) return 'errors are not in order';
  if (ast === undefined) return errors.length === 0 ? 'neither tree nor error' : undefined;
  return (
    misplaced(ast, text) ?? printedFault(text, ast, errors.length === 0) ?? inferenceFault(ast) ?? strictFault(text)
  );
}

/** What is refused with everything switched on is refused without. */
function strictFault(text: string): string | undefined {
  const strict = parse(text);
  const loose = parse(text, everything);
  return strict.errors.length === 0 && loose.errors.length > 0 ? 'switching features on makes it wrong' : undefined;
}

function isWithin({ start, end }: Span, { length }: { readonly length: number }): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= length;
}

function misplaced(ast: Expr, text: string): string | undefined {
  let fault: string | undefined = isWithin(ast, text) ? undefined : 'the tree lies outside';
  const ranged = new Set<Expr>();
  walk(ast, (node) => {
    if (node.kind === 'matrix') ranged.add(node.selector);
    for (const span of [...children(node), ...partsOf(node, ranged.has(node))]) {
      if (span.start < node.start || span.end > node.end || span.start > span.end)
        fault ??= `${JSON.stringify(span)} is not within its ${node.kind}`;
    }
    let end = node.start;
    for (const child of operandsInOrder(node)) {
      if (child.start < end) fault ??= `operands of ${node.kind} are not in order`;
      end = child.end;
    }
  });
  return fault;
}

function operandsInOrder(node: Expr): readonly Span[] {
  if (node.kind === 'binary') return [node.lhs, node.opSpan, node.rhs];
  return node.kind === 'selector' ? node.matchers : children(node);
}

/** Everything in a node that has a place and is no expression. What follows a range is the range's, though the selector has it. */
function partsOf(node: Expr, isRanged: boolean): readonly Span[] {
  const parts: (Span | At | Duration | undefined)[] = [];
  if (node.kind === 'selector') {
    parts.push(node.nameSpan, ...node.matchers.flatMap((matcher) => [matcher, matcher.labelSpan, matcher.valueSpan]));
    if (!isRanged) parts.push(node.offset, node.at);
  }
  if (node.kind === 'matrix') parts.push(node.range, node.selector.offset, node.selector.at);
  if (node.kind === 'subquery') parts.push(node.range, node.step, node.offset, node.at);
  if (node.kind === 'aggregation') parts.push(...node.grouping);
  if (node.kind === 'binary')
    parts.push(node.opSpan, ...(node.matching?.labels ?? []), ...(node.matching?.include ?? []));
  return parts.filter((part) => part !== undefined);
}

function printedFault(source: string, ast: Expr, accepted: boolean): string | undefined {
  const texts = [print(ast), pretty(ast), pretty(ast, 10)];
  if (!accepted) return undefined;
  for (const text of texts) {
    const again = parse(text, everything);
    if (again.errors.length > 0) return `what is printed is refused: ${text}: ${again.errors[0]!.message}`;
    // What follows `offset +(5m)` or `offset -+5` is read otherwise than after `offset (5m)` and `offset -5`, which are the same trees.
    if (/offset\s*(?:\+\s*\(|[-+]\s*[-+])/i.test(source)) continue;
    if (!equal(again.ast!, ast)) return `what is printed reads differently: ${text}`;
    if (print(again.ast!) !== texts[0]) return `printed again it differs: ${text}`;
  }
  return undefined;
}

function inferenceFault(ast: Expr): string | undefined {
  const inference = infer(ast, lookup);
  for (const { span } of labelReferences(inference))
    if (span.start < ast.start || span.end > ast.end) return `a label lies outside: ${JSON.stringify(span)}`;
  for (const { span } of rangeReads(inference))
    if (span.start < ast.start || span.end > ast.end) return `a range lies outside: ${JSON.stringify(span)}`;
  return inference.root.expr === ast ? undefined : 'the root of the inference is another node';
}
