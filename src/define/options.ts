import type { Origin } from '../model/declaration.ts';
import type { Duration as DurationNode, VectorMatching } from '../promql/ast.ts';
import type { BinaryOperator } from '../promql/operators.ts';
import { oneToOne } from '../promql/vector-matching.ts';
import { describe, durationHelp } from './amount.ts';
import { durationNode, type Grouping, labelNames, rateInterval } from './build.ts';
import { refuse } from './handle.ts';

/** Options of a builder's call as they come at run time: what the compiler refuses is refused again, for what gets past it. */

/** An option object and where it stands. */
interface Options {
  readonly origin: Origin;
  readonly argument: number;
  readonly given: Readonly<Record<string, unknown>>;
}

/** Whether a value is what `{ … }` makes: of a list or a Map nothing would be read. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

function optionsIn(
  origin: Origin,
  value: unknown,
  argument: number,
  names: readonly string[],
  example: string,
): Options {
  if (value === undefined) return { origin, argument, given: {} };
  if (!isRecord(value)) {
    return refuse(origin, argument, `${describe(value)} is not a set of options`, `write ${example}`);
  }
  for (const name of Object.keys(value)) {
    if (!names.includes(name))
      refuse(origin, [argument, name], `there is no option "${name}" here`, `write ${example}`);
  }
  return { origin, argument, given: value };
}

/** How labels survive an aggregation. */
export function readGrouping(origin: Origin, value: unknown, argument: number): Grouping {
  const options = optionsIn(origin, value, argument, ['by', 'without'], "{ by: 'job' } or { without: 'job' }");
  refuseBoth(options, 'by', 'without');
  const without = labelsIn(options, 'without');
  return { without: without !== undefined, labels: without ?? labelsIn(options, 'by') ?? [] };
}

const matchingOptions = ['on', 'ignoring', 'groupLeft', 'groupRight'];

/** The matching clause of an operation on two vectors. */
export function readMatching(
  origin: Origin,
  value: unknown,
  argument: number,
  kind: BinaryOperator['kind'],
): VectorMatching {
  const options = optionsIn(
    origin,
    value,
    argument,
    matchingOptions,
    "{ on: 'job' } or { ignoring: 'job', groupLeft: true }",
  );
  refuseBoth(options, 'on', 'ignoring');
  refuseBoth(options, 'groupLeft', 'groupRight');
  const on = labelsIn(options, 'on');
  const labels = labelNames(origin, on ?? labelsIn(options, 'ignoring') ?? []);
  return { ...oneToOne, ...groupIn(options, kind), on: on !== undefined, labels };
}

function groupIn(options: Options, kind: BinaryOperator['kind']): Pick<VectorMatching, 'card' | 'include'> {
  const { origin, argument, given } = options;
  const side = ['groupLeft', 'groupRight'].find((name) => given[name] !== undefined);
  if (kind !== 'set') {
    if (side === undefined) return { card: 'one-to-one', include: [] };
    const include = given[side] === true ? [] : (labelsIn(options, side) ?? []);
    return { card: side === 'groupLeft' ? 'many-to-one' : 'one-to-many', include: labelNames(origin, include) };
  }
  if (side !== undefined) refuse(origin, [argument, side], 'a set operator has no groups', `leave ${side} out`);
  return { card: 'many-to-many', include: [] };
}

/** How a recipe over a counter or histogram is computed. */
export interface Window {
  readonly range: DurationNode;
  readonly by: readonly string[];
}

export function readWindow(origin: Origin, value: unknown, argument: number): Window {
  const options = optionsIn(origin, value, argument, ['over', 'by'], "{ over: '5m', by: 'job' }");
  return { range: readRange(origin, options.given.over, [argument, 'over']), by: labelsIn(options, 'by') ?? [] };
}

/** A range; left out, it is `$__rate_interval`. */
export function readRange(origin: Origin, text: unknown, path: readonly (string | number)[]): DurationNode {
  if (text === undefined) return rateInterval(origin);
  const node = readDuration(origin, text, path);
  const empty = node.kind === 'duration' && node.milliseconds === 0;
  return empty ? refuse(origin, path, `${describe(text)} is an empty range`, durationHelp) : node;
}

export function readDuration(origin: Origin, text: unknown, path: readonly (string | number)[]): DurationNode {
  const node = typeof text === 'string' ? durationNode(origin, text) : undefined;
  return node ?? refuse(origin, path, `${describe(text)} is not a duration`, durationHelp);
}

/** The step of a subquery, of the options of a function over a range. */
export function readStep(origin: Origin, value: unknown, argument: number): DurationNode | undefined {
  const { step } = optionsIn(origin, value, argument, ['step'], "{ step: '1m' }").given;
  return step === undefined ? undefined : readRange(origin, step, [argument, 'step']);
}

function refuseBoth({ origin, argument, given }: Options, one: string, other: string): void {
  if (given[one] === undefined || given[other] === undefined) return;
  refuse(origin, [argument, other], `${one} and ${other} cannot stand together`, 'leave one of them out');
}

/** One label name or several. */
function labelsIn({ origin, argument, given }: Options, name: string): readonly string[] | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  const wrong = names.findIndex((label) => typeof label !== 'string' || label === '');
  if (wrong === -1) return names as readonly string[];
  return refuse(
    origin,
    [argument, name],
    `${describe(names[wrong])} is not a label name`,
    `write ${name}: 'job' or ${name}: ['job', 'instance']`,
  );
}
