/** What the pages ask of the analysis, each answered once. */
import type { Analysis, Use } from '../../analyze/analysis.ts';
import { type WritersOf, writersIn } from '../../analyze/written.ts';
import { type Dashboard, type Panel, panelsOf } from '../../model/dashboard.ts';
import type { Reference } from '../../model/declaration.ts';
import type { Expression } from '../../model/expression.ts';
import type { GuideSection, GuideSectionId } from '../../model/guide.ts';
import type { Metric } from '../../model/metric.ts';
import type { Project } from '../../model/project.ts';
import { type Alert, alertFinder, type RecordingRule } from '../../model/rule.ts';
import type { Slo } from '../../model/slo.ts';
import type { Inference } from '../../promql/infer.ts';
import { alertTitle } from '../links.ts';
import { conditionWords } from './condition.ts';
import { mentionedMetrics } from './mentions.ts';
import { distinct } from './outline.ts';
import { sloCondition } from './slo-condition.ts';

/** Metrics that are explained together. */
export interface Component {
  readonly title: string;
  /** Declared by a catalog, not by the system itself. */
  readonly catalog: boolean;
  readonly metrics: readonly Metric[];
}

export interface Site {
  readonly analysis: Analysis;
  readonly project: Project;
  readonly components: readonly Component[];
  /** The jobs that expose a metric as it is described. */
  readonly jobsOf: (metric: Metric) => readonly string[];
  /** Metrics and recording rules that an expression reads. */
  readonly reads: (expression: Expression) => Reads;
  /** Panels that draw an alert's threshold, then those that show a metric it reads. */
  readonly panelsFor: (alert: Alert) => readonly Reference[];
  readonly firesWhen: (alert: Alert) => string;
  readonly alert: (key: string) => Alert | undefined;
  /** Heading of an alert, unique on its page. */
  readonly titleOf: (alert: Alert) => string;
  readonly alertsOf: (runbook: string) => readonly Alert[];
  /** The SLO that a rule is made for. */
  readonly sloOf: (rule: Alert | RecordingRule) => Slo | undefined;
  readonly sections: (id: GuideSectionId) => readonly GuideSection[];
}

export interface Reads {
  readonly metrics: readonly Metric[];
  readonly rules: readonly RecordingRule[];
}

export function siteOf(analysis: Analysis): Site {
  const { project } = analysis;
  const byRunbook = groupBy(project.alerts, (alert) => alert.runbook);
  const namesakes = groupBy(project.alerts, (alert) => alert.name);
  const alert = alertFinder(project.alerts);
  const exposed = groupBy(project.metrics, descriptionOf);
  const reads = readsIn(analysis, exposed);
  const slos = new Map(project.slos.map((slo) => [slo.id, slo]));
  const sloOf: Site['sloOf'] = ({ slo }) => (slo === undefined ? undefined : slos.get(slo));
  return {
    analysis,
    project,
    components: componentsOf(analysis, exposed),
    jobsOf: (metric) => exposed.get(descriptionOf(metric))?.map(({ job }) => job) ?? [],
    reads,
    panelsFor: panelFinder(analysis, reads, alert),
    firesWhen: conditionsIn(analysis, sloOf),
    alert,
    titleOf: (alert) => alertTitle(alert, namesakes.get(alert.name) ?? []),
    alertsOf: (runbook) => byRunbook.get(runbook) ?? [],
    sloOf,
    sections: (id) => project.guide.filter((section) => section.section === id),
  };
}

/** All that is said of a metric but which job exposes it: what several jobs expose alike is described once. */
function descriptionOf({ job, origin, ignore, ...said }: Metric): string {
  return JSON.stringify(said);
}

type Exposed = ReadonlyMap<string, readonly Metric[]>;

/** The first of the metrics that are described alike. */
function firstOf(metric: Metric, exposed: Exposed): Metric {
  return exposed.get(descriptionOf(metric))?.[0] ?? metric;
}

/** The system's own components, then the catalogs, of which only what is used or spoken of. */
function componentsOf(analysis: Analysis, exposed: Exposed): readonly Component[] {
  const metrics = [...exposed.values()].flatMap(([first]) => first ?? []);
  const mentioned = mentionedMetrics(analysis.project);
  const [own, foreign] = [
    metrics.filter((m) => m.catalog === undefined),
    metrics.filter((m) => m.catalog !== undefined),
  ];
  const used = foreign.filter((metric) => mentioned.has(metric.name) || analysis.usesOf(metric).length > 0);
  return [
    ...grouped(own, (metric) => metric.component, false),
    ...grouped(used, (metric) => metric.catalog ?? '', true),
  ];
}

function grouped(metrics: readonly Metric[], title: (metric: Metric) => string, catalog: boolean): Component[] {
  return [...groupBy(metrics, title)].map(([name, members]) => ({ title: name, catalog, metrics: members }));
}

function readsIn(analysis: Analysis, exposed: Exposed): Site['reads'] {
  const { metrics, recordingRules } = analysis.project;
  const described = [...new Set(metrics.map((metric) => firstOf(metric, exposed)))];
  const uses = described.flatMap((metric) => analysis.usesOf(metric).map(({ expression }) => ({ expression, metric })));
  const byExpression = groupBy(uses, (use) => use.expression);
  return (expression) => {
    const read = byExpression.get(expression)?.map((use) => use.metric) ?? [];
    return {
      metrics: read,
      rules: recordingRules.length === 0 ? [] : rulesIn(analysis.inference(expression), writersIn(analysis)),
    };
  };
}

function rulesIn(inference: Inference | undefined, writersOf: WritersOf): readonly RecordingRule[] {
  const selectors = (inference?.nodes ?? []).flatMap(({ expr }) => (expr.kind === 'selector' ? [expr] : []));
  return [...new Set(selectors.flatMap(writersOf))];
}

/** When an alert fires, in words; several pages say it. */
function conditionsIn({ inference }: Analysis, sloOf: Site['sloOf']): Site['firesWhen'] {
  const known = new Map<Alert, string>();
  const ofExpression = ({ expr }: Alert) => {
    const inferred = inference(expr);
    return expr.ast && inferred ? conditionWords(expr.ast, inferred) : '';
  };
  return (alert) => {
    const said = known.get(alert);
    if (said !== undefined) return said;
    const slo = sloOf(alert);
    const words = (slo && sloCondition(alert, slo)) ?? ofExpression(alert);
    known.set(alert, words);
    return words;
  };
}

function panelFinder(analysis: Analysis, reads: Site['reads'], named: Site['alert']): Site['panelsFor'] {
  const { dashboards } = analysis.project;
  const drawing = groupBy(dashboards.flatMap(referredPanels), ({ panel: { thresholdOf } }) => {
    return thresholdOf === undefined ? undefined : named(thresholdOf);
  });
  const known = new Map<Metric, readonly Reference[]>();
  const showing = (metric: Metric) => {
    const panels = known.get(metric) ?? distinct(analysis.usesOf(metric).flatMap(panelOfUse));
    known.set(metric, panels);
    return panels;
  };
  return (alert) => {
    const drawn = drawing.get(alert) ?? [];
    const related = reads(alert.expr).metrics.map(showing);
    return drawn.length === 0 && related.length === 1
      ? related[0]!
      : distinct([...drawn.map(({ reference }) => reference), ...related.flat()]);
  };
}

function referredPanels(dashboard: Dashboard): { readonly panel: Panel; readonly reference: Reference }[] {
  return panelsOf(dashboard).map((panel) => ({ panel, reference: panelReference(dashboard.uid, panel) }));
}

function panelOfUse({ owner, panel }: Use): Reference[] {
  return owner.kind === 'dashboard' && panel !== undefined ? [panelReference(owner.uid, panel)] : [];
}

export function panelReference(uid: string, panel: Panel): Reference {
  return { to: 'panel', uid, panel: panel.key };
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
