import { type Dashboard, panelsOf, type Variable } from '../model/dashboard.ts';
import type { GuideSection } from '../model/guide.ts';
import type { Project } from '../model/project.ts';
import type { Alert } from '../model/rule.ts';
import type { Runbook, StepPart } from '../model/runbook.ts';
import { isComputed, type Slo } from '../model/slo.ts';
import { subjectOf, subjectOfPanel } from '../model/subject.ts';
import type { Use } from './analysis.ts';
import type { Rule } from './rule-graph.ts';
import { templateQueries } from './template-queries.ts';

/** Every expression of a project, in order of declaration within each kind. */
export function usesIn(project: Project): readonly Use[] {
  return [
    ...[...project.recordingRules, ...project.alerts].map(useOfRule),
    ...project.alerts.flatMap(inTexts),
    ...variablesOf(project).flatMap(inVariable),
    ...project.dashboards.flatMap(inDashboard),
    ...project.runbooks.flatMap((runbook) => runbook.steps.flatMap((step) => inSteps(step.parts, runbook, 'runbook'))),
    ...project.guide.flatMap((section) => inSteps(partsOf(section), section, 'guide')),
    ...project.slos.flatMap(inSlo),
  ];
}

/** Queries of an SLO that no rule asks; those of others stand in its rules. */
function inSlo(slo: Slo): readonly Use[] {
  if (isComputed(slo)) return [];
  const common = { role: 'slo', dialect: 'prometheus', owner: slo, panel: undefined, subject: subjectOf(slo) } as const;
  return Object.values(slo.sli.queries).map((expression) => ({ expression, ...common }));
}

/** The expression of a rule. */
export function useOfRule(rule: Rule): Use {
  const common = { dialect: 'prometheus', panel: undefined, subject: subjectOf(rule) } as const;
  return { expression: rule.expr, role: 'rule', owner: rule, ...common };
}

/** Queries in the texts of an alert. */
function inTexts(alert: Alert): readonly Use[] {
  const common = { dialect: 'prometheus', role: 'template', panel: undefined } as const;
  return templateQueries(alert).map((expression) => ({
    expression,
    owner: alert,
    subject: subjectOf(alert),
    ...common,
  }));
}

/** Variables of the system and of its dashboards; one that stands in several dashboards once. */
export function variablesOf(project: Project): readonly Variable[] {
  return [...new Set([...project.variables, ...project.dashboards.flatMap((dashboard) => dashboard.variables)])];
}

function inVariable(variable: Variable): readonly Use[] {
  if (variable.type !== 'labelValues') return [];
  const { selector } = variable;
  const subject = subjectOf(variable);
  return [{ expression: selector, role: 'variable', dialect: 'grafana', owner: variable, panel: undefined, subject }];
}

function inDashboard(dashboard: Dashboard): readonly Use[] {
  const common = { dialect: 'grafana', owner: dashboard } as const;
  return [
    ...panelsOf(dashboard).flatMap((panel) =>
      panel.queries.map((query): Use => {
        return { expression: query.expr, role: 'panel', panel, subject: subjectOfPanel(panel, dashboard), ...common };
      }),
    ),
    ...dashboard.annotations.map((annotation): Use => {
      const subject = `annotation "${annotation.name}" of ${subjectOf(dashboard)}`;
      return { expression: annotation.expr, role: 'annotation', panel: undefined, subject, ...common };
    }),
  ];
}

function partsOf({ steps, scenarios }: GuideSection): readonly StepPart[] {
  return [...steps.flatMap((step) => step.parts), ...scenarios.flatMap((scenario) => scenario.steps)];
}

function inSteps(parts: readonly StepPart[], owner: Runbook | GuideSection, role: 'runbook' | 'guide'): readonly Use[] {
  return parts.flatMap((part): readonly Use[] => {
    if (part.kind !== 'query') return [];
    const { expr } = part;
    return [{ expression: expr, role, dialect: 'prometheus', owner, panel: undefined, subject: subjectOf(owner) }];
  });
}
