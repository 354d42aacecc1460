import type { Panel } from '../model/dashboard.ts';
import type { Expression } from '../model/expression.ts';
import type { Metric } from '../model/metric.ts';
import type { Declaration, Project } from '../model/project.ts';
import type { Inference, Lookup } from '../promql/infer.ts';
import type { Simulation } from './routing.ts';
import type { Rule, RuleRead } from './rule-graph.ts';
import type { Loss } from './scraped.ts';

/** One expression where it stands: whose it is, in which dialect, and where in the definition. */
export interface Use {
  readonly expression: Expression;
  readonly role: 'rule' | 'template' | 'panel' | 'annotation' | 'variable' | 'runbook' | 'guide' | 'slo';
  /** `grafana` knows macros and variables. */
  readonly dialect: 'prometheus' | 'grafana';
  /** The alert, recording rule, dashboard, variable, runbook, guide section or SLO it belongs to. */
  readonly owner: Declaration;
  readonly panel: Panel | undefined;
  /** `alert HighMCPErrorRate`, `panel "MCP Request Rate" of dashboard conexus-overview`. */
  readonly subject: string;
}

/** An expression without mistakes in its text, and what was inferred of it. */
export interface Inferred {
  readonly use: Use;
  readonly inference: Inference;
}

/** What follows from a Project, computed once; read by checks, emitters and the command line. */
export interface Analysis {
  readonly project: Project;
  /** Every expression of the project, in order of declaration. */
  readonly uses: readonly Use[];
  /** Facts about a series name: catalog, recording rules, what Prometheus itself adds (`up`, `ALERTS`, …). */
  readonly lookup: Lookup;
  /** Inference of an expression; undefined where its text does not parse. Computed at first call. */
  readonly inference: (expression: Expression) => Inference | undefined;
  /** Every expression but those with mistakes in their text, of which nothing that follows would be certain. */
  readonly inferred: () => readonly Inferred[];
  /** The declared metric that a series name belongs to: `x_bucket` to histogram `x`. */
  readonly metric: (seriesName: string) => Metric | undefined;
  /** Every series name that `lookup` knows, for finding the one that was meant. */
  readonly seriesNames: () => readonly string[];
  /** How often, in milliseconds, new samples of a series arrive: its scrape job's or rule group's interval, the shortest of several. */
  readonly interval: (seriesName: string) => number | undefined;
  /** Why no sample of a declared series is ever stored; undefined where some may be. */
  readonly loss: (seriesName: string) => Loss | undefined;
  /** How often, in milliseconds, a rule is evaluated: its group's interval or the system's. */
  readonly evaluation: (rule: Rule) => number;
  /** Which rules read which recording rules. */
  readonly ruleReads: () => readonly RuleRead[];
  /** The uses that read a metric. */
  readonly usesOf: (metric: Metric) => readonly Use[];
  /** What Alertmanager does with each alert; undefined where the system declares no routing. */
  readonly routing: () => Simulation | undefined;
}
