import type { Analysis } from '../../analyze/analysis.ts';
import type { Panel } from '../../model/dashboard.ts';
import type { Fact } from '../../promql/infer.ts';
import { grafanaUnit } from '../../promql/unit-grafana.ts';

/** What is known of the values a panel shows. */
export interface Field {
  readonly unit: string | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** Unit and limits of a panel: as declared, else as inferred of all its queries. Nothing is concluded from what is not known. */
export function fieldOf(panel: Panel, analysis: Analysis): Field {
  const roots = panel.queries.map((query) => analysis.inference(query.expr)?.root);
  const unit = panel.unit ?? common(roots.map(unitOf));
  return {
    unit,
    min: panel.min ?? (isScaled(panel) && isFromZero(roots) ? 0 : undefined),
    max: panel.max ?? (isDial(panel) ? end(panel, roots, unit) : undefined),
  };
}

/** What is probably a fraction may as well be percent: `100 * a / b`. */
function unitOf(fact: Fact | undefined): string | undefined {
  const unit = fact?.unit;
  return unit === undefined || (unit.loose && unit.kind === 'ratio') ? undefined : grafanaUnit(unit);
}

/** Where a dial of a fraction ends. */
const wholes: Readonly<Record<string, number>> = { percentunit: 1, percent: 100 };

function common(units: readonly (string | undefined)[]): string | undefined {
  return units.every((unit) => unit === units[0]) ? units[0] : undefined;
}

/** Whether values are drawn against an axis: one that begins at 0 shows them as large as they are. */
function isScaled({ type }: Panel): boolean {
  return type === 'timeseries' || isDial({ type });
}

function isDial({ type }: Pick<Panel, 'type'>): boolean {
  return type === 'gauge' || type === 'bargauge';
}

function isFromZero(roots: readonly (Fact | undefined)[]): boolean {
  return roots.length > 0 && roots.every((root) => root !== undefined && root.values.min >= 0);
}

/** Bars are compared with one another, so that only the whole of a fraction ends them; a gauge ends where its values do. */
function end(panel: Panel, roots: readonly (Fact | undefined)[], unit: string | undefined): number | undefined {
  const max = panel.type === 'gauge' ? Math.max(...roots.map((root) => root?.values.max ?? Infinity)) : Infinity;
  return Number.isFinite(max) ? max : wholes[unit ?? ''];
}
