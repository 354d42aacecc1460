import { z } from 'zod';
import type { Ignore } from '../model/declaration.ts';
import {
  type ChecklistItem,
  type Flow,
  type GuideSection,
  type GuideSectionId,
  guideSections,
  type Scenario,
} from '../model/guide.ts';
import type { Step, StepPart } from '../model/runbook.ts';
import { declared, givenTo, option, register } from './declare.ts';
import { callerOrigin } from './origin.ts';
import { prose, proseText, type Text } from './refer.ts';
import { stepPart, stepPartsOption, stepsOption } from './runbook.ts';
import type { SystemScope } from './system.ts';

export interface GuideSectionOptions {
  /** Its heading; a fitting one is there without. */
  readonly title?: string;
  readonly body?: Text;
  /** Below the text: things to do or look at, made with `step`. */
  readonly steps?: readonly Step[];
  readonly ignore?: Ignore;
}

export interface GuideMethods {
  /**
   * A section of the monitoring guide.
   *
   * @example conexus.guide('tracing', { body: md`Conexus sends spans to Jaeger.` })
   */
  guide(
    section: 'checklist',
    options: GuideSectionOptions & { readonly items: readonly ChecklistItem[] },
  ): GuideSection;
  guide(
    section: 'troubleshooting',
    options: GuideSectionOptions & { readonly scenarios: readonly Scenario[] },
  ): GuideSection;
  guide(section: 'architecture', options: GuideSectionOptions & { readonly flows?: readonly Flow[] }): GuideSection;
  guide(
    section: Exclude<GuideSectionId, 'checklist' | 'troubleshooting' | 'architecture'>,
    options: GuideSectionOptions & { readonly body: Text },
  ): GuideSection;
}

/**
 * A point of the checklist and how far it is.
 *
 * @example item('Log retention', 'pending', 'Configure log rotation.')
 */
export function item(title: string, state: ChecklistItem['state'], ...notes: readonly Text[]): ChecklistItem {
  return Object.freeze({ title, state, notes: notes.map((note, index) => proseText(note, index + 2)) });
}

/**
 * Something that goes wrong with the monitoring itself, and the way out.
 *
 * @example scenario('No data in Grafana', 'Panels say "No data".', command('curl -s conexus:9091/metrics | head'))
 */
export function scenario(problem: string, symptom: Text, ...steps: readonly (StepPart | Text)[]): Scenario {
  return Object.freeze({
    problem,
    symptom: proseText(symptom, 1),
    steps: steps.map((part, index) => stepPart(part, index + 2)),
  });
}

/**
 * An arrow of the architecture diagram.
 *
 * @example flow('Conexus', 'Prometheus', 'metrics, every 15 s')
 */
export function flow(from: string, to: string, carries: string): Flow {
  return Object.freeze({ from, to, carries });
}

const titles: Record<GuideSectionId, string> = {
  'quick-start': 'Quick start',
  architecture: 'Architecture',
  'dashboard-import': 'Importing the dashboards',
  tracing: 'Distributed tracing',
  logging: 'Structured logging',
  performance: 'Performance monitoring',
  tuning: 'Performance tuning',
  'custom-metrics': 'Adding custom metrics',
  debugging: 'Debugging in production',
  troubleshooting: 'Troubleshooting',
  'best-practices': 'Best practices',
  checklist: 'Production checklist',
  'known-gaps': 'Known gaps',
  differences: 'Differences from the source guide',
};

interface Given extends GuideSectionOptions {
  readonly items?: readonly ChecklistItem[];
  readonly scenarios?: readonly Scenario[];
  readonly flows?: readonly Flow[];
}

export function guideMethods({ registry }: SystemScope): GuideMethods {
  const guide = (section: GuideSectionId, options: Given) => {
    const origin = callerOrigin();
    const { issues, given } = givenTo(section, options && { section, ...options }, guideSchema);
    const record = {
      kind: 'guideSection' as const,
      section: String(section) as GuideSectionId,
      title: given.title ?? titles[section] ?? String(section),
      body: prose(given.body),
      steps: given.steps ?? [],
      items: given.items ?? [],
      scenarios: given.scenarios ?? [],
      flows: given.flows ?? [],
    };
    return register(registry, declared(record, origin, given.ignore), issues);
  };
  return { guide } as GuideMethods;
}

const states = ['done', 'in progress', 'pending'] as const;
const guideSchema = z
  .strictObject({
    section: z.enum(guideSections, `the sections are ${guideSections.join(', ')}`),
    title: option.text.optional(),
    body: option.prose.optional(),
    steps: stepsOption.optional(),
    ignore: option.ignore.optional(),
    items: z
      .array(
        z.object(
          { title: option.title, state: z.enum(states, `write ${states.join(', ')}`), notes: z.array(option.prose) },
          'a point is made with item(…)',
        ),
      )
      .optional(),
    scenarios: z
      .array(
        z.object(
          { problem: option.text, symptom: option.prose, steps: stepPartsOption },
          'one is made with scenario(…)',
        ),
      )
      .optional(),
    flows: z
      .array(z.object({ from: option.text, to: option.text, carries: option.text }, 'an arrow is made with flow(…)'))
      .optional(),
  })
  .refine(
    ({ body, steps, items, scenarios, flows }) => body ?? steps ?? items ?? scenarios ?? flows,
    'the section is empty: give it a body',
  );
