import * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import { dataSourceVariable, type Variable } from '../../model/dashboard.ts';
import { expressionLine } from '../expression-text.ts';
import { dataSource } from './data-source.ts';

/** First in every dashboard: which Prometheus it reads. */
export function dataSourceChoice(): sdk.VariableModel {
  return stripped(
    new sdk.DatasourceVariableBuilder(dataSourceVariable).label('Data source').type('prometheus').build(),
  );
}

/** A variable with the options and the current value that Grafana does not compute for what is provisioned. */
export function variableModel(variable: Variable): sdk.VariableModel {
  const { name, label = name } = variable;
  switch (variable.type) {
    case 'labelValues':
      return stripped(queried(variable.of, variable, label));
    case 'custom': {
      const built = new sdk.CustomVariableBuilder(name).label(label).values(variable.values.map(escaped).join(','));
      return stripped({ ...built.build(), ...choice(variable), ...options(variable, variable.values) });
    }
    case 'interval': {
      const built = new sdk.IntervalVariableBuilder(name).label(label).values(variable.values.join(','));
      return stripped({ ...built.build(), ...options(variable, variable.values), refresh: onTimeRange });
    }
    case 'textbox': {
      const built = new sdk.TextBoxVariableBuilder(name).label(label).defaultValue(variable.value);
      return stripped({ ...built.build(), ...options(variable, [variable.value]) });
    }
  }
}

const onTimeRange = sdk.VariableRefresh.OnTimeRangeChanged;

function queried(of: string, variable: Variable & { readonly type: 'labelValues' }, label: string): sdk.VariableModel {
  const query = `label_values(${expressionLine(variable.selector)}, ${of})`;
  const built = new sdk.QueryVariableBuilder(variable.name)
    .label(label)
    .datasource(dataSource)
    .query(query)
    .definition(query)
    .refresh(onTimeRange)
    .sort(sdk.VariableSort.AlphabeticalAsc)
    .build();
  const current = variable.includeAll ? { current: selected(variable, all) } : {};
  return { ...built, ...choice(variable), ...current };
}

/** "All" asks for series that have the label at all: shorter than the list of its values, and they may be many. */
function choice({ multi, includeAll }: Variable): Partial<sdk.VariableModel> {
  return { multi, includeAll, ...(includeAll ? { allValue: '.+' } : {}) };
}

const all = { text: 'All', value: '$__all' };

/** The options of a list, with the first chosen. */
function options(variable: Variable, values: readonly string[]): Partial<sdk.VariableModel> {
  const listed = values.map((value) => ({ text: value, value }));
  const offered = variable.includeAll ? [all, ...listed] : listed;
  const [first] = offered;
  if (first === undefined) return {};
  return {
    current: selected(variable, first),
    options: offered.map((option) => ({ selected: option === first, ...option })),
  };
}

function selected({ multi }: Variable, { text, value }: typeof all): sdk.VariableOption {
  return multi ? { selected: true, text: [text], value: [value] } : { selected: true, text, value };
}

/** A comma separates values unless it is escaped. */
function escaped(value: string): string {
  return value.replaceAll(',', '\\,');
}

/** Without what the builder writes into every variable. */
function stripped(variable: sdk.VariableModel): sdk.VariableModel {
  const defaults: Partial<Record<string, unknown>> = {
    ...sdk.defaultVariableModel(),
    type: undefined,
    name: undefined,
  };
  const own = Object.entries(variable).filter(([key, value]) => value !== defaults[key]);
  return Object.fromEntries(own) as unknown as sdk.VariableModel;
}
