import type { Analysis } from '../analyze/analysis.ts';
import { missingTarget } from '../analyze/reference.ts';
import { type Dashboard, type Link, type Panel, panelsOf } from '../model/dashboard.ts';
import type { Project } from '../model/project.ts';
import { possibleLabels, presence } from '../promql/labels.ts';
import { didYouMean } from '../promql/nearest.ts';
import type { Check } from './check.ts';
import { inOption, inPanel, itsLabels, soundInference, type Words } from './finding.ts';

export const dashboardLink: Check = {
  id: 'dashboard-link',
  severity: 'error',
  class: 'fact',
  concludesFromAbsence: true,
  why: 'A link that leads nowhere is followed when there is no time for it.',
  bad: `shop.dashboard('queue', { title: 'Queue', rows: [row('Queue', [
  timeseries('Length', { query: queueLength, links: [link.to(dashboardOf('shop-overvew'))], description: 'Orders waiting.' }),
])] });`,
  good: `shop.dashboard('queue', { title: 'Queue', rows: [row('Queue', [
  timeseries('Length', { query: queueLength, links: [link.to(dashboardOf('shop-overview'))], description: 'Orders waiting.' }),
])] });`,
  *find(analysis) {
    const { project } = analysis;
    for (const dashboard of project.dashboards) {
      for (const [path, words] of faultsOf(dashboard.links, project)) yield inOption(dashboard, path, words);
      for (const panel of panelsOf(dashboard)) {
        const faults = [...faultsOf(panel.links, project), ...labelFaults(panel, analysis)];
        for (const [path, words] of faults) yield inPanel(panel, dashboard, path, words);
        const words =
          panel.thresholdOf === undefined
            ? undefined
            : missingTarget(
                { to: 'alert', name: panel.thresholdOf.replace(/\{.*$/s, ''), key: panel.thresholdOf },
                project,
              );
        if (words) yield inPanel(panel, dashboard, [1, 'thresholdOf'], words);
      }
    }
  },
};

type Fault = readonly [path: readonly (string | number)[], words: Words];

function faultsOf(links: readonly Link[], project: Project): readonly Fault[] {
  return links.flatMap((link, index): readonly Fault[] => {
    const words =
      link.target.to === 'url' ? undefined : (missingTarget(link.target, project) ?? missingVariable(link, project));
    return words ? [[[1, 'links', index], words]] : [];
  });
}

/** A label that a link reads off the series clicked; it is empty where no query of the panel can have it. */
const labelInLink = /\$\{__field\.labels\.([A-Za-z_]\w*)\}/g;

function labelFaults({ links, queries }: Panel, analysis: Analysis): readonly Fault[] {
  const results = queries.map(({ expr }) => soundInference(expr, analysis)?.root.labels);
  return links.flatMap(({ target, variables }, index): readonly Fault[] => {
    const text = [target.to === 'url' ? target.url : '', ...Object.values(variables)].join(' ');
    const read = [...text.matchAll(labelInLink)].map(([, label = '']) => label);
    const wanted = read.find((label) => results.every((labels) => labels && presence(labels, label) === 'never'));
    if (wanted === undefined || results.length === 0) return [];
    const has = [
      ...new Set(results.flatMap((labels) => (labels ? possibleLabels(labels) : []).map(({ name }) => name))),
    ];
    const help = didYouMean(wanted, has) ?? itsLabels(has);
    return [
      [[1, 'links', index], { message: `the link reads the label "${wanted}", which the result does not have`, help }],
    ];
  });
}

function missingVariable({ target, variables }: Link, project: Project): Words | undefined {
  if (target.to !== 'dashboard' && target.to !== 'panel') return undefined;
  const dashboard = project.dashboards.find(({ uid }) => uid === target.uid) as Dashboard;
  const known = dashboard.variables.map(({ name }) => name);
  const wanted = Object.keys(variables).find((name) => !known.includes(name));
  if (wanted === undefined) return undefined;
  const help = didYouMean(wanted, known) ?? 'add it to the variables of that dashboard';
  return { message: `dashboard ${dashboard.uid} has no variable "${wanted}"`, help };
}
