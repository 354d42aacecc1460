/** The public API: what definitions import from `alidade`. */
export { type ConfigOptions, defineConfig } from './define/config.ts';
export type { DashboardHandle } from './define/dashboard.ts';
export type { Exporter } from './define/exporter.ts';
export { flow, item, scenario } from './define/guide.ts';
export { anyValue, matching, not, notMatching, oneOf, upTo } from './define/label.ts';
export { link } from './define/link.ts';
export { add, div, math, mul, sub } from './define/math.ts';
export type { Scalar } from './define/operand.ts';
export { bargauge, gauge, panel, row, stat, table, text, timeseries } from './define/panel.ts';
export { promql } from './define/promql.ts';
export type { Duration, Quantity } from './define/quantity.ts';
export { dashboardOf, file, md, panelOf } from './define/refer.ts';
export type { RelabelStep } from './define/relabel.ts';
export { command, query, see, step } from './define/runbook.ts';
export type { ScrapeJobHandle } from './define/scrape-job.ts';
export type { Buckets, Counter, Gauge, Histogram, Info, NativeHistogram, Summary, Untyped } from './define/series.ts';
export { type SystemHandle, system } from './define/system.ts';
export type { Vector } from './define/vector.ts';
