/** alerts.md: every alert as the person on call needs it, then the recording rules. */
import type { Metric } from '../../model/metric.ts';
import type { Alert, RecordingRule } from '../../model/rule.ts';
import { formatDuration } from '../../promql/duration.ts';
import type { LabelSet } from '../../promql/infer.ts';
import { alertsFile, recordingFile } from '../prometheus-rules.ts';
import {
  alertReference,
  fact,
  factOf,
  forWords,
  links,
  promql,
  reference,
  ruleTarget,
  runbookLink,
  toGuide,
} from './facts.ts';
import { code, count, listed, plain, sentence } from './markdown.ts';
import { distinct } from './outline.ts';
import { type Block, heading, type Inline, list, type Page, paragraph, type Target, table } from './page.ts';
import { notifies } from './routing.ts';
import type { Site } from './site.ts';
import { templateWords } from './template-words.ts';
import { testedWords } from './tested.ts';

/** A longer table is not read at a glance; the headings below it say as much. */
const alertsInTable = 500;

export function alertsPage(site: Site): readonly Page[] {
  const { alerts, recordingRules, system } = site.project;
  if (alerts.length + recordingRules.length === 0) return [];
  return [
    {
      path: 'docs/alerts.md',
      title: `${system.title} alerts`,
      targets: [],
      blocks: [
        paragraph(toGuide),
        paragraph([`${alertCounts(site)} The rules are in `, { to: 'file', path: alertsFile }, '.']),
        ...(alerts.length > alertsInTable ? [] : alertTable(site)),
        ...alerts.flatMap((alert) => alertBlocks(alert, site)),
        ...ruleBlocks(
          recordingRules.filter(({ slo }) => slo === undefined),
          site,
        ),
      ],
    },
  ];
}

/** `5 alerts: 1 critical, 3 warning and 1 info.` */
export function alertCounts({ project }: Site): string {
  const { alerts, system } = project;
  const severities = [...new Set([...system.severities, ...alerts.map((alert) => alert.severity)])];
  const counts = severities
    .map((severity) => [alerts.filter((alert) => alert.severity === severity).length, severity] as const)
    .filter(([n]) => n > 0)
    .map(([n, severity]) => `${n} ${plain(severity)}`);
  const total = sentence(count(alerts.length, 'alert'));
  return counts.length === 0 ? `${total}.` : `${total}: ${listed(counts)}.`;
}

/** All alerts at a glance. */
export function alertTable(site: Site): Block[] {
  return table(
    ['Alert', 'Fires when', 'For', 'Severity', 'Runbook'],
    site.project.alerts.map((alert) => [
      [alertReference(alert)],
      site.firesWhen(alert),
      forWords(alert),
      plain(alert.severity),
      runbookLink(alert),
    ]),
  );
}

function alertBlocks(alert: Alert, site: Site): Block[] {
  const { metrics, rules } = site.reads(alert.expr);
  return [
    heading(2, site.titleOf(alert), { targets: [alertReference(alert), { to: 'alert', name: alert.name }] }),
    paragraph(`Fires ${whenWords(site.firesWhen(alert))}${holding(alert)}.`),
    ...(alert.description === undefined ? [] : [paragraph(templateWords(alert.description))]),
    ...(alert.alwaysFiring === undefined
      ? []
      : [paragraph(`**Meant to fire all the time:** ${plain(alert.alwaysFiring)}`)]),
    ...(alert.plannedMetrics === undefined
      ? []
      : [paragraph(`**Reads planned metrics:** ${plain(alert.plannedMetrics)}`)]),
    promql(alert.expr),
    ...list([
      fact('Severity', plain(alert.severity)),
      ...factOf('Notifies', notifies(alert, site)),
      fact('Runbook', runbookLink(alert)),
      ...factOf('Summary', alert.summary === undefined ? undefined : templateWords(alert.summary)),
      fact('Labels', alertLabels(alert, site)),
      ...factOf('Panels', links(site.panelsFor(alert))),
      ...factOf('SLO', alert.slo === undefined ? undefined : [{ to: 'slo', id: alert.slo }]),
      ...factOf(
        'Metrics',
        links(
          targetsOf(
            metrics,
            rules.filter((rule) => rule.slo === undefined || rule.slo !== alert.slo),
          ),
        ),
      ),
      ...factOf('Tested', testedWords(alert, site.analysis)),
      ...Object.entries(alert.annotations).map(([name, text]): Inline => fact(plain(name), templateWords(text))),
    ]),
  ];
}

/** `when … is above 5 %`, or `always`. */
function whenWords(condition: string): string {
  return condition === 'always' ? condition : `when ${condition}`;
}

/** `, for 5m`; how long it goes on after the condition is over. */
function holding(alert: Alert): string {
  const during = alert.for === undefined || alert.for === 0 ? '' : `, for ${formatDuration(alert.for)}`;
  const after =
    alert.keepFiringFor === undefined ? '' : `; goes on for ${formatDuration(alert.keepFiringFor)} after that is over`;
  return during + after;
}

/** Labels a notification can be told apart by: those of the result, and those the rule sets. */
function alertLabels(alert: Alert, { analysis }: Site): string {
  const root = analysis.inference(alert.expr)?.root;
  const own = Object.entries(alert.labels).map(([name, value]) => code(`${name}=${JSON.stringify(value)}`));
  return [...(root === undefined ? [] : labelWords(root.labels, alert)), ...own].join(', ') || 'none';
}

/** Those of the result that the rule does not set. */
function labelWords({ labels, complete }: LabelSet, alert: Alert): string[] {
  const passed = labels.filter(({ name }) => name !== '__name__' && !Object.hasOwn(alert.labels, name));
  const shown = passed.filter(({ presence }) => presence !== 'never');
  const words = shown.map(({ name }) => code(name));
  return complete ? words : [...words, 'others that are not declared'];
}

function ruleBlocks(rules: readonly RecordingRule[], site: Site): Block[] {
  if (rules.length === 0) return [];
  const where = paragraph(['Computed ahead, in ', { to: 'file', path: recordingFile }, '.']);
  return [heading(2, 'Recording rules'), where, ...rules.flatMap((rule) => ruleBlock(rule, site))];
}

function ruleBlock(rule: RecordingRule, site: Site): Block[] {
  const { metrics, rules } = site.reads(rule.expr);
  return [
    heading(3, rule.name, { code: true, targets: [{ to: 'recordingRule', name: rule.name }] }),
    ...(rule.help === undefined ? [] : [paragraph(plain(rule.help))]),
    promql(rule.expr),
    ...list(factOf('Metrics', links(targetsOf(metrics, rules)))),
  ];
}

/** What an expression reads; the rules of an SLO stand with it. */
function targetsOf(metrics: readonly Metric[], rules: readonly RecordingRule[]): readonly Target[] {
  const computed = rules.map(ruleTarget);
  return distinct([...metrics.map(reference), ...computed]);
}
