import { z } from 'zod';
import { type Relabel, type RelabelAction, relabelActions, relabelDefaults } from '../model/relabel.ts';
import { atLeast } from '../model/version.ts';
import { isLabelName } from '../promql/keywords.ts';
import { slipOf } from '../promql/nearest.ts';
import { regexProblem } from '../promql/regex.ts';
import { option } from './declare.ts';

interface FromLabels {
  readonly sourceLabels: readonly string[];
  /** Stands between their values; `;` unless given. */
  readonly separator?: string;
}

/** A step of relabelling, as Prometheus has it; https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config. */
export type RelabelStep =
  /** Writes a label: `replacement` may refer to groups of `regex` as `$1`. */
  | ({
      readonly action?: 'replace';
      readonly targetLabel: string;
      /** RE2, anchored; `(.*)` unless given. */
      readonly regex?: string;
      /** `$1` unless given; '' removes the label. */
      readonly replacement?: string;
    } & Partial<FromLabels>)
  /** Keeps, or drops, what matches. */
  | ({ readonly action: 'keep' | 'drop'; readonly regex: string } & FromLabels)
  | {
      readonly action: 'keepequal' | 'dropequal';
      readonly sourceLabels: readonly string[];
      readonly targetLabel: string;
    }
  | ({ readonly action: 'hashmod'; readonly targetLabel: string; readonly modulus: number } & FromLabels)
  | ({ readonly action: 'lowercase' | 'uppercase'; readonly targetLabel: string } & FromLabels)
  /** Copies labels whose names match. */
  | { readonly action: 'labelmap'; readonly regex: string; readonly replacement?: string }
  | { readonly action: 'labeldrop' | 'labelkeep'; readonly regex: string };

/** Names of labels that steps write onto what they pass, as far as types tell. */
export type WrittenBy<Steps> = Steps extends readonly (infer Step)[] ? Writes<Step> : never;
type Writes<Step> = Step extends { readonly action: 'keepequal' | 'dropequal' }
  ? never
  : Step extends { readonly targetLabel: infer Name extends string }
    ? Exported<Name>
    : never;
/** The names among these that stay on series: those that begin with `__` do not, and what others are is known at run time. */
export type Exported<Name> = Name extends `__${string}` | `${string}$${string}`
  ? never
  : string extends Name
    ? never
    : Name;

/** A step with what is not written filled in. */
export function relabelFrom(step: RelabelStep): Relabel {
  return Object.freeze({ ...relabelDefaults, ...step });
}

type Field = Exclude<keyof Relabel, 'action'>;

/** The fields each action needs, and those it also takes. */
const fields: Readonly<Record<RelabelAction, { readonly needs: readonly Field[]; readonly takes: readonly Field[] }>> =
  {
    replace: { needs: ['targetLabel'], takes: ['sourceLabels', 'separator', 'regex', 'replacement'] },
    keep: { needs: ['sourceLabels', 'regex'], takes: ['separator'] },
    drop: { needs: ['sourceLabels', 'regex'], takes: ['separator'] },
    keepequal: { needs: ['sourceLabels', 'targetLabel'], takes: [] },
    dropequal: { needs: ['sourceLabels', 'targetLabel'], takes: [] },
    hashmod: { needs: ['sourceLabels', 'targetLabel', 'modulus'], takes: ['separator'] },
    lowercase: { needs: ['sourceLabels', 'targetLabel'], takes: ['separator'] },
    uppercase: { needs: ['sourceLabels', 'targetLabel'], takes: ['separator'] },
    labelmap: { needs: ['regex'], takes: ['replacement'] },
    labeldrop: { needs: ['regex'], takes: [] },
    labelkeep: { needs: ['regex'], takes: [] },
  };

const actions = Object.keys(relabelActions) as RelabelAction[];
const groupReference = /\$\{\w+\}|\$\w/;
/** A name before 3.0 whose parts may come from groups: `${1}_total`. */
const expandableName = new RegExp(`^(?:[a-zA-Z_]|${groupReference.source})(?:\\w|${groupReference.source})*$`);

/** A name that a label may have in a Prometheus of this version. */
function labelName(prometheus: string): z.ZodType<string> {
  return z.string('a label is named by a text').superRefine((name, context) => {
    const problem = labelNameProblem(name, prometheus);
    if (problem !== undefined) context.addIssue(problem);
  });
}

/** What keeps a text from being the name of a label in a Prometheus of this version. */
export function labelNameProblem(name: string, prometheus: string, since = '3.0'): string | undefined {
  if (name === '') return 'the name of a label is not empty';
  if (atLeast(prometheus, since) || isLabelName(name)) return undefined;
  return `"${name}" is no label name before Prometheus ${since}: letters, digits and _, not beginning with a digit`;
}

const regex = z.string('a regular expression is a text').superRefine((text, context) => {
  const problem = regexProblem(text);
  if (problem !== undefined) context.addIssue(problem);
});

/** Steps of relabelling; what a Prometheus of this version refuses is refused (model/relabel/relabel.go, Validate). */
export function relabelOption(prometheus: string): z.ZodType {
  const step = z.strictObject({
    action: z.enum(actions, `one of ${actions.map((action) => `'${action}'`).join(', ')}`).optional(),
    sourceLabels: z.array(labelName(prometheus), "list the labels: ['job']").optional(),
    separator: option.text.optional(),
    regex: regex.optional(),
    targetLabel: option.text.optional(),
    replacement: option.text.optional(),
    modulus: z.int('a whole number of parts').positive('a hash has to be taken modulo 1 or more').optional(),
  });
  const checked = step.superRefine((given, context) => {
    for (const [field, message] of problemsOf(given, prometheus)) {
      context.addIssue({ code: 'custom', path: [field], message });
    }
  });
  return z.array(checked, 'write a list of steps: [{ … }]');
}

type Given = { readonly [K in keyof Relabel]?: Relabel[K] | undefined };

function* problemsOf(given: Given, prometheus: string): Generator<readonly [string, string]> {
  const { action = 'replace', targetLabel, replacement } = given;
  const { since } = relabelActions[action];
  if (!atLeast(prometheus, since))
    yield ['action', `${action} exists since Prometheus ${since}; the system runs on ${prometheus}`];
  const { needs, takes } = fields[action];
  for (const field of needs) if (given[field] === undefined) yield [field, `${action} needs it`];
  for (const field of Object.keys(given)) {
    const isTaken = field === 'action' || [...needs, ...takes].includes(field as Field);
    if (!isTaken && given[field as Field] !== undefined) yield [field, `${action} takes no ${field}`];
  }
  const named = targetLabel === undefined ? undefined : nameProblem(targetLabel, action === 'replace', prometheus);
  if (named !== undefined) yield ['targetLabel', named];
  const copied = action === 'labelmap' && replacement !== undefined && nameProblem(replacement, true, prometheus);
  if (copied) yield ['replacement', copied];
}

/** What is wrong with the name of a label that is written, in parts by groups of the regular expression (any since 3.2). */
function nameProblem(name: string, expands: boolean, prometheus: string): string | undefined {
  if (!expands) return labelNameProblem(name, prometheus);
  if (!name.includes('$') || atLeast(prometheus, '3.2')) return labelNameProblem(name, prometheus, '3.2');
  return expandableName.test(name) ? undefined : `"${name}" does not make a label name`;
}

/** Labels that Prometheus sets on every target before it is relabelled (scrape/target.go), beside parameters and what was discovered. */
const ofTargets = ['__address__', '__scheme__', '__metrics_path__', '__scrape_interval__', '__scrape_timeout__'];

/**
 * Slips of the labels that Prometheus itself sets on targets or reads from them, where they stand: such a one is empty when it
 * is read, and gone after relabelling when it is written.
 */
export function* slipsOf(steps: readonly Given[]): Generator<readonly [path: readonly (string | number)[], string]> {
  const read = new Set(steps.flatMap(({ sourceLabels }) => sourceLabels ?? []));
  const written = new Set(steps.flatMap(({ targetLabel }) => targetLabel ?? []));
  if (steps.some(({ action }) => action === 'labelmap')) return;
  for (const [index, { sourceLabels = [], targetLabel }] of steps.entries()) {
    for (const [at, name] of sourceLabels.entries()) {
      const meant = written.has(name) ? undefined : meantLabel(name);
      if (meant !== undefined)
        yield [[index, 'sourceLabels', at], `no target has a label "${name}": did you mean ${meant}?`];
    }
    const meant = targetLabel === undefined || read.has(targetLabel) ? undefined : meantLabel(targetLabel);
    if (meant !== undefined) yield [[index, 'targetLabel'], `nothing reads "${targetLabel}": did you mean ${meant}?`];
  }
}

function meantLabel(name: string): string | undefined {
  if (!name.startsWith('__') || /^__(?:param|meta|tmp)_/.test(name) || ofTargets.includes(name)) return undefined;
  const parameter = name.replace(/^__[a-z]+_/, '__param_');
  return slipOf(name, [...ofTargets, parameter]);
}
