import { type Dashboard, dataSourceVariable, type Link, type Panel, panelsOf } from '../model/dashboard.ts';
import type { Check, Finding } from './check.ts';
import { inOption, inPanel, type Words } from './finding.ts';

export const dashboardDatasource: Check = {
  id: 'dashboard-datasource',
  severity: 'warning',
  class: 'advice',
  why: 'A dashboard that names one data source shows nothing, or the wrong environment, wherever that is called otherwise.',
  bad: `shop.dashboard('queue', { title: 'Queue', rows: [row('Queue', [
  timeseries('Length', {
    query: queueLength, description: 'Orders waiting.', options: { datasource: { type: 'prometheus', uid: 'P1809F7CD0C75ACF3' } },
  }),
])] });`,
  good: `shop.dashboard('queue', { title: 'Queue', rows: [row('Queue', [
  timeseries('Length', {
    query: queueLength, description: 'Orders waiting.', options: { datasource: { type: 'prometheus', uid: '$\{datasource}' } },
  }),
])] });`,
  *find({ project }) {
    for (const dashboard of project.dashboards) {
      for (const [path, words] of inLinks(dashboard.links)) yield inOption(dashboard, path, words);
      for (const panel of panelsOf(dashboard)) yield* inOne(panel, dashboard);
    }
  },
};

function* inOne(panel: Panel, dashboard: Dashboard): Generator<Finding> {
  for (const [path, words] of inLinks(panel.links)) yield inPanel(panel, dashboard, path, words);
  for (const key of ['options', 'custom'] as const) {
    const named = namedIn(panel[key], [key]);
    if (named) yield inPanel(panel, dashboard, named.path, wordsFor(named.uid));
  }
  const shows = panel.plugin === undefined ? undefined : otherLanguages[panel.plugin];
  if (shows === undefined || panel.queries.length === 0) return;
  const message = `a ${panel.plugin} panel shows ${shows}, which no PromQL query returns`;
  yield inPanel(panel, dashboard, [0], {
    message,
    help: 'show the metric as timeseries, stat or table, and link to the rest',
  });
}

/** Panels that show what a Prometheus data source does not have. */
const otherLanguages: Readonly<Record<string, string>> = {
  logs: 'log lines',
  traces: 'a trace',
  flamegraph: 'a profile',
};

function wordsFor(uid: string): Words {
  const help = `use "\${${dataSourceVariable}}": every dashboard begins with that variable`;
  return { message: `data source "${uid}" is written out`, help };
}

interface Named {
  readonly uid: string;
  readonly path: readonly (string | number)[];
}

/** The first Prometheus data source that JSON names: `datasource: 'Main'`, `datasource: { type: 'prometheus', uid: 'abc' }`. */
function namedIn(json: unknown, path: Named['path']): Named | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  for (const [key, value] of Object.entries(json)) {
    const at = [...path, Array.isArray(json) ? Number(key) : key];
    const uid = key === 'datasource' ? literal(value) : undefined;
    const found = uid === undefined ? namedIn(value, at) : { uid, path: at };
    if (found) return found;
  }
  return undefined;
}

/** Not a variable, and none of those that Grafana has built in: `-- Mixed --`. */
function literal(value: unknown): string | undefined {
  if (typeof value === 'string')
    return value === '' || /^(?:\$|\[\[|--)/.test(value) || value === 'grafana' ? undefined : value;
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, uid } = value as { readonly type?: unknown; readonly uid?: unknown };
  return (type === undefined || type === 'prometheus') && typeof uid === 'string' ? literal(uid) : undefined;
}

/** Links to dashboards hand the choice of the data source on; `var-datasource=abc` overrides it. */
function inLinks(links: readonly Link[]): readonly (readonly [path: (string | number)[], words: Words])[] {
  return links.flatMap(({ target, variables }, index) => {
    const inUrl = target.to === 'url' ? uidInUrl(target.url) : undefined;
    const uid = inUrl ?? literal(variables[dataSourceVariable]);
    return uid === undefined ? [] : [[['links', index], wordsFor(uid)] as const];
  });
}

function uidInUrl(url: string): string | undefined {
  return literal(new RegExp(`[?&]var-${dataSourceVariable}=([^&#]+)`).exec(url)?.[1]);
}
