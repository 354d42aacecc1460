import type { Declared, Prose } from './declaration.ts';
import type { Step, StepPart } from './runbook.ts';

/** The sections a monitoring guide knows, in the order it shows them; metrics, alerts, dashboards and runbooks come of themselves. */
export const guideSections = [
  'quick-start',
  'architecture',
  'dashboard-import',
  'tracing',
  'logging',
  'performance',
  'tuning',
  'custom-metrics',
  'debugging',
  'troubleshooting',
  'best-practices',
  'checklist',
  'known-gaps',
  'differences',
] as const;

export type GuideSectionId = (typeof guideSections)[number];

export interface ChecklistItem {
  readonly title: string;
  readonly state: 'done' | 'in progress' | 'pending';
  readonly notes: readonly Prose[];
}

/** A problem with the monitoring itself and how to get out of it. */
export interface Scenario {
  readonly problem: string;
  readonly symptom: Prose | undefined;
  readonly steps: readonly StepPart[];
}

/** An arrow of the architecture diagram beside those that follow from scrape jobs and outputs. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly carries: string;
}

/** A section of the monitoring guide, written by people. */
export interface GuideSection extends Declared {
  readonly kind: 'guideSection';
  readonly section: GuideSectionId;
  readonly title: string;
  readonly body: Prose;
  /** Things to do or look at in turn, with queries that are checked. */
  readonly steps: readonly Step[];
  readonly items: readonly ChecklistItem[];
  readonly scenarios: readonly Scenario[];
  readonly flows: readonly Flow[];
}
