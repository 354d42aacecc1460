import { ts } from '@ts-morph/common';
import { type Call, calledName } from './call.ts';

/** The nearest a path led to: the value, the name it goes by, and whether the whole path was found. */
export interface Found {
  readonly value: ts.Node;
  readonly key: ts.Node;
  readonly exact: boolean;
}

/** Follows `[1, 'labels', 'team']` into the arguments of a call, as far as they are written in this file. */
export function follow(call: Call, path: readonly (string | number)[]): Found {
  const [first, ...rest] = path;
  const start = typeof first === 'string' ? option(call, first) : argument(call, first);
  if (!start) return { value: call, key: headline(call), exact: path.length === 0 };
  return rest.reduce<Found>(step, start);
}

function argument(call: Call, index: number | undefined): Found | undefined {
  const value = index === undefined ? undefined : argumentsOf(call)[index];
  return value && { value, key: headline(call), exact: true };
}

/** The property of that name, in the last argument that has it. */
function option(call: Call, name: string): Found | undefined {
  for (const value of [...argumentsOf(call)].reverse()) {
    const found = property(plain(value), name);
    if (found) return found;
  }
  return undefined;
}

/** What stands for the whole call: its first argument where that is a name, else the word that is called. */
export function headline(call: Call): ts.Node {
  const [first] = argumentsOf(call);
  return first && ts.isStringLiteralLike(first) ? first : calledName(call);
}

function argumentsOf(call: Call): readonly ts.Node[] {
  if (ts.isTaggedTemplateExpression(call)) return [];
  return call.arguments ?? [];
}

function step(from: Found, name: string | number): Found {
  if (!from.exact) return from;
  const value = plain(from.value);
  const next = typeof name === 'number' ? element(value, name) : (property(value, name) ?? text(value, name));
  return next ?? { ...from, exact: false };
}

/** A text in a list of texts, or the only one: both are legal for `by`. */
function text(value: ts.Node, said: string): Found | undefined {
  const texts = ts.isArrayLiteralExpression(value) ? value.elements : [value];
  const found = texts.find((one) => ts.isStringLiteralLike(one) && one.text === said);
  return found && { value: found, key: found, exact: true };
}

function element(value: ts.Node, index: number): Found | undefined {
  if (!ts.isArrayLiteralExpression(value)) return undefined;
  if (value.elements.slice(0, index + 1).some(ts.isSpreadElement)) return undefined;
  const found = value.elements[index];
  return found && { value: found, key: found, exact: true };
}

/** The last property of that name wins, as it does when the object is made; spreads are looked into. */
function property(value: ts.Node, name: string): Found | undefined {
  if (!ts.isObjectLiteralExpression(value)) return undefined;
  for (const member of [...value.properties].reverse()) {
    const found = ts.isSpreadAssignment(member) ? property(plain(member.expression), name) : named(member, name);
    if (found) return found;
  }
  return undefined;
}

function named(member: ts.ObjectLiteralElementLike, name: string): Found | undefined {
  if (!member.name || nameText(member.name) !== name) return undefined;
  if (ts.isPropertyAssignment(member)) return { value: member.initializer, key: member.name, exact: true };
  return { value: ts.isShorthandPropertyAssignment(member) ? member.name : member, key: member.name, exact: true };
}

function nameText(name: ts.PropertyName): string | undefined {
  if (ts.isComputedPropertyName(name))
    return ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
  return name.text;
}

/** The value behind parentheses and type annotations. */
export function bare(node: ts.Node): ts.Node {
  const isWrapped = ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node);
  return isWrapped || ts.isNonNullExpression(node) ? bare(node.expression) : node;
}

/** The bare value, or that of the constant of the same file which it names. */
export function plain(node: ts.Node, depth = 0): ts.Node {
  const value = bare(node);
  const initializer = ts.isIdentifier(value) && depth < 8 ? constant(value) : undefined;
  return initializer ? plain(initializer, depth + 1) : value;
}

/** The initialiser of the nearest `const` of that name around a use. */
function constant(use: ts.Identifier): ts.Expression | undefined {
  for (let scope: ts.Node | undefined = use.parent; scope; scope = scope.parent) {
    if (isShadowed(scope, use.text)) return undefined;
    const statements: readonly ts.Statement[] = ts.isBlock(scope) || ts.isSourceFile(scope) ? scope.statements : [];
    const found = statements.filter(ts.isVariableStatement).flatMap((statement) => constants(statement, use.text));
    if (found[0]) return found[0];
  }
  return undefined;
}

function isShadowed(scope: ts.Node, name: string): boolean {
  return ts.isFunctionLike(scope) && scope.parameters.some((parameter) => parameter.name.getText() === name);
}

function constants(statement: ts.VariableStatement, name: string): ts.Expression[] {
  if (!(statement.declarationList.flags & ts.NodeFlags.Const)) return [];
  return statement.declarationList.declarations
    .filter((declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name)
    .flatMap((declaration) => declaration.initializer ?? []);
}
