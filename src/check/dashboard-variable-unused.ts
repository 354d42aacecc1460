import type { Analysis } from '../analyze/analysis.ts';
import { textsOfDashboard } from '../analyze/dashboard-texts.ts';
import { variablesIn, variablesInText } from '../analyze/variables.ts';
import { type Dashboard, panelsOf } from '../model/dashboard.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const dashboardVariableUnused: Check = {
  id: 'dashboard-variable-unused',
  severity: 'warning',
  class: 'advice',
  concludesFromAbsence: true,
  why: 'Whoever chooses a value that changes nothing believes that what they see is about their choice.',
  bad: `const method = shop.variable.labelValues(requests, 'method');
shop.dashboard('queue', { title: 'Queue', variables: [method], rows: [row('Queue', [
  timeseries('Length', { query: queueLength, description: 'Orders waiting.' }),
])] });`,
  good: `const method = shop.variable.labelValues(requests, 'method');
shop.dashboard('requests', { title: 'Requests', variables: [method], rows: [row('Requests', [
  timeseries('Rate', { query: requests.where({ method }).rate().sum(), description: 'Requests handled each second.' }),
])] });`,
  *find(analysis) {
    for (const dashboard of analysis.project.dashboards) {
      const read = readIn(dashboard, analysis);
      // Nothing is known of what an expression reads whose text does not parse.
      if (!read) continue;
      for (const [index, { name }] of dashboard.variables.entries()) {
        if (read.has(name)) continue;
        const message = `nothing on dashboard ${dashboard.uid} reads variable "${name}"`;
        const help = `narrow a query with it: .where({ … }), or $${name} in PromQL; or remove it`;
        yield inOption(dashboard, [1, 'variables', index], { message, help });
      }
    }
  },
};

/** Names of all variables that a dashboard reads, or hands on. */
function readIn(dashboard: Dashboard, { uses }: Analysis): ReadonlySet<string> | undefined {
  const variables = new Set(dashboard.variables.map(({ name }) => name));
  const links = [...dashboard.links, ...panelsOf(dashboard).flatMap((panel) => panel.links)];
  if (links.some(({ keepVariables, target }) => keepVariables && !isHere(target, dashboard))) return variables;
  const own = uses.filter(
    ({ owner }) => owner === dashboard || (owner.kind === 'variable' && dashboard.variables.includes(owner)),
  );
  if (own.some(({ expression }) => expression.ast === undefined)) return undefined;
  return new Set([
    ...own.flatMap(({ expression }) => variablesIn(expression.ast!)).map(({ name }) => name),
    ...[...textsOfDashboard(dashboard).map(({ text }) => text), ...pluginTexts(dashboard)]
      .flatMap(variablesInText)
      .map(({ name }) => name),
    ...panelsOf(dashboard)
      .flatMap(({ options, custom }) => [options.repeat, custom.repeat])
      .filter((name) => typeof name === 'string'),
  ]);
}

/** A link to the dashboard itself, or to one of its panels, only takes its choices back to where they were made. */
function isHere(target: Dashboard['links'][number]['target'], { uid }: Dashboard): boolean {
  return (target.to === 'dashboard' || target.to === 'panel') && target.uid === uid;
}

/** Options of plugins may read variables anywhere, and rows in their titles. */
function pluginTexts(dashboard: Dashboard): readonly string[] {
  const json = panelsOf(dashboard).flatMap(({ options, custom }) => [JSON.stringify(options), JSON.stringify(custom)]);
  return [
    ...json.filter((text) => text !== undefined),
    ...dashboard.rows.map(({ title }) => title),
    dashboard.title,
    dashboard.description ?? '',
  ];
}
