import type { Variable } from '../model/dashboard.ts';
import type { Ignore } from '../model/declaration.ts';
import { describe } from './amount.ts';
import { declared, register } from './declare.ts';
import { expressionOf, type HandleState, isHandle, refuse } from './handle.ts';
import type { Label } from './operand.ts';
import { callerOrigin } from './origin.ts';
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
    labelValues: (metric: unknown, label: string, options: VariableOptions & { readonly name?: string } = {}) => {
      const selector = expressionOf(seriesOf(metric));
      return declareVariable(scope, options.name ?? label, { type: 'labelValues', selector, of: label }, options);
    },
    custom: (name: string, values: readonly string[], options: VariableOptions = {}) =>
      declareVariable(scope, name, { type: 'custom', values: valuesOf(values) }, options),
    interval: (name: string, values: readonly string[], options = {}) =>
      declareVariable(scope, name, { type: 'interval', values: valuesOf(values) }, options),
    textbox: (name: string, options: VariableOptions & { readonly value?: string } = {}) =>
      declareVariable(scope, name, { type: 'textbox', value: options.value ?? '' }, options),
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

function declareVariable(
  { registry }: SystemScope,
  name: string,
  body: Body<'labelValues'> | Body<'custom'> | Body<'interval'> | Body<'textbox'>,
  { label, multi = false, includeAll = false, ignore }: VariableOptions,
): DashboardVariable {
  const base = { kind: 'variable' as const, name, variable: name, label, multi, includeAll };
  const record = declared({ ...base, ...body }, callerOrigin(), ignore) as unknown as DashboardVariable;
  return register(registry, record, []) as DashboardVariable;
}
