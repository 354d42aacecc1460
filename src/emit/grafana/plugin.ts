import type { Options as BarGaugeOptions } from '@grafana/grafana-foundation-sdk/bargauge';
import type { GraphFieldConfig } from '@grafana/grafana-foundation-sdk/common';
import type { Options as GaugeOptions } from '@grafana/grafana-foundation-sdk/gauge';
import type { Options as StatOptions } from '@grafana/grafana-foundation-sdk/stat';
import type { Options as TextOptions } from '@grafana/grafana-foundation-sdk/text';
import type { Options as TimeSeriesOptions } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Panel } from '../../model/dashboard.ts';
import type { Plain } from './plain.ts';
import { tableSort } from './table.ts';

/** What a panel's plugin is told: only what differs from its defaults, which Grafana fills in. */
export interface Plugin {
  readonly options: Readonly<Record<string, unknown>>;
  /** `fieldConfig.defaults.custom` */
  readonly custom: Readonly<Record<string, unknown>>;
}

type Options<T> = Partial<Plain<T>>;

const lastValue = { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false } } as const;

/** Options of the panel's type with those of the definition over them. */
export function pluginOf(panel: Panel, hasThresholds: boolean): Plugin {
  const { options, custom } = defaultsOf(panel, hasThresholds);
  return { options: { ...options, ...panel.options }, custom: { ...custom, ...panel.custom } };
}

function defaultsOf(panel: Panel, hasThresholds: boolean): Plugin {
  switch (panel.type) {
    case 'timeseries': {
      const custom: Plain<GraphFieldConfig> = {
        fillOpacity: 10,
        ...(hasThresholds ? { thresholdsStyle: { mode: 'line' } } : {}),
      };
      return { options: timeSeries, custom };
    }
    case 'stat':
      return { options: stat(panel), custom: {} };
    case 'gauge':
      return { options: { ...lastValue } satisfies Options<GaugeOptions>, custom: {} };
    case 'bargauge':
      return { options: barGauge, custom: {} };
    case 'table':
      return { options: { cellHeight: 'sm', sortBy: tableSort(panel) }, custom: {} };
    case 'text':
      return {
        options: { mode: 'markdown', content: panel.content ?? '' } satisfies Options<TextOptions>,
        custom: {},
      };
    case 'custom':
      return { options: {}, custom: {} };
  }
}

const timeSeries: Options<TimeSeriesOptions> = {
  legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
  tooltip: { mode: 'multi', sort: 'desc' },
};

const barGauge: Options<BarGaugeOptions> = { ...lastValue, displayMode: 'gradient', orientation: 'horizontal' };

/** A line behind the number needs a range of time. */
function stat({ queries }: Panel): Options<StatOptions> {
  const graphMode = queries.every((query) => query.instant) ? 'none' : 'area';
  return { ...lastValue, colorMode: 'value', graphMode };
}
