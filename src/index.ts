/** The public API: what definitions import from `alidade`. */

export type { Buckets } from './define/bucket-series.ts';
export { type ConfigOptions, defineConfig } from './define/config.ts';
export type { DashboardHandle } from './define/dashboard.ts';
export type { Exporter } from './define/exporter.ts';
export { flow, item, scenario } from './define/guide.ts';
export { type Series as TestSeries, series } from './define/input-series.ts';
export { anyValue, matching, not, notMatching, oneOf, upTo } from './define/label.ts';
export { link } from './define/link.ts';
export { add, div, math, mul, sub } from './define/math.ts';
export type { Scalar } from './define/operand.ts';
export { bargauge, gauge, panel, row, stat, table, text, timeseries } from './define/panel.ts';
export { promql } from './define/promql.ts';
export type { Duration, Quantity } from './define/quantity.ts';
export type { ReceiverOptions } from './define/receiver.ts';
export { dashboardOf, file, md, panelOf } from './define/refer.ts';
export type { RelabelStep } from './define/relabel.ts';
export type { AlertHandle } from './define/route-options.ts';
export { command, query, see, step } from './define/runbook.ts';
export type { ScrapeJobHandle } from './define/scrape-job.ts';
export { secret } from './define/secret.ts';
export type { Counter, Gauge, Histogram, Info, NativeHistogram, Summary, Untyped } from './define/series.ts';
export { observations, outage, ramp, reset, stale, steady } from './define/shape.ts';
export { sli } from './define/sli.ts';
export type { SloHandle, SloOptions } from './define/slo.ts';
export { type SystemHandle, system } from './define/system.ts';
export type { Vector } from './define/vector.ts';
