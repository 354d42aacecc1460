import { z } from 'zod';
import type { Variable } from '../model/dashboard.ts';
import type { Ignore } from '../model/declaration.ts';
import { parseDuration } from '../promql/duration.ts';
import { describe, durationHelp } from './amount.ts';
import { declared, givenAlone, option, register } from './declare.ts';
import { expressionOf, type HandleState, isHandle, refuse } from './handle.ts';
import type { Label } from './operand.ts';
import { callerOrigin } from './origin.ts';
import { plainText } from './refer.ts';
import type { SelectorOf, VariableHandle } from './series.ts';
import type { SystemScope } from './system.ts';

export interface VariableOptions {
  /** What the dashboard calls it; the name unless given. */
  readonly label?: string;
  /** Several values at once: matchers become `=~`. */
  readonly multi?: boolean;
  /** Offer "All". */
  readonly includeAll?: boolean;
  readonly ignore?: Ignore;
}

/** A declared variable; put it in `where({ label: variable })` and in a dashboard's `variables`. */
export type DashboardVariable = Variable & VariableHandle;

/** Declares dashboard variables. */
export interface VariableMethods {
  /**
   * The values that a label of a metric has at the moment.
   *
   * @example conexus.variable.labelValues(requests, 'method', { multi: true, includeAll: true })
   */
  labelValues<L>(
    metric: SelectorOf<L>,
    label: Label<L>,
    options?: VariableOptions & { readonly name?: string },
  ): DashboardVariable;
  /** A fixed list. */
  custom(name: string, values: readonly string[], options?: VariableOptions): DashboardVariable;
  /** A length of time to choose: `['1m', '5m', '1h']`. */
  interval(
    name: string,
    values: readonly string[],
    options?: Pick<VariableOptions, 'label' | 'ignore'>,
  ): DashboardVariable;
  /** Free text. */
  textbox(
    name: string,
    options?: Pick<VariableOptions, 'label' | 'ignore'> & { readonly value?: string },
  ): DashboardVariable;
}

type Body<T extends Variable['type']> = Omit<
  Extract<Variable, { type: T }>,
  'kind' | 'name' | 'label' | 'multi' | 'includeAll' | 'origin' | 'ignore' | symbol
>;

export function variableMethods(scope: SystemScope): VariableMethods {
  return Object.freeze({
    labelValues: (metric: unknown, label: string, options: AllOptions = {}) => {
      const selector = expressionOf(seriesOf(metric));
      const of = plainText(label, 1);
      return declareVariable(scope, of, () => ({ type: 'labelValues', selector, of }), options, 2);
    },
    custom: (name: string, values: readonly string[], options: AllOptions = {}) =>
      declareVariable(scope, plainText(name, 0), () => ({ type: 'custom', values: valuesOf(values) }), options, 2),
    interval: (name: string, values: readonly string[], options: AllOptions = {}) =>
      declareVariable(scope, plainText(name, 0), () => ({ type: 'interval', values: lengthsOf(values) }), options, 2),
    textbox: (name: string, options: AllOptions = {}) =>
      declareVariable(scope, plainText(name, 0), ({ value = '' }) => ({ type: 'textbox', value }), options, 1),
  }) as VariableMethods;
}

/** A histogram or summary has no series of its own name; its count has all its labels. */
function seriesOf(metric: unknown): HandleState {
  const series = (metric as { readonly _count?: unknown } | undefined)?._count ?? metric;
  return isHandle(series) ? series : refuse(callerOrigin(), 0, `${describe(metric)} is no metric`);
}

function valuesOf(values: unknown): readonly string[] {
  const sound = Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === 'string');
  return sound ? values : refuse(callerOrigin(), 1, `${describe(values)} is no list of values`, "write ['a', 'b']");
}

/** What stands in `[…]` has to be a length of time; Grafana's own macros become one. */
function lengthsOf(values: unknown): readonly string[] {
  const given = valuesOf(values);
  const index = given.findIndex((value) => !parseDuration(value) && !value.startsWith('$'));
  if (index < 0) return given;
  return refuse(callerOrigin(), [1, index], `${describe(given[index])} is no length of time`, durationHelp);
}

function declareVariable(
  { registry }: SystemScope,
  named: string,
  bodyOf: (given: AllOptions) => Body<'labelValues'> | Body<'custom'> | Body<'interval'> | Body<'textbox'>,
  options: AllOptions,
  argument: number,
): DashboardVariable {
  const { issues, given } = givenAlone(options, variableSchema, argument);
  const { name = named, label, multi = false, includeAll = false, ignore } = given;
  const base = { kind: 'variable' as const, name, variable: name, label, multi, includeAll };
  const record = declared({ ...base, ...bodyOf(given) }, callerOrigin(), ignore) as unknown as DashboardVariable;
  return register(registry, record, issues) as DashboardVariable;
}

type AllOptions = VariableOptions & { readonly name?: string; readonly value?: string };

const variableSchema = z.strictObject({
  name: option.text.optional(),
  value: option.text.optional(),
  label: option.text.optional(),
  multi: option.flag.optional(),
  includeAll: option.flag.optional(),
  ignore: option.ignore.optional(),
});
