import { type Panel, panelsOf } from '../model/dashboard.ts';
import type { Check } from './check.ts';
import { inPanel, type Words } from './finding.ts';

export const dashboardPanelText: Check = {
  id: 'dashboard-panel-text',
  severity: 'warning',
  class: 'policy',
  why: 'Whoever sees a panel for the first time does not know which end of its axis is bad.',
  bad: `shop.dashboard('queue', { title: 'Queue', rows: [row('Queue', [timeseries('Length', { query: queueLength })])] });`,
  good: `shop.dashboard('queue', { title: 'Queue', rows: [row('Queue', [
  timeseries('Length', { query: queueLength, description: 'Orders waiting to be packed: above 100 they leave a day late.' }),
])] });`,
  *find({ project }) {
    for (const dashboard of project.dashboards) {
      for (const panel of panelsOf(dashboard)) {
        // Panels without a query show text, lists or news, and explain themselves.
        const words = panel.queries.length === 0 ? undefined : problemOf(panel);
        if (words) yield inPanel(panel, dashboard, words.path, words);
      }
    }
  },
};

function problemOf({
  title,
  description,
  plugin,
}: Panel): (Words & { readonly path: (string | number)[] }) | undefined {
  // The plugin stands before the title.
  const named = [plugin === undefined ? 0 : 1];
  if (isBlank(title))
    return { path: named, message: 'the panel has no title', help: 'say in a few words what it shows' };
  if (description === undefined || isBlank(description))
    return {
      path: named,
      message: `panel "${title}" has no description`,
      help: "say what to read off it: description: '…'",
    };
  if (bare(description) !== bare(title)) return undefined;
  return {
    path: ['description'],
    message: `the description of panel "${title}" repeats its title`,
    help: 'say what is normal, and what an unusual value means',
  };
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
