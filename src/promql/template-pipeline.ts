/** Pipelines of Go templates: the values, functions and labels that an action reads. */
import type { TemplateFunction } from './template-functions.ts';
import type { TemplateLanguage } from './template-language.ts';
import type { TemplateToken } from './template-lex.ts';
import { printfIssue } from './template-printf.ts';
import { recordQuery } from './template-query.ts';
import {
  ActionError,
  at,
  type Cursor,
  isPunctuation,
  type Located,
  type Operand,
  peek,
  type Standing,
  type State,
} from './template-state.ts';

/** What a pipeline gives. */
interface Piped {
  /** What it stands for, where it is that and nothing else. */
  readonly stands: Standing;
  /** The operands of its last command. */
  readonly operands: readonly Operand[];
}

/** `$x := command | command`: declares its variables once it is read. */
export function pipeline(cursor: Cursor, state: State, inRange = false): Piped {
  const declared = declarations(cursor, state, inRange);
  const begin = state.references.length;
  let previous: readonly Operand[] | undefined;
  let commands = 0;
  do {
    previous = command(cursor, previous, state);
    passThrough(previous[0], begin, state);
    commands++;
  } while (pipes(cursor));
  const [only] = previous;
  const stands = commands === 1 && previous.length === 1 && only?.path.length === 0 ? only.root : undefined;
  if (declared.length > 0 && stands !== undefined && !inRange) renamed(begin, state);
  const last = inRange ? elementOf(stands, state) : stands;
  state.variables.push(
    ...declared.map((name, index) => ({ name, stands: index === declared.length - 1 ? last : undefined })),
  );
  return { stands, operands: previous };
}

/** What `range` goes over. */
export function elementOf(stands: Standing, { language }: State): Standing {
  return stands === undefined ? undefined : language.types[stands]?.element;
}

function pipes(cursor: Cursor): boolean {
  if (!isPunctuation(peek(cursor), '|')) return false;
  cursor.position++;
  return true;
}

/** Notes the function of a command at every value that it is given. */
function passThrough(first: Operand | undefined, begin: number, { references, issues, language }: State): void {
  if (first?.token.kind !== 'word') return;
  const name = first.token.text;
  const { ofSamples } = functionNamed(name, language) ?? {};
  for (const [index, read] of references.entries()) {
    if (index < begin || read.kind !== 'value') continue;
    references[index] = { ...read, through: [...read.through, name] };
    if (ofSamples && read.through.length === 0)
      issues.push({ ...at(first.token), message: `${name} takes what query returns, and this is a number` });
  }
}

function renamed(begin: number, { references }: State): void {
  for (const [index, read] of references.entries()) {
    if (index >= begin && read.kind === 'value') references[index] = { ...read, use: 'assigned' };
  }
}

function declarations(cursor: Cursor, state: State, inRange: boolean): readonly string[] {
  const names = [peek(cursor)];
  if (isPunctuation(peek(cursor, 1), ',')) names.push(peek(cursor, 2));
  const operator = peek(cursor, names.length * 2 - 1);
  if (!names.every((name) => name?.kind === 'variable')) return [];
  if (!isPunctuation(operator, ':=') && !isPunctuation(operator, '=')) return [];
  if (names.length > 1 && !inRange) throw new ActionError('only range declares two variables', at(names[1]!));
  cursor.position += names.length * 2;
  if (operator!.text === ':=') return names.map((name) => name!.text);
  for (const name of names) requireVariable(name!, state);
  return [];
}

/** One command of a pipeline, given what the one before it made. */
function command(cursor: Cursor, given: readonly Operand[] | undefined, state: State): readonly Operand[] {
  const piped = given !== undefined;
  const operands: Operand[] = [];
  while (peek(cursor) && !isPunctuation(peek(cursor), '|') && !isPunctuation(peek(cursor), ')')) {
    const token = peek(cursor)!;
    if (operands.length > 0 && !token.spaced && canBegin(token))
      throw new ActionError(`a space is missing before ${token.text}`, at(token));
    operands.push(operand(cursor, state));
  }
  const [first] = operands;
  if (!first) throw new ActionError('a value is missing here', at(peek(cursor) ?? cursor.whole));
  if (piped && first.path.length === 0 && (first.token.kind === 'string' || first.token.kind === 'number'))
    throw new ActionError('only a function can follow |', at(first));
  calls(operands, given, state);
  return operands;
}

/** Whether an operand can begin with a token. */
function canBegin(token: TemplateToken): boolean {
  return token.kind !== 'punctuation' || token.text === '(';
}

function operand(cursor: Cursor, state: State): Operand {
  const token = peek(cursor)!;
  cursor.position++;
  let inner: readonly Operand[] = [];
  if (token.kind === 'punctuation') {
    if (token.text !== '(') throw new ActionError(`unexpected ${token.text}`, at(token));
    inner = pipeline(cursor, state).operands;
    if (!isPunctuation(peek(cursor), ')')) throw new ActionError('the parenthesis is not closed', at(token));
    cursor.position++;
  }
  const path = token.kind === 'field' ? [token] : [];
  while (peek(cursor)?.kind === 'field' && !peek(cursor)!.spaced) path.push(cursor.tokens[cursor.position++]!);
  const located = { start: token.start, end: (path.at(-1) ?? cursor.tokens[cursor.position - 1]!).end };
  const isLiteral = token.kind === 'string' || token.kind === 'number' || literals.has(token.text);
  if (isLiteral && path[0]) throw new ActionError(`${token.text} has no field ${path[0].text}`, at(path[0]));
  if (token.kind === 'variable') requireVariable(token, state);
  const read: Operand = { token, ...rootField(token, path, state), ...located, inner };
  recordField(read, state);
  return read;
}

function requireVariable(token: TemplateToken, state: State): void {
  if (state.variables.some(({ name }) => name === token.text)) return;
  const unknown = { kind: 'variable', name: token.text } as const;
  state.issues.push({ ...at(token), message: `undefined variable ${token.text}`, unknown });
}

/** What is passed in, or what of it is meant, and the fields behind that of which nothing more is known. */
function rootField(token: TemplateToken, path: readonly TemplateToken[], state: State): Pick<Operand, 'root' | 'path'> {
  let root = standing(token, state);
  for (const [index, field] of path.entries()) {
    const type = root === undefined ? undefined : state.language.types[root];
    const name = field.text.slice(1);
    if (type === undefined) return { root, path: path.slice(index) };
    if (Object.hasOwn(type.fields, name)) root = type.fields[name];
    else if (type.keys) return { root, path: path.slice(index) };
    else {
      const among = Object.keys(type.fields);
      const message = `there is no ${field.text}: ${[type.has, among.map((one) => `.${one}`).join(', ')].join(' ').trim()}`;
      state.issues.push({ ...at(field), message, unknown: { kind: 'field', name, among } });
      return { root: undefined, path };
    }
  }
  return { root, path: [] };
}

/** A variable is the last one of its name. */
function standing({ kind, text }: TemplateToken, { variables, dot }: State): Standing {
  if (kind === 'variable') return variables.findLast(({ name }) => name === text)?.stands;
  return kind === 'field' || kind === 'dot' ? dot : undefined;
}

function recordField(read: Operand, state: State): void {
  const place = at(read);
  if (read.root === 'Value') state.references.push({ kind: 'value', use: state.use, through: [], ...place });
  const [label] = read.path;
  if (label && read.root) recordLabel(read.root, label.text.slice(1), place, state);
}

function recordLabel(root: Standing, name: string, place: Located, { references, use, language }: State): void {
  const kind = root === undefined ? undefined : language.types[root]?.keys;
  if (kind === 'key') references.push({ kind, of: root!, name, use, ...place });
  else if (kind !== undefined) references.push({ kind, name, use, ...place });
}

/** Checks the functions of a command and records what only its arguments tell: `query "…"`, `index $labels "x"`. */
function calls(operands: readonly Operand[], piped: readonly Operand[] | undefined, state: State): void {
  const [first, second, third] = operands;
  for (const read of operands) {
    if (read.token.kind !== 'word' || literals.has(read.token.text)) continue;
    const given = read === first ? operands.length - 1 + (piped ? 1 : 0) : 0;
    callOf(read.token, given, state);
  }
  const name = first?.token.kind === 'word' ? first.token.text : undefined;
  if (name === 'query')
    recordQuery(second === undefined ? piped : second.inner.length > 0 ? second.inner : [second], state);
  if (name === 'printf' && second?.token.kind === 'string') {
    const issue = printfIssue(second.token, [...operands.slice(2), ...(piped?.length === 1 ? piped : [])]);
    if (issue) state.issues.push(issue);
  }
  if (name === 'index' && second?.root && second.path.length === 0 && third?.token.kind === 'string')
    recordLabel(second.root, third.token.text, at(third), state);
}

const literals: ReadonlySet<string> = new Set(['true', 'false', 'nil']);

function callOf(token: TemplateToken, given: number, state: State): void {
  const { text: name } = token;
  const known = functionNamed(name, state.language);
  if (!known) {
    const message = `templates have no function ${name}`;
    state.issues.push({ ...at(token), message, unknown: { kind: 'function', name } });
    return;
  }
  state.references.push({ kind: 'function', name, ...at(token) });
  if (given >= known.min && given <= known.max) return;
  const wanted = known.min === known.max ? `${known.min}` : `at least ${known.min}`;
  const message = `${name} takes ${wanted} ${wanted.endsWith('1') ? 'argument' : 'arguments'}, got ${given}`;
  state.issues.push({ ...at(token), message });
}

function functionNamed(name: string, { functions }: TemplateLanguage): TemplateFunction | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined;
}
