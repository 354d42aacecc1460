/** What may stand between a binary operator and its right side: `bool on (a) group_left (b) fill (0)`. */
import type { VectorMatching } from './ast.ts';
import { helpToEnable } from './feature.ts';
import { advance } from './lex.ts';
import { parseLabelNames } from './parse-selector.ts';
import { accept, at, close, hasFeature, type Mutable, type Parser, report, unexpected } from './parser.ts';
import { manyToMany, oneToOne } from './vector-matching.ts';

export interface Modifiers {
  readonly bool: boolean;
  readonly matching: VectorMatching;
  /** Whether matching or filling was written. */
  readonly written: boolean;
}

const ofVectors: Modifiers = { bool: false, matching: oneToOne, written: false };
const ofSets: Modifiers = { bool: false, matching: manyToMany, written: false };

export function parseModifiers(p: Parser, isSet: boolean): Modifiers {
  const bool = accept(p, 'bool');
  const written = p.kind === 'on' || p.kind === 'ignoring' || isFill(p.kind);
  if (!bool && !written) return isSet ? ofSets : ofVectors;
  const matching: Mutable<VectorMatching> = { ...(isSet ? manyToMany : oneToOne) };
  parseLabels(p, matching);
  parseFill(p, matching);
  return { bool, matching, written };
}

function isFill(kind: string): kind is 'fill' | 'fill_left' | 'fill_right' {
  return kind === 'fill' || kind === 'fill_left' || kind === 'fill_right';
}

function parseLabels(p: Parser, matching: Mutable<VectorMatching>): void {
  if (p.kind !== 'on' && p.kind !== 'ignoring') return;
  matching.on = p.kind === 'on';
  advance(p);
  matching.labels = parseLabelNames(p);
  if (!at(p, 'group_left') && !at(p, 'group_right')) return;
  matching.card = at(p, 'group_left') ? 'many-to-one' : 'one-to-many';
  advance(p);
  if (at(p, '(')) matching.include = parseLabelNames(p);
}

/** `fill (0)`, or `fill_left` and `fill_right` once each. */
function parseFill(p: Parser, matching: Mutable<VectorMatching>): void {
  const first = p.kind;
  if (!isFill(first)) return;
  const start = p.start;
  const value = parseFillValue(p);
  if (first !== 'fill_right') matching.fillLeft = value;
  if (first !== 'fill_left') matching.fillRight = value;
  if (first === 'fill_left' && p.kind === 'fill_right') matching.fillRight = parseFillValue(p);
  else if (first === 'fill_right' && p.kind === 'fill_left') matching.fillLeft = parseFillValue(p);
  if (hasFeature(p, 'binop-fill')) return;
  const message = 'binop fill modifiers are experimental and not enabled';
  const help = helpToEnable('binop-fill');
  report(p, { start, end: p.lastEnd, kind: 'feature', message, help });
}

function parseFillValue(p: Parser): number {
  advance(p);
  if (!accept(p, '(')) unexpected(p, 'fill modifier', '"("');
  const negative = p.kind === '-';
  if (p.kind === '-' || p.kind === '+') advance(p);
  const value = p.kind === 'duration' ? p.number / 1000 : p.number;
  if (p.kind === 'number' || p.kind === 'duration') advance(p);
  else unexpected(p, 'fill modifier', 'number');
  close(p, ')', 'fill modifier', '")"');
  return negative ? -value : value;
}
