import type { Place } from './diagnostic.ts';
import type { Expectation, InputSeries } from './rule-test.ts';

/** An alert as it is, or should be, at a time: all its labels but `alertname`, all its annotations. */
export interface ActiveAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What a case asks of an alert at a time. */
export interface CaseCheck extends Omit<Expectation, 'path'> {
  /** Where all is known: every alert of its name that is firing then, complete. promtool compares them. */
  readonly exactly?: readonly ActiveAlert[];
  /** Where a failure is reported. */
  readonly place: Place;
}

/** Series, and what they make of alerts: declared by `ruleTest`, or derived from an alert. */
export interface TestCase {
  /** Unique within its system. */
  readonly name: string;
  readonly from: 'declared' | 'generated';
  /** Milliseconds from one sample to the next. */
  readonly interval: number;
  readonly series: readonly InputSeries[];
  readonly checks: readonly CaseCheck[];
}
