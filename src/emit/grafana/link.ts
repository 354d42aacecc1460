import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import { docsUrl, runbookUrl } from '../../analyze/docs-address.ts';
import { dataSourceVariable, type Link, type Panel, panelNamed } from '../../model/dashboard.ts';
import { panelId } from '../../model/panel-id.ts';
import type { Project } from '../../model/project.ts';
import { docsPage } from '../links.ts';

/** What opens behind a point of a panel, with the values of that point. */
export interface DataLink {
  readonly title: string;
  readonly url: string;
  readonly targetBlank: boolean;
}

/** A link above the dashboard: Grafana itself carries the time range and the variables over. */
export function dashboardLink(link: Link, project: Project): Builder<sdk.DashboardLink> {
  const url = withParameters(address(link, project), parameters(link.variables));
  return linkModel(link, url, link.keepTime, link.keepVariables);
}

/** A link in a panel's header. There the address itself has to carry everything. */
export function panelLink(link: Link, project: Project, variables: readonly string[]): Builder<sdk.DashboardLink> {
  return linkModel(link, panelLinkUrl(link, project, variables), false, false);
}

export function dataLink(link: Link, panel: Panel, project: Project, variables: readonly string[]): DataLink {
  const url = panelLinkUrl(link, project, variables);
  return { title: link.title, url: panel.type === 'table' ? byColumn(url) : url, targetBlank: leavesGrafana(link) };
}

/** Whether a link asks for the value that was clicked, which only a data link has. */
export function isDataLink(link: Link): boolean {
  const texts = [link.target.to === 'url' ? link.target.url : '', link.title, ...Object.values(link.variables)];
  return texts.some((text) => /\$\{__(?:field|value|data|series)[.[]/.test(text));
}

function linkModel(link: Link, url: string, keepTime: boolean, includeVars: boolean): Builder<sdk.DashboardLink> {
  const builder = new sdk.DashboardLinkBuilder(link.title)
    .type(sdk.DashboardLinkType.Link)
    .url(url)
    .keepTime(keepTime)
    .includeVars(includeVars)
    .targetBlank(leavesGrafana(link));
  // The builder hides links in a menu, and cannot be told not to.
  const { placement: _, ...shown } = builder.build();
  return { build: () => shown };
}

/** The data source is carried over to every dashboard: another one would not have the series that was clicked. */
function panelLinkUrl(link: Link, project: Project, variables: readonly string[]): string {
  const carried = link.keepVariables ? variables : leavesGrafana(link) ? [] : [dataSourceVariable];
  const kept = carried.filter((name) => link.variables[name] === undefined);
  return withParameters(address(link, project), [
    ...(link.keepTime ? ['${__url_time_range}'] : []),
    ...kept.map((name) => `\${${name}:queryparam}`),
    ...parameters(link.variables),
  ]);
}

/** In a table the labels are columns and the value has none of them left. */
function byColumn(url: string): string {
  return url.replaceAll('${__field.labels.', '${__data.fields.');
}

function parameters(variables: Link['variables']): readonly string[] {
  return Object.entries(variables).map(([name, value]) => `var-${name}=${value}`);
}

function withParameters(url: string, more: readonly string[]): string {
  if (more.length === 0) return url;
  const [before = '', fragment] = url.split('#');
  const separator = before.includes('?') ? '&' : '?';
  return before + separator + more.join('&') + (fragment === undefined ? '' : `#${fragment}`);
}

/** Dashboards are addressed by uid, panels by id within one, everything else by its page of the documentation. */
function address(link: Link, project: Project): string {
  const { target } = link;
  switch (target.to) {
    case 'url':
      return target.url;
    case 'dashboard':
      return `/d/${target.uid}`;
    case 'panel':
      return `/d/${target.uid}?viewPanel=${idOf(target.uid, target.panel, project)}`;
    case 'runbook':
      return runbookUrl(project.system, target.id);
    case 'metric':
    case 'alert':
    case 'section':
    case 'slo':
      return docsUrl(project.system, docsPage(target, project));
    case 'file':
      return docsUrl(project.system, `../${target.path}`);
  }
}

function idOf(uid: string, name: string, project: Project): number {
  const dashboard = project.dashboards.find((candidate) => candidate.uid === uid);
  return (dashboard && panelNamed(dashboard, name)?.id) ?? panelId(name);
}

function leavesGrafana(link: Link): boolean {
  return link.target.to !== 'dashboard' && link.target.to !== 'panel';
}
