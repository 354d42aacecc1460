import { type Dashboard, type Panel, panelsOf } from '../model/dashboard.ts';
import type { Project } from '../model/project.ts';
import type { Check, Finding } from './check.ts';
import { inOption, inPanel } from './finding.ts';

export const dashboardLayout: Check = {
  id: 'dashboard-layout',
  severity: 'error',
  class: 'fact',
  why: 'Grafana has 24 columns, shows one of two panels with one id, and refuses a second dashboard of one title in a folder.',
  bad: `shop.dashboard('queue', { title: 'Queue', rows: [row('Queue', [
  timeseries('Length', { query: queueLength, description: 'Orders waiting.' }), stat('Length', { query: queueLength, description: 'Orders waiting.' }),
])] });`,
  good: `shop.dashboard('queue', { title: 'Queue', rows: [row('Queue', [
  timeseries('Length', { query: queueLength, description: 'Orders waiting.' }), stat('Length now', { query: queueLength, description: 'Orders waiting now.' }),
])] });`,
  *find({ project }) {
    for (const dashboard of project.dashboards) {
      yield* samePanel(dashboard);
      for (const panel of panelsOf(dashboard)) yield* outside(panel, dashboard);
    }
    yield* sameTitle(project);
  },
};

function* samePanel(dashboard: Dashboard): Generator<Finding> {
  const first = new Map<number, Panel>();
  for (const panel of panelsOf(dashboard)) {
    const other = first.get(panel.id);
    first.set(panel.id, other ?? panel);
    if (!other) continue;
    const related = [{ place: { origin: other.origin, path: [0] }, message: 'the other one' }];
    const message = `two panels are called "${panel.key}", so they have the same id`;
    const help = "give one another title, or a key: '…' of its own";
    yield inPanel(panel, dashboard, panel.key === panel.title ? [0] : [1, 'key'], { message, help, related });
  }
}

function* outside(panel: Panel, dashboard: Dashboard): Generator<Finding> {
  const { width, height } = panel;
  if (!Number.isInteger(width) || width < 1 || width > 24)
    yield inPanel(panel, dashboard, [1, 'width'], {
      message: `a panel cannot be ${width} columns wide`,
      help: 'use 1 to 24',
    });
  if (!Number.isInteger(height) || height < 1)
    yield inPanel(panel, dashboard, [1, 'height'], {
      message: `a panel cannot be ${height} rows high`,
      help: 'use 1 or more',
    });
}

/** Dashboards of one uid are refused when they are loaded; here those of one title in one folder. */
function* sameTitle({ dashboards, system }: Project): Generator<Finding> {
  const first = new Map<string, Dashboard>();
  for (const dashboard of dashboards) {
    const folder = dashboard.folder ?? system.title;
    const key = JSON.stringify([folder, dashboard.title]);
    const other = first.get(key);
    first.set(key, other ?? dashboard);
    if (!other || other.uid === dashboard.uid) continue;
    const related = [{ place: { origin: other.origin, path: [1, 'title'] }, message: 'the other one' }];
    const message = `folder ${folder} has two dashboards called "${dashboard.title}"`;
    yield inOption(dashboard, [1, 'title'], { message, help: 'give one of them another title or folder', related });
  }
}
