/** Fills in the Go templates of alerts as Prometheus does (template/template.go, text/template/exec.go). */
import type { VectorSample } from './evaluate-types.ts';
import { filledFunctions } from './fill-functions.ts';
import {
  bool,
  fieldOf,
  float,
  type GoValue,
  int,
  isTrue,
  nil,
  shown,
  sortedEntries,
  string,
  texts,
} from './fill-values.ts';
import { fail, TemplateFailure } from './template-failure.ts';
import { templateFunctionNamed } from './template-functions.ts';
import { templateVariables } from './template-language.ts';
import type { Pipeline, Term } from './template-terms.ts';
import { readTemplate, type TemplateBranch, type TemplateNode, type TemplateTree } from './template-tree.ts';

/** What an alert passes to its templates. */
export interface TemplateData {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalUrl: string;
  /** What `query` returns; templates that ask are not filled in without. */
  readonly query?: (text: string) => readonly VectorSample[];
}

/**
 * The text filled in; undefined where it uses what is not known here (the time of day, addresses), or fails: Prometheus then shows
 * an error instead.
 *
 * @example fillTemplate('{{ $labels.job }}: {{ $value | humanize }}', alert) // 'api: 1.235k'
 */
export function fillTemplate(text: string, data: TemplateData): string | undefined {
  if (!text.includes('{{')) return text;
  try {
    return filled(text, data);
  } catch (error) {
    if (error instanceof TemplateFailure) return undefined;
    throw error;
  }
}

interface Variable {
  readonly name: string;
  value: GoValue;
}

interface State {
  readonly data: TemplateData;
  readonly tree: TemplateTree;
  variables: Variable[];
  readonly out: string[];
  /** How many templates call each other. */
  depth: number;
}

function filled(text: string, data: TemplateData): string {
  const fields = {
    Labels: texts(data.labels),
    ExternalLabels: texts(data.externalLabels),
    ExternalURL: string(data.externalUrl),
    Value: float(data.value),
  };
  const dot: GoValue = { kind: 'struct', type: 'data', fields };
  const known = Object.entries(templateVariables).map(([name, field]) => ({ name, value: fields[field] }));
  const tree = readTemplate(text);
  const state: State = { data, tree, variables: [{ name: '$', value: dot }, ...known], out: [], depth: 0 };
  run(tree.nodes, dot, state);
  return state.out.join('');
}

/** How a list of nodes ended, for the range around it. */
type Ended = 'break' | 'continue' | undefined;

function run(nodes: readonly TemplateNode[], dot: GoValue, state: State): Ended {
  for (const node of nodes) {
    const ended = runNode(node, dot, state);
    if (ended !== undefined) return ended;
  }
  return undefined;
}

function runNode(node: TemplateNode, dot: GoValue, state: State): Ended {
  switch (node.kind) {
    case 'text':
      state.out.push(node.text);
      return undefined;
    case 'pipeline': {
      const value = valueOfPipeline(node.pipeline, dot, state);
      if (node.pipeline.variables.length === 0) state.out.push(shown(value));
      return undefined;
    }
    case 'template':
      runNamed(node, dot, state);
      return undefined;
    case 'break':
    case 'continue':
      return node.kind;
    default:
      return scoped(state, () => (node.kind === 'range' ? runRange(node, dot, state) : runBranch(node, dot, state)));
  }
}

/** Variables that are declared inside are gone afterwards. */
function scoped(state: State, inside: () => Ended): Ended {
  const outside = state.variables.length;
  const ended = inside();
  state.variables.length = outside;
  return ended;
}

function runBranch({ kind, pipeline, body, otherwise }: TemplateBranch, dot: GoValue, state: State): Ended {
  const value = valueOfPipeline(pipeline, dot, state);
  if (!isTrue(value)) return run(otherwise, dot, state);
  return run(body, kind === 'with' ? value : dot, state);
}

function runRange({ pipeline, body, otherwise }: TemplateBranch, dot: GoValue, state: State): Ended {
  const items = itemsOf(valueOfPipeline({ ...pipeline, variables: [] }, dot, state));
  if (items.length === 0) return run(otherwise, dot, state);
  for (const item of items) {
    const names = pipeline.variables;
    const values = names.length > 1 ? item : item.slice(1);
    const ended = scoped(state, () => {
      for (const [index, name] of names.entries()) set(name, values[index]!, pipeline.declares, state);
      return run(body, item[1], state);
    });
    if (ended === 'break') break;
  }
  return undefined;
}

function itemsOf(value: GoValue): readonly (readonly [key: GoValue, item: GoValue])[] {
  if (value.kind === 'list') return value.items.map((item, index) => [int(index), item]);
  if (value.kind === 'map') return sortedEntries(value.entries).map(([name, entry]) => [string(name), entry]);
  return fail('range cannot go through this');
}

function runNamed({ name, pipeline }: Extract<TemplateNode, { kind: 'template' }>, dot: GoValue, state: State): void {
  const nodes = state.tree.named.get(name) ?? fail(`there is no template ${name}`);
  const given = pipeline === undefined ? nil : valueOfPipeline(pipeline, dot, state);
  if (state.depth > 100) fail('templates call each other without end');
  const { variables } = state;
  state.variables = [{ name: '$', value: given }];
  state.depth++;
  run(nodes, given, state);
  state.depth--;
  state.variables = variables;
}

function valueOfPipeline({ variables, declares, commands }: Pipeline, dot: GoValue, state: State): GoValue {
  let value: GoValue | undefined;
  for (const command of commands) value = valueOfCommand(command, value, dot, state);
  for (const name of variables) set(name, value!, declares, state);
  return value!;
}

function set(name: string, value: GoValue, declares: boolean, { variables }: State): void {
  if (declares) variables.push({ name, value });
  else variableNamed(name, variables).value = value;
}

function variableNamed(name: string, variables: readonly Variable[]): Variable {
  return variables.findLast((variable) => variable.name === name) ?? fail(`undefined variable ${name}`);
}

function valueOfCommand(
  [first, ...args]: readonly Term[],
  piped: GoValue | undefined,
  dot: GoValue,
  state: State,
): GoValue {
  if (first!.start.kind === 'function') return call(first!.start.name, args, piped, dot, state);
  if (args.length > 0 || piped !== undefined) fail('only functions take arguments');
  if (first!.start.kind === 'nil') fail('nil is not a command');
  return valueOfTerm(first!, dot, state);
}

function valueOfTerm({ start, path }: Term, dot: GoValue, state: State): GoValue {
  switch (start.kind) {
    case 'text':
      return string(start.value);
    case 'number':
      return start.isInteger ? int(start.value) : float(start.value);
    case 'boolean':
      return bool(start.value);
    case 'nil':
      return nil;
    case 'function':
      return call(start.name, [], undefined, dot, state);
    case 'variable':
      return path.reduce(fieldOf, variableNamed(start.name, state.variables).value);
    case 'dot':
      return path.reduce(fieldOf, dot);
    case 'pipeline':
      return path.reduce(fieldOf, valueOfPipeline(start.pipeline, dot, state));
  }
}

function call(name: string, terms: readonly Term[], piped: GoValue | undefined, dot: GoValue, state: State): GoValue {
  const row = templateFunctionNamed(name)!;
  const count = terms.length + (piped === undefined ? 0 : 1);
  if (count < row.min || count > row.max) fail(`${name} takes another number of arguments`);
  if (name === 'and' || name === 'or') return decided(name, terms, piped, dot, state);
  const apply = filledFunctions[name as keyof typeof filledFunctions] ?? fail(`${name} is not filled in`);
  const args = terms.map((term) => valueOfTerm(term, dot, state));
  return apply(piped === undefined ? args : [...args, piped], state.data);
}

/** The first that decides, or the last: what stands behind it is not looked at. */
function decided(
  name: 'and' | 'or',
  terms: readonly Term[],
  piped: GoValue | undefined,
  dot: GoValue,
  state: State,
): GoValue {
  let value: GoValue | undefined;
  for (const term of terms) {
    value = valueOfTerm(term, dot, state);
    if (isTrue(value) === (name === 'or')) return value;
  }
  return piped ?? value!;
}
