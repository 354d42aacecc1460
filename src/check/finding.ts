import type { Analysis, Use } from '../analyze/analysis.ts';
import { isSound } from '../analyze/sound.ts';
import type { Dashboard, Panel } from '../model/dashboard.ts';
import type { Place } from '../model/diagnostic.ts';
import type { Expression } from '../model/expression.ts';
import type { Declaration } from '../model/project.ts';
import { subjectOf, subjectOfPanel } from '../model/subject.ts';
import type { Inference } from '../promql/infer.ts';
import { misspelt, nearest } from '../promql/nearest.ts';
import type { Finding } from './check.ts';

/** The words of a finding; where it is and what it is about come from what it is made of. */
export type Words = Pick<Finding, 'message' | 'help' | 'related' | 'fix'>;

/** The path into the arguments of a declaration's call: `[1, 'unit']`. */
type Path = NonNullable<Place['path']>;

/** A finding about an expression. */
export function inUse(use: Use, place: Place, words: Words): Finding {
  const silencers = use.panel ? [use.panel, use.owner] : [use.owner];
  return { subject: use.subject, place, silencers, ...words };
}

/** A finding about an option of a declaration; `span` counts in the text that the path leads to. */
export function inOption(declaration: Declaration, path: Path, words: Words, span?: Place['span']): Finding {
  const place = { origin: declaration.origin, path, ...(span && { span }) };
  return { subject: subjectOf(declaration), place, silencers: [declaration], ...words };
}

/** A finding about an option of a panel. */
export function inPanel(panel: Panel, dashboard: Dashboard, path: Path, words: Words, span?: Place['span']): Finding {
  const place = { origin: panel.origin, path, ...(span && { span }) };
  return { subject: subjectOfPanel(panel, dashboard), place, silencers: [panel, dashboard], ...words };
}

/** What was inferred of an expression without mistakes in its text. */
export function soundInference(expression: Expression, analysis: Analysis): Inference | undefined {
  return isSound(expression) ? analysis.inference(expression) : undefined;
}

/** The name that was meant, where one is near; as a fix, in the spelling of its place, where no other can have been. */
export function meantName(
  written: string,
  candidates: readonly string[],
  spell: (name: string) => string = (name) => name,
  word: (name: string) => string = spell,
): Pick<Words, 'help' | 'fix'> | undefined {
  const near = nearest(written, candidates);
  if (near === undefined) return undefined;
  const fix = misspelt(written, candidates);
  return { help: `did you mean ${word(near)}?`, ...(fix !== undefined && { fix: spell(fix) }) };
}

/** As a string of PromQL. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The labels there are, for who named another: `its labels are "job" and "method"`. */
export function itsLabels(names: readonly string[]): string {
  return names.length === 0 ? 'it has no labels' : `its labels are ${listed([...names].sort(), 'and')}`;
}

/** `"a"`, `"a" or "b"`, `"a", "b" or "c"`; long lists end with how many more there are. */
export function listed(values: readonly string[], word: 'or' | 'and' = 'or', most = 8): string {
  const shown = values.slice(0, values.length > most ? most - 1 : most).map((value) => `"${value}"`);
  if (values.length > shown.length) shown.push(`${values.length - shown.length} more`);
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} ${word} ${last}`;
}
