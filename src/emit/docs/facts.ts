/** Small facts as several pages print them. */
import type { Reference } from '../../model/declaration.ts';
import type { Expression } from '../../model/expression.ts';
import type { Metric } from '../../model/metric.ts';
import { type Alert, type RecordingRule, ruleKey } from '../../model/rule.ts';
import { formatDuration } from '../../promql/duration.ts';
import { expressionText } from '../expression-text.ts';
import { code, plain } from './markdown.ts';
import { type Block, codeBlock, type Inline, type Target } from './page.ts';

/** `**Type:** counter` */
export function fact(name: string, value: Inline): Inline {
  return typeof value === 'string' ? `**${name}:** ${value}` : [`**${name}:** `, ...value];
}

/** A fact for a list; none where there is no value. */
export function factOf(name: string, value: Inline | undefined): Inline[] {
  return value === undefined || value.length === 0 ? [] : [fact(name, value)];
}

/** How many links stand in one line before the rest is only counted. */
const linksInLine = 12;

/** Links one after another; a long list ends with how many more there are. */
export function links(targets: readonly Target[]): Inline {
  const shown = targets.slice(0, linksInLine).flatMap((target, i) => (i === 0 ? [target] : [', ', target]));
  return targets.length > linksInLine ? [...shown, ` and ${targets.length - linksInLine} more`] : shown;
}

export function promql(expression: Expression): Block {
  return codeBlock('promql', expressionText(expression));
}

/** How long the condition must hold. */
export function forWords(alert: Alert): string {
  return alert.for === undefined || alert.for === 0 ? 'at once' : formatDuration(alert.for);
}

export function runbookLink(alert: Alert): Inline {
  return alert.runbook === undefined ? 'none' : [{ to: 'runbook', id: alert.runbook }];
}

export function unitOf({ unit, counts }: Metric): string {
  return plain(unit ?? counts ?? '');
}

/** The first line of every page but the guide itself. */
export const toGuide: Inline = pageLink('README.md', '← Monitoring guide');

/** `page`: a link to another page of the documentation. */
export function pageLink(path: string, text: string): Inline {
  return [{ target: { to: 'page', path: `docs/${path}` }, text }];
}

export function codes(values: readonly string[]): string {
  return values.map(code).join(', ');
}

export function alertReference(alert: Alert): Reference {
  return { to: 'alert', name: alert.name, key: ruleKey(alert) };
}

export function reference(metric: Metric): Reference {
  return { to: 'metric', name: metric.name };
}

/** Where a recording rule is explained: one of an SLO there, where all its rules stand. */
export function ruleTarget({ name, slo }: RecordingRule): Target {
  return slo === undefined ? { to: 'recordingRule', name } : { to: 'slo', id: slo };
}
