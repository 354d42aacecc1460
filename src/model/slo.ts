import type { Burn, Urgency } from './burn.ts';
import type { Declared, Origin, Prose } from './declaration.ts';
import type { Expression } from './expression.ts';
import { type Alert, ruleKey } from './rule.ts';

/** What is measured: the events of a service, and which of them are bad. */
export type Sli = SliBase &
  (
    | {
        readonly type: 'ratio';
        /** Selectors of counters, of which one is undefined: without `total` good and bad events are all there are. */
        readonly good: Expression | undefined;
        readonly bad: Expression | undefined;
        readonly total: Expression | undefined;
        /** Why the good (or bad) events are some of all, where the selectors do not show it. */
        readonly partOfTotal: string | undefined;
      }
    | {
        readonly type: 'latency';
        /** Selector of a histogram: of its buckets where it is classic, of itself where it is native. */
        readonly histogram: Expression;
        readonly native: boolean;
        /** An observation at or below this is good, in the unit of the histogram; and as it was written: `500ms`. */
        readonly below: number;
        readonly limit: string;
      }
    | {
        readonly type: 'gauge';
        readonly gauge: Expression;
        /** While this holds, all is well: `{ op: '<=', value: 100 }`; and the value as it was written. */
        readonly good: { readonly op: '==' | '<=' | '<' | '>=' | '>'; readonly value: number };
        readonly limit: string;
      }
    | {
        /** A ratio of the user's own, which is in `queries`. */
        readonly type: 'raw';
      }
  );

interface SliBase {
  /** The call that made it: `sli.ratio(…)`. */
  readonly origin: Origin;
  /** Labels by which it is measured apart: each of their values has a budget of its own. */
  readonly by: readonly string[];
  /** What the events are, in the plural: `requests`. */
  readonly events: string;
  /** Events a second, usual and at least; undefined where not said. */
  readonly traffic: number | undefined;
  /** Events a second below which nobody is called. */
  readonly minimumTraffic: number | undefined;
  /** Good events, bad events and all events per second as PromQL, over the base window; what OpenSLO is given. */
  readonly queries: Readonly<Partial<Record<'good' | 'bad' | 'total' | 'errorRatio', Expression>>>;
  /** Milliseconds between samples, the longest of what it reads; undefined where it is not known. */
  readonly interval: number | undefined;
}

export type CalendarUnit = 'week' | 'month' | 'quarter' | 'year';

/** The period of an SLO: the last so many days, or the current month. */
export type SloWindow =
  | { readonly kind: 'rolling'; readonly period: number }
  | { readonly kind: 'calendar'; readonly unit: CalendarUnit; readonly timeZone: string; readonly start: string };

/** What is done once less than a share of the budget is left. */
export interface PolicyStep {
  /** 0.5: half of it; 0: none. */
  readonly remaining: number;
  readonly action: Prose;
}

/** What an alert of an SLO is for: the two urgencies of its burn rate, and that there is nothing to measure. */
export type SloRole = Urgency | 'absent';

export interface Slo extends Declared {
  readonly kind: 'slo';
  /** `api-availability`; the label `slo` of all that is made for it. */
  readonly id: string;
  readonly title: string;
  readonly description: Prose;
  /** The label `service`; undefined where the SLI is measured by it. */
  readonly service: string | undefined;
  readonly owner: string;
  readonly sli: Sli;
  /** As written: `99.9%`. */
  readonly objective: string;
  /** The objective as a ratio, and what is left to 1: 0.999 and 0.001, exactly. */
  readonly target: number;
  readonly budget: number;
  readonly window: SloWindow;
  /** Whether Prometheus is to compute it, which it can where the window is rolling. */
  readonly rules: boolean;
  /** Milliseconds: the windows that everything else is made of. */
  readonly base: number;
  /** The windows that decide on pages and tickets; none of a calendar window. */
  readonly burns: readonly Burn[];
  /** Keys of its alerts, as `ruleKey` makes them. */
  readonly alerts: Readonly<Partial<Record<SloRole, string>>>;
  /** Uid of its own dashboard, undefined where it has none. */
  readonly dashboard: string | undefined;
  readonly policy: readonly PolicyStep[];
  readonly runbook: string | undefined;
}

/** Whether there are rules, alerts and dashboards of it. */
export function isComputed({ rules, window }: Slo): boolean {
  return rules && window.kind === 'rolling';
}

/** Which of its SLO's alerts one is; undefined where it is another's. */
export function roleOf(alert: Alert, { alerts }: Slo): SloRole | undefined {
  const key = ruleKey(alert);
  return (['page', 'ticket', 'absent'] as const).find((role) => alerts[role] === key);
}

/** The share of what is bad in words, to stand after a percentage: `of requests take longer than 500ms`. */
export function badWords(sli: Sli): string {
  switch (sli.type) {
    case 'ratio':
      return `of ${sli.events} are bad`;
    case 'latency':
      return `of ${sli.events} take longer than ${sli.limit}`;
    case 'gauge':
      return `of the time it is not ${gaugeWords[sli.good.op]}${sli.limit}`;
    case 'raw':
      return 'of the time is bad';
  }
}

/** What a gauge is while all is well, to stand before the limit. */
export const gaugeWords = { '==': '', '<=': 'at most ', '<': 'below ', '>=': 'at least ', '>': 'above ' } as const;

/**
 * Whether a window is read from the series of the SLI itself. Longer ones are summed up from the base windows, because raw series
 * are many and their samples more; it costs half a base window until a fault counts in full, which in hours is little. A ratio
 * can be averaged only, without its events as weights, so that of a user's own is asked for whatever decides within days.
 */
export function isReadDirectly({ sli, base }: Pick<Slo, 'sli' | 'base'>, window: number): boolean {
  return window === base || window <= (sli.type === 'raw' ? 3 * 86_400_000 : 2 * 3_600_000);
}

/** The period in milliseconds, that of a calendar window at its longest. */
export function periodOf(window: SloWindow): number {
  return window.kind === 'rolling' ? window.period : longestOf[window.unit] * 86_400_000;
}

const longestOf: Readonly<Record<CalendarUnit, number>> = { week: 7, month: 31, quarter: 92, year: 366 };
