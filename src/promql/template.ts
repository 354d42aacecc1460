/** Go templates (text/template): those of the labels and annotations of rules, and those of notifications. */

import { ruleTemplates, type TemplateLanguage } from './template-language.ts';
import { lexAction, type TemplateToken } from './template-lex.ts';
import { elementOf, pipeline } from './template-pipeline.ts';
import {
  ActionError,
  at,
  type BlockKind,
  type Cursor,
  type ParsedTemplate,
  peek,
  type Standing,
  type State,
} from './template-state.ts';

export { notificationTemplates, templateVariables } from './template-language.ts';
export type { ParsedTemplate, QueryText, TemplateIssue, TemplateReference } from './template-state.ts';

/**
 * Reads a template: everything wrong with it, and the labels, values, functions and queries it uses. `dot` is the type of what is
 * passed in.
 */
export function parseTemplate(
  text: string,
  language: TemplateLanguage = ruleTemplates,
  dot: Standing = 'all',
): ParsedTemplate {
  const defined = Object.entries(language.variables).map(([name, stands]) => ({ name, stands }));
  const state: State = {
    language,
    issues: [],
    references: [],
    variables: [{ name: '$', stands: dot }, ...defined],
    blocks: [],
    dot,
    use: 'shown',
  };
  let from = 0;
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', from)) {
    outside(text, from, open, state);
    from = action(text, open, state);
  }
  outside(text, from, text.length, state);
  for (const block of state.blocks) {
    state.issues.push({ ...at(block), message: `this ${block.kind} is not closed: {{ end }} is missing` });
  }
  return { issues: state.issues, references: state.references };
}

/** `{ $labels.job }`: outside of actions nothing is filled in. */
function outside(text: string, from: number, to: number, { issues, language }: State): void {
  if (!language.filledIn) return;
  for (const { index, 0: name } of text.slice(from, to).matchAll(language.filledIn)) {
    const start = from + index;
    const message = `${name} stands outside of {{ … }}, so it is shown as it is`;
    issues.push({ start, end: start + name.length, message, instead: `{{ ${name} }}` });
  }
}

function action(text: string, open: number, state: State): number {
  const start = /^-\s/.test(text.slice(open + 2, open + 4)) ? open + 3 : open + 2;
  const comment = /^\s*\/\*/.exec(text.slice(start));
  if (comment) return skipComment(text, open, start + comment[0].length, state);
  const { tokens, end, problem } = lexAction(text, start);
  if (problem) {
    state.issues.push(problem);
    return end;
  }
  try {
    statement({ tokens, position: 0, whole: { start: open, end } }, state);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    state.issues.push({ ...error.at, message: error.message });
  }
  state.use = 'shown';
  return end;
}

function skipComment(text: string, open: number, from: number, state: State): number {
  const close = /\*\/(?:\s-)?\}\}/g;
  close.lastIndex = from;
  if (close.exec(text)) return close.lastIndex;
  state.issues.push({ start: open, end: from, message: 'the comment is not closed: */}} is missing' });
  return text.length;
}

function statement(cursor: Cursor, state: State): void {
  const first = peek(cursor);
  const keyword = first?.kind === 'word' ? first.text : undefined;
  if (keyword !== undefined && Object.hasOwn(keywords, keyword)) {
    cursor.position++;
    keywords[keyword]!(cursor, first!, state);
  } else pipeline(cursor, state);
  const rest = peek(cursor);
  if (rest) throw new ActionError(`unexpected ${rest.text}`, at(rest));
}

const keywords: Readonly<Record<string, (cursor: Cursor, word: TemplateToken, state: State) => void>> = {
  if: control,
  with: control,
  range: control,
  else: otherwise,
  end: closeBlock,
  define(cursor, word, state) {
    if (state.blocks.length > 0) throw new ActionError('define cannot stand inside another block', at(word));
    defines(stringArgument(cursor, word), state);
    openBlock('define', cursor, state);
    state.dot = undefined;
  },
  block(cursor, word, state) {
    defines(stringArgument(cursor, word), state);
    pipeline(cursor, state);
    openBlock('block', cursor, state);
    state.dot = undefined;
  },
  template(cursor, word, state) {
    const name = stringArgument(cursor, word);
    const stands = peek(cursor) ? pipeline(cursor, state).stands : undefined;
    state.references.push({ kind: 'template', name: name.text, stands, ...at(name) });
  },
  break: insideRange,
  continue: insideRange,
};

function openBlock(kind: BlockKind, cursor: Cursor, state: State): void {
  const outside = state.variables.length;
  state.blocks.push({ kind, outside, dotOutside: state.dot, otherwise: false, ...cursor.whole });
}

/** `{{ if … }}`, `{{ with … }}`, `{{ range … }}`: the block opens whatever is wrong with its pipeline. */
function control(cursor: Cursor, word: TemplateToken, state: State): void {
  const kind = word.text as 'if' | 'with' | 'range';
  openBlock(kind, cursor, state);
  if (kind !== 'range') state.use = 'condition';
  let stands: Standing;
  try {
    stands = pipeline(cursor, state, kind === 'range').stands;
  } finally {
    if (kind !== 'if') state.dot = kind === 'with' ? stands : elementOf(stands, state);
  }
}

function otherwise(cursor: Cursor, word: TemplateToken, state: State): void {
  const block = state.blocks.at(-1);
  if (!block || block.otherwise || block.kind === 'define' || block.kind === 'block')
    throw new ActionError('else without an if, with or range before it', at(word));
  state.dot = block.dotOutside;
  state.variables.length = block.outside;
  const next = peek(cursor);
  if (next?.kind === 'word' && next.text === block.kind && block.kind !== 'range') {
    cursor.position++;
    state.use = 'condition';
    const { stands } = pipeline(cursor, state);
    if (block.kind === 'with') state.dot = stands;
  } else block.otherwise = true;
}

function closeBlock(_cursor: Cursor, word: TemplateToken, state: State): void {
  const block = state.blocks.pop();
  if (!block) throw new ActionError('end without an if, with or range before it', at(word));
  state.dot = block.dotOutside;
  state.variables.length = block.outside;
}

function insideRange(_cursor: Cursor, word: TemplateToken, state: State): void {
  if (!state.blocks.some((block) => block.kind === 'range'))
    throw new ActionError(`${word.text} outside of range`, at(word));
}

function defines(name: TemplateToken, { references }: State): void {
  references.push({ kind: 'define', name: name.text, ...at(name) });
}

function stringArgument(cursor: Cursor, word: TemplateToken): TemplateToken {
  const token = peek(cursor);
  if (token?.kind !== 'string')
    throw new ActionError(`${word.text} needs the name of a template in quotes`, at(token ?? word));
  cursor.position++;
  return token;
}
