import { ts } from '@ts-morph/common';
import type { Template } from '../model/declaration.ts';
import { spell } from './escapes.ts';
import { plain } from './follow.ts';

type Span = Template['holes'][number];

/** A stretch of the text and the source it is written as: literal text, or a hole. */
interface Piece {
  readonly start: number;
  readonly end: number;
  /** Source offset of a character of this piece; a hole answers with its edge. */
  readonly source: (offset: number, edge: 'start' | 'end') => number;
}

/** Characters of a source; `exact` where they are the very text that is meant, so that a fix may replace them. */
export interface Characters extends Span {
  readonly exact: boolean;
}

/** Where a span of the text that a literal stands for is written; undefined where that cannot be told. */
export function spanInLiteral(node: ts.Node, span: Span, template: Template | undefined): Characters | undefined {
  const literal = body(node);
  const pieces = piecesOf(literal, template);
  const written = pieces && spanIn(pieces, span);
  if (!written) return undefined;
  const text = template?.text ?? (ts.isStringLiteralLike(literal) ? literal.text : '');
  const source = literal.getSourceFile().text.slice(written.start, written.end);
  return { ...written, exact: source === text.slice(span.start, span.end) };
}

function spanIn(pieces: readonly Piece[], span: Span): Span | undefined {
  if (span.start === span.end) return collapsed(pieces, span.start);
  const first = pieces.find((piece) => span.start < piece.end);
  const last = pieces.find((piece) => span.end <= piece.end);
  return first && last && { start: first.source(span.start, 'start'), end: last.source(span.end, 'end') };
}

function collapsed(pieces: readonly Piece[], offset: number): Span | undefined {
  const at = pieces.find((piece) => offset <= piece.end)?.source(offset, 'start');
  return at === undefined ? undefined : { start: at, end: at };
}

/** The literal behind a value: what a tag is applied to, what an arrow function returns. */
function body(node: ts.Node): ts.Node {
  const value = plain(node);
  if (ts.isTaggedTemplateExpression(value)) return value.template;
  if (ts.isArrowFunction(value)) return plain(value.body);
  return value;
}

function piecesOf(node: ts.Node, template: Template | undefined): Piece[] | undefined {
  if (ts.isStringLiteralLike(node)) return literalPieces([node], template ?? { text: node.text, holes: [] });
  if (!ts.isTemplateExpression(node) || !template) return undefined;
  return literalPieces([node.head, ...node.templateSpans.map((span) => span.literal)], template);
}

type Part = ts.StringLiteralLike | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail;

/** Literal text and holes in turn: part, hole, part, hole, part. */
function literalPieces(parts: readonly Part[], { text, holes }: Template): Piece[] | undefined {
  if (parts.length !== holes.length + 1) return undefined;
  const pieces: Piece[] = [];
  for (const [index, part] of parts.entries()) {
    const before = holes[index - 1];
    const previous = parts[index - 1];
    if (before && previous) pieces.push(hole(before, inner(previous).end, inner(part).start));
    const written = partPiece(part, text, before?.end ?? 0, holes[index]?.start ?? text.length);
    if (!written) return undefined;
    pieces.push(written);
  }
  return pieces;
}

function hole(span: Span, start: number, end: number): Piece {
  return { ...span, source: (_, edge) => (edge === 'start' ? start : end) };
}

function partPiece(part: Part, text: string, start: number, end: number): Piece | undefined {
  const source = inner(part);
  const spelled = spell(part.getSourceFile().text.slice(source.start, source.end), text.slice(start, end));
  if (!spelled) return undefined;
  return { start, end, source: (offset) => source.start + (spelled.offsets[offset - start] ?? 0) };
}

/** Where the characters of a literal stand, without backtick, quote, `${` and `}`. */
function inner(part: Part): Span {
  const opensHole = ts.isTemplateHead(part) || ts.isTemplateMiddle(part);
  return { start: part.getStart() + 1, end: part.end - (opensHole ? 2 : 1) };
}
