/** Go templates (text/template) as Prometheus uses them in the labels and annotations of rules. */
import { templateFunctionNamed } from './template-functions.ts';
import { lexAction, type TemplateToken } from './template-lex.ts';

interface Located {
  readonly start: number;
  readonly end: number;
}

export interface TemplateIssue extends Located {
  readonly message: string;
  /** The name that is not known, for suggesting another. */
  readonly unknown?: { readonly kind: 'function' | 'variable' | 'field'; readonly name: string };
}

/** What a template reads. */
export type TemplateReference = Located &
  (
    | { readonly kind: 'label' | 'externalLabel' | 'function'; readonly name: string }
    /** `condition`: it only decides which text is shown. */
    | { readonly kind: 'value'; readonly condition: boolean }
    /** PromQL in `query "…"`. */
    | { readonly kind: 'query'; readonly text: string }
  );

export interface ParsedTemplate {
  readonly issues: readonly TemplateIssue[];
  readonly references: readonly TemplateReference[];
}

/** Variables that Prometheus defines before the text (rules/alerting.go), by the field they stand for. */
export const templateVariables = {
  $labels: 'Labels',
  $externalLabels: 'ExternalLabels',
  $externalURL: 'ExternalURL',
  $value: 'Value',
} as const;

type Field = (typeof templateVariables)[keyof typeof templateVariables];
const fields: readonly string[] = Object.values(templateVariables);

type BlockKind = 'if' | 'with' | 'range' | 'define' | 'block';

interface Block extends Located {
  readonly kind: BlockKind;
  /** How many variables were known outside. */
  readonly outside: number;
  readonly dotOutside: boolean;
  otherwise: boolean;
}

interface State {
  readonly issues: TemplateIssue[];
  readonly references: TemplateReference[];
  readonly variables: string[];
  readonly blocks: Block[];
  /** Whether `.` is what Prometheus passed in. */
  dotIsRoot: boolean;
  condition: boolean;
}

/** An operand of a command: its first token, the fields behind it, and which field of the root it is, if any. */
interface Operand extends Located {
  readonly token: TemplateToken;
  readonly root: Field | undefined;
  readonly path: readonly TemplateToken[];
}

/** Thrown inside one action and caught at its end: the rest of the action says nothing more. */
class ActionError extends Error {
  readonly at: Located;
  constructor(message: string, at: Located) {
    super(message);
    this.at = at;
  }
}

/** Reads a template: everything wrong with it, and the labels, values, functions and queries it uses. */
export function parseTemplate(text: string): ParsedTemplate {
  const state: State = {
    issues: [],
    references: [],
    variables: ['$', ...Object.keys(templateVariables)],
    blocks: [],
    dotIsRoot: true,
    condition: false,
  };
  let open = text.indexOf('{{');
  while (open !== -1) open = text.indexOf('{{', action(text, open, state));
  for (const block of state.blocks) {
    state.issues.push({ ...at(block), message: `this ${block.kind} is not closed: {{ end }} is missing` });
  }
  return { issues: state.issues, references: state.references };
}

const at = ({ start, end }: Located): Located => ({ start, end });

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
  state.condition = false;
  return end;
}

function skipComment(text: string, open: number, from: number, state: State): number {
  const close = /\*\/(?:\s-)?\}\}/g;
  close.lastIndex = from;
  if (close.exec(text)) return close.lastIndex;
  state.issues.push({ start: open, end: from, message: 'the comment is not closed: */}} is missing' });
  return text.length;
}

interface Cursor {
  readonly tokens: readonly TemplateToken[];
  position: number;
  readonly whole: Located;
}

const peek = (cursor: Cursor, ahead = 0): TemplateToken | undefined => cursor.tokens[cursor.position + ahead];
const isPunctuation = (token: TemplateToken | undefined, text: string) =>
  token?.kind === 'punctuation' && token.text === text;

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
    stringArgument(cursor, word);
    openBlock('define', cursor, state);
    state.dotIsRoot = false;
  },
  block(cursor, word, state) {
    stringArgument(cursor, word);
    pipeline(cursor, state);
    openBlock('block', cursor, state);
    state.dotIsRoot = false;
  },
  template(cursor, word, state) {
    stringArgument(cursor, word);
    if (peek(cursor)) pipeline(cursor, state);
  },
  break: insideRange,
  continue: insideRange,
};

function openBlock(kind: BlockKind, cursor: Cursor, state: State): void {
  const outside = state.variables.length;
  state.blocks.push({ kind, outside, dotOutside: state.dotIsRoot, otherwise: false, ...cursor.whole });
}

/** `{{ if … }}`, `{{ with … }}`, `{{ range … }}`: the block opens whatever is wrong with its pipeline. */
function control(cursor: Cursor, word: TemplateToken, state: State): void {
  const kind = word.text as 'if' | 'with' | 'range';
  openBlock(kind, cursor, state);
  state.condition = kind === 'if';
  try {
    pipeline(cursor, state);
  } finally {
    if (kind !== 'if') state.dotIsRoot = false;
  }
}

function otherwise(cursor: Cursor, word: TemplateToken, state: State): void {
  const block = state.blocks.at(-1);
  if (!block || block.otherwise || block.kind === 'define' || block.kind === 'block')
    throw new ActionError('else without an if, with or range before it', at(word));
  state.dotIsRoot = block.dotOutside;
  state.variables.length = block.outside;
  const next = peek(cursor);
  if (next?.kind === 'word' && next.text === block.kind && block.kind !== 'range') {
    cursor.position++;
    state.condition = block.kind === 'if';
    pipeline(cursor, state);
    if (block.kind === 'with') state.dotIsRoot = false;
  } else block.otherwise = true;
}

function closeBlock(_cursor: Cursor, word: TemplateToken, state: State): void {
  const block = state.blocks.pop();
  if (!block) throw new ActionError('end without an if, with or range before it', at(word));
  state.dotIsRoot = block.dotOutside;
  state.variables.length = block.outside;
}

function insideRange(_cursor: Cursor, word: TemplateToken, state: State): void {
  if (!state.blocks.some((block) => block.kind === 'range'))
    throw new ActionError(`${word.text} outside of range`, at(word));
}

function stringArgument(cursor: Cursor, word: TemplateToken): void {
  const token = peek(cursor);
  if (token?.kind !== 'string')
    throw new ActionError(`${word.text} needs the name of a template in quotes`, at(token ?? word));
  cursor.position++;
}

/** `$x := command | command`: declares its variables once it is read. */
function pipeline(cursor: Cursor, state: State): void {
  const declared = declarations(cursor, state);
  let piped = false;
  do piped = command(cursor, piped, state);
  while (piped);
  state.variables.push(...declared);
}

function declarations(cursor: Cursor, state: State): readonly string[] {
  const names = [peek(cursor)];
  if (isPunctuation(peek(cursor, 1), ',')) names.push(peek(cursor, 2));
  const operator = peek(cursor, names.length * 2 - 1);
  if (!names.every((name) => name?.kind === 'variable')) return [];
  if (!isPunctuation(operator, ':=') && !isPunctuation(operator, '=')) return [];
  cursor.position += names.length * 2;
  if (operator!.text === ':=') return names.map((name) => name!.text);
  for (const name of names) requireVariable(name!, state);
  return [];
}

/** One command of a pipeline; true when another follows. */
function command(cursor: Cursor, piped: boolean, state: State): boolean {
  const operands: Operand[] = [];
  while (peek(cursor) && !isPunctuation(peek(cursor), '|') && !isPunctuation(peek(cursor), ')')) {
    operands.push(operand(cursor, state));
  }
  const [first] = operands;
  if (!first) throw new ActionError('a value is missing here', at(peek(cursor) ?? cursor.whole));
  if (piped && first.path.length === 0 && (first.token.kind === 'string' || first.token.kind === 'number'))
    throw new ActionError('only a function can follow |', at(first));
  calls(operands, piped, state);
  if (!isPunctuation(peek(cursor), '|')) return false;
  cursor.position++;
  return true;
}

function operand(cursor: Cursor, state: State): Operand {
  const token = peek(cursor)!;
  cursor.position++;
  if (token.kind === 'punctuation') {
    if (token.text !== '(') throw new ActionError(`unexpected ${token.text}`, at(token));
    pipeline(cursor, state);
    if (!isPunctuation(peek(cursor), ')')) throw new ActionError('the parenthesis is not closed', at(token));
    cursor.position++;
  }
  const path = token.kind === 'field' ? [token] : [];
  while (peek(cursor)?.kind === 'field' && !peek(cursor)!.spaced) path.push(cursor.tokens[cursor.position++]!);
  const located = { start: token.start, end: (path.at(-1) ?? cursor.tokens[cursor.position - 1]!).end };
  if (token.kind === 'variable') requireVariable(token, state);
  const read: Operand = { token, ...rootField(token, path, state), ...located };
  recordField(read, state);
  return read;
}

function requireVariable(token: TemplateToken, state: State): void {
  if (state.variables.includes(token.text)) return;
  const unknown = { kind: 'variable', name: token.text } as const;
  state.issues.push({ ...at(token), message: `undefined variable ${token.text}`, unknown });
}

/** Which field of the data Prometheus passes in is meant, and the fields behind it. */
function rootField(token: TemplateToken, path: readonly TemplateToken[], state: State): Pick<Operand, 'root' | 'path'> {
  if (token.kind === 'variable' && Object.hasOwn(templateVariables, token.text))
    return { root: templateVariables[token.text as keyof typeof templateVariables], path };
  const isRoot = token.kind === 'variable' ? token.text === '$' : token.kind === 'field' && state.dotIsRoot;
  const [first, ...rest] = path;
  if (!isRoot || !first) return { root: undefined, path };
  const name = first.text.slice(1);
  if (fields.includes(name)) return { root: name as Field, path: rest };
  const message = `there is no ${first.text}: templates have ${fields.map((field) => `.${field}`).join(', ')}`;
  state.issues.push({ ...at(first), message, unknown: { kind: 'field', name } });
  return { root: undefined, path };
}

function recordField(read: Operand, state: State): void {
  const place = at(read);
  if (read.root === 'Value') state.references.push({ kind: 'value', condition: state.condition, ...place });
  const [label] = read.path;
  if (label && read.root) recordLabel(read.root, label.text.slice(1), place, state);
}

function recordLabel(root: Field, name: string, place: Located, state: State): void {
  if (root === 'Labels') state.references.push({ kind: 'label', name, ...place });
  if (root === 'ExternalLabels') state.references.push({ kind: 'externalLabel', name, ...place });
}

/** Checks the functions of a command and records what only its arguments tell: `query "…"`, `index $labels "x"`. */
function calls(operands: readonly Operand[], piped: boolean, state: State): void {
  const [first, second, third] = operands;
  for (const read of operands) {
    if (read.token.kind !== 'word' || literals.has(read.token.text)) continue;
    const given = read === first ? operands.length - 1 + (piped ? 1 : 0) : 0;
    callOf(read.token, given, state);
  }
  const name = first?.token.kind === 'word' ? first.token.text : undefined;
  if (name === 'query' && second?.token.kind === 'string')
    state.references.push({ kind: 'query', text: second.token.text, ...at(second) });
  if (name === 'index' && second?.root && second.path.length === 0 && third?.token.kind === 'string')
    recordLabel(second.root, third.token.text, at(third), state);
}

const literals: ReadonlySet<string> = new Set(['true', 'false', 'nil']);

function callOf(token: TemplateToken, given: number, state: State): void {
  const { text: name } = token;
  const known = templateFunctionNamed(name);
  if (!known) {
    const message = `templates have no function ${name}`;
    state.issues.push({ ...at(token), message, unknown: { kind: 'function', name } });
    return;
  }
  state.references.push({ kind: 'function', name, ...at(token) });
  if (given >= known.min && given <= known.max) return;
  const wanted = known.min === known.max ? `${known.min}` : `at least ${known.min}`;
  const message = `${name} takes ${wanted} ${wanted === '1' ? 'argument' : 'arguments'}, got ${given}`;
  state.issues.push({ ...at(token), message });
}
