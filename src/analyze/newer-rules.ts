import type { Project } from '../model/project.ts';
import type { Alert, RecordingRule } from '../model/rule.ts';
import { ruleFields } from '../model/rule-field.ts';
import type { TestCase } from '../model/test-case.ts';
import { atLeast } from '../model/version.ts';
import { languageParts } from '../promql/language.ts';
import { namesIn } from './selected.ts';

/** A rule that a version of promtool cannot run, because of a part that later ones know. */
export interface NewerRule {
  readonly rule: Alert | RecordingRule;
  /** `limitk`, `double_exponential_smoothing()`. */
  readonly part: string;
  readonly since: string;
}

/** The rules that a version does not understand, and those that read what they record. */
export function newerRules({ alerts, recordingRules }: Project, version: string): readonly NewerRule[] {
  const found = new Map<Alert | RecordingRule, NewerRule>();
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const rule of [...recordingRules, ...alerts]) {
      const newer = found.has(rule) ? undefined : newerThan(rule, version, [...found.values()]);
      if (newer) found.set(rule, newer);
    }
  }
  return [...found.values()];
}

function newerThan(rule: Alert | RecordingRule, version: string, known: readonly NewerRule[]): NewerRule | undefined {
  const { ast } = rule.expr;
  const part = ast && languageParts(ast).find(({ since }) => since !== undefined && !atLeast(version, since));
  if (part) return { rule, part: part.name, since: part.since! };
  const { since } = ruleFields.keep_firing_for;
  if (rule.kind === 'alert' && rule.keepFiringFor !== undefined && !atLeast(version, since))
    return { rule, part: 'keep_firing_for', since };
  const read = new Set(namesIn(rule.expr));
  const source = known.find((one) => one.rule.kind === 'recordingRule' && read.has(one.rule.name));
  return source && { ...source, rule };
}

/** promtool reads native histograms from this version on (prometheus/prometheus#12668). */
const histogramsSince = '2.48';

/** Why a version of promtool cannot feed in a case. */
export function newerSeries({ series }: TestCase, version: string): Omit<NewerRule, 'rule'> | undefined {
  const isNative = series.some(({ values }) => values.includes('{{'));
  return isNative && !atLeast(version, histogramsSince)
    ? { part: 'a native histogram in a test', since: histogramsSince }
    : undefined;
}
