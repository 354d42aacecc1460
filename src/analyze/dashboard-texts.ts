import { type Dashboard, type Link, type Panel, panelsOf } from '../model/dashboard.ts';
import type { Place } from '../model/diagnostic.ts';

/** A text of a dashboard in which Grafana replaces variables, and where its declaration has it. */
export interface DashboardText {
  readonly text: string;
  readonly path: NonNullable<Place['path']>;
  /** The panel whose option it is; else the dashboard's. */
  readonly panel: Panel | undefined;
  /** Prose shows a name with a `$` that is no variable as it stands, and may well mean it; a URL may too. */
  readonly kind: 'heading' | 'prose' | 'url';
}

/** Every text of a dashboard in which Grafana replaces variables, but its expressions. */
export function textsOfDashboard(dashboard: Dashboard): readonly DashboardText[] {
  return [
    ...ofLinks(dashboard.links, undefined),
    ...dashboard.annotations.flatMap(({ title, text }, index) => [
      ...one(title, ['annotations', index, 'title'], undefined, 'prose'),
      ...one(text, ['annotations', index, 'text'], undefined, 'prose'),
    ]),
    ...panelsOf(dashboard).flatMap(ofPanel),
  ];
}

function ofPanel(panel: Panel): readonly DashboardText[] {
  const { title, description, content, queries, links } = panel;
  return [
    ...(title === ''
      ? []
      : [{ text: title, path: [panel.plugin === undefined ? 0 : 1], panel, kind: 'heading' } as const]),
    ...one(description, ['description'], panel, 'prose'),
    ...(content === undefined ? [] : [{ text: content, path: [1], panel, kind: 'prose' } as const]),
    ...queries.flatMap(({ legend }, index) =>
      one(legend, queries.length === 1 ? ['legend'] : ['query', index, 'legend'], panel, 'heading'),
    ),
    ...ofLinks(links, panel),
  ];
}

function ofLinks(links: readonly Link[], panel: Panel | undefined): readonly DashboardText[] {
  return links.flatMap(({ title, target, variables }, index) => [
    ...one(title, ['links', index], panel, 'heading'),
    ...one(target.to === 'url' ? target.url : undefined, ['links', index], panel, 'url'),
    ...Object.values(variables).flatMap((value) => one(value, ['links', index], panel, 'heading')),
  ]);
}

function one(
  text: string | undefined,
  path: readonly (string | number)[],
  panel: Panel | undefined,
  kind: DashboardText['kind'],
): readonly DashboardText[] {
  return text === undefined || text === '' ? [] : [{ text, path: panel ? path : [1, ...path], panel, kind }];
}
