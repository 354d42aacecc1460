import type { Declared } from './declaration.ts';

/** A series that a test feeds in. */
export interface InputSeries {
  /** Name of the series: `shop_requests_total`, `shop_latency_seconds_bucket`. */
  readonly name: string;
  /** All its labels, those of its target included. */
  readonly labels: Readonly<Record<string, string>>;
  /** One sample each interval, as promtool takes them: `0+10x20 stale`. */
  readonly values: string;
}

/** A series that a declared test feeds in: its labels are those that the test names; its target's others are added later. */
export interface TestSeries extends InputSeries {
  /** Name of the scrape job whose first target has it. */
  readonly job: string;
}

/** What an alert is expected to be at a time of the test. */
export interface Expectation {
  /** `quiet`: neither firing nor pending. */
  readonly state: 'firing' | 'pending' | 'quiet';
  /** Key of the alert: `HighErrorRate{severity="critical"}`. */
  readonly alert: string;
  /** Milliseconds from the test's start. */
  readonly at: number;
  /** Labels that it has among others; every series of the alert with these is meant. */
  readonly labels: Readonly<Record<string, string>>;
  /** Annotations that it has among others, filled in. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Where it stands in the options of `ruleTest`: `[0, 'firing', 0]`. */
  readonly path: readonly (string | number)[];
}

/** Series, and what they make of alerts. */
export interface RuleTest extends Declared {
  readonly kind: 'ruleTest';
  readonly name: string;
  /** Milliseconds from one sample to the next. */
  readonly interval: number;
  /** Key of the alert that it is about. */
  readonly alert: string;
  readonly series: readonly TestSeries[];
  readonly expectations: readonly Expectation[];
}
