import type { DataTransformerConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel } from '../../model/dashboard.ts';

/**
 * One row per series: the tables of all queries as one, without the time, each column of values named by its query's legend.
 * Grafana calls it `Value`, and `Value #A`, `Value #B` where there are several.
 */
export function tableTransformations(panel: Panel): DataTransformerConfig[] {
  const [only, ...others] = panel.queries;
  if (only === undefined) return [];
  const columns = others.length === 0 ? [['Value', name(only.legend) ?? panel.title]] : panel.queries.map(columnOf);
  const organize = { excludeByName: { Time: true }, indexByName: {}, renameByName: Object.fromEntries(columns) };
  return [...(others.length > 0 ? [{ id: 'merge', options: {} }] : []), { id: 'organize', options: organize }];
}

function columnOf({ refId, legend }: Panel['queries'][number]): readonly [string, string] {
  return [`Value #${refId}`, name(legend) ?? refId];
}

/** A legend with labels in it names series, not a column. */
function name(legend: string | undefined): string | undefined {
  return legend === undefined || legend === '' || legend.includes('{{') ? undefined : legend;
}

/** The highest values first. */
export function tableSort(panel: Panel): readonly { readonly displayName: string; readonly desc: boolean }[] {
  const [first] = panel.queries;
  if (first === undefined) return [];
  const displayName = panel.queries.length === 1 ? (name(first.legend) ?? panel.title) : columnOf(first)[1];
  return [{ displayName, desc: true }];
}
