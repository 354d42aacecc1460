/** README.md: the monitoring guide, from which everything else can be reached. */
import { type GuideSection, type GuideSectionId, guideSections } from '../../model/guide.ts';
import { listedTargets, type ScrapeJob } from '../../model/metric.ts';
import { formatDuration } from '../../promql/duration.ts';
import { alertCounts, alertTable } from './alerts.ts';
import { checklistSummary } from './checklist.ts';
import { dashboardCounts, dashboardTable } from './dashboards.ts';
import { diagram } from './diagram.ts';
import { codes, pageLink } from './facts.ts';
import { code, count, listed, plain } from './markdown.ts';
import { componentTarget, typeCounts } from './metrics.ts';
import { authored, type Block, codeBlock, contents, heading, join, type Page, paragraph, table } from './page.ts';
import { runbookTable } from './runbooks.ts';
import type { Site } from './site.ts';
import { sloSummary } from './slos.ts';
import { sectionBody } from './steps.ts';
import { scenarioList } from './troubleshooting.ts';

/** What the guide says by itself, by the written section that it follows. */
const generated: Readonly<Partial<Record<GuideSectionId, readonly ((site: Site) => Block[])[]>>> = {
  architecture: [metrics, dashboards],
  logging: [slos, alerting],
  tuning: [runbooks],
};

/** The sections in the order they stand; each is left out where it has nothing to say. */
const sections: readonly ((site: Site) => Block[])[] = guideSections.flatMap((id) => [
  id === 'architecture' ? architecture : written(id),
  ...(generated[id] ?? []),
]);

export function guidePage(site: Site): readonly Page[] {
  return [
    {
      path: 'docs/README.md',
      title: `${site.project.system.title} monitoring guide`,
      targets: [],
      blocks: [...introduction(site), contents(2), ...sections.flatMap((section) => section(site))],
    },
  ];
}

function introduction(site: Site): Block[] {
  const { system } = site.project;
  const { environment, environments } = system;
  const here =
    environment === undefined ? '' : ` Environment: **${plain(environment)}** (of ${listed(environments.map(plain))}).`;
  return [
    ...authored(system.description, 1),
    paragraph(`Owner: **${plain(system.owner)}**.${here} ${contentsWords(site)}`),
  ];
}

/** `It has 23 metrics, 5 alerts, 1 dashboard with 11 panels and 5 runbooks.` */
function contentsWords(site: Site): string {
  const { alerts, slos, runbooks: books, dashboards: boards } = site.project;
  const described = site.components.reduce((sum, component) => sum + component.metrics.length, 0);
  const parts = [
    ...(described > 0 ? [count(described, 'metric')] : []),
    ...(slos.length > 0 ? [count(slos.length, 'SLO')] : []),
    ...(alerts.length > 0 ? [count(alerts.length, 'alert')] : []),
    ...(boards.length > 0 ? [dashboardCounts(site)] : []),
    ...(books.length > 0 ? [count(books.length, 'runbook')] : []),
  ];
  return parts.length === 0 ? '' : `Described here: ${listed(parts)}.`;
}

/** A section that people wrote, and what it lists. */
function written(id: GuideSectionId): (site: Site) => Block[] {
  return (site) => site.sections(id).flatMap((section) => writtenBlocks(section, site));
}

function writtenBlocks(section: GuideSection, site: Site): Block[] {
  const elsewhere = section.items.length + section.scenarios.length > 0;
  return [
    heading(2, section.title, {
      anchor: section.section,
      targets: elsewhere ? [] : [{ to: 'section', id: section.section }],
    }),
    ...(section.scenarios.length > 0 ? scenarioList(section) : []),
    ...(section.items.length > 0 ? checklistSummary(section) : []),
    ...(elsewhere ? [] : sectionBody(section, 2, site)),
  ];
}

function titled(title: string, ids: readonly string[]): Block {
  return heading(2, title, { targets: ids.map((id) => ({ to: 'section', id })) });
}

/** The diagram comes first, then what people wrote about it, then what is scraped. */
function architecture(site: Site): Block[] {
  const { project } = site;
  const [first, ...others] = site.sections('architecture');
  const flows = project.guide.flatMap((section) => section.flows);
  const title = first?.title ?? 'Architecture';
  return [
    heading(2, title, { anchor: 'architecture', targets: [{ to: 'section', id: 'architecture' }] }),
    codeBlock('mermaid', diagram(project, flows)),
    ...[...(first === undefined ? [] : [first]), ...others].flatMap((section) => sectionBody(section, 2, site)),
    ...scrapeTable(site),
  ];
}

function scrapeTable({ project }: Site): Block[] {
  return table(
    ['Scrape job', 'Targets', 'Path', 'Every', 'Labels added'],
    project.scrapeJobs.map((job) => [
      code(job.name),
      codes(listedTargets(job).flatMap(({ targets }) => targets)),
      code(job.metricsPath),
      formatDuration(job.interval ?? project.system.scrapeInterval),
      codes(labelsAdded(job)),
    ]),
  );
}

/** Each label with its value, or its values where groups of targets differ. */
function labelsAdded(job: ScrapeJob): readonly string[] {
  const written = listedTargets(job).flatMap(({ labels }) => Object.entries(labels));
  return [...new Set(written.map(([name, value]) => `${name}=${JSON.stringify(value)}`))];
}

function metrics({ components }: Site): Block[] {
  if (components.length === 0) return [];
  return [
    titled('Metrics', ['metrics']),
    paragraph(join('By component; ', pageLink('metrics.md', 'all of them'), ' with labels, meaning and a query each.')),
    ...table(
      ['Component', 'Metrics', 'Types'],
      components.map((component) => [
        [componentTarget(component)],
        String(component.metrics.length),
        typeCounts(component),
      ]),
    ),
  ];
}

function dashboards(site: Site): Block[] {
  if (site.project.dashboards.length === 0) return [];
  const more = join(pageLink('dashboards.md', 'Panel by panel'), ' with the queries behind them.');
  return [titled('Dashboards', ['dashboards']), paragraph(more), ...dashboardTable(site)];
}

function slos(site: Site): Block[] {
  if (site.project.slos.length === 0) return [];
  return [titled('Service level objectives', []), ...sloSummary(site)];
}

/** More than these are not read in an overview: their own page lists them. */
const alertsInGuide = 60;

function alerting(site: Site): Block[] {
  if (site.project.alerts.length === 0) return [];
  const more = join(
    `${alertCounts(site)} `,
    pageLink('alerts.md', 'All of them'),
    ' with expression, labels and panels.',
    ...(site.project.routing ? [' ', pageLink('routing.md', 'Who is told of them'), '.'] : []),
  );
  const table = site.project.alerts.length > alertsInGuide ? [] : alertTable(site);
  return [titled('Alerting', ['alerting', 'alerts']), paragraph(more), ...table];
}

function runbooks(site: Site): Block[] {
  if (site.project.runbooks.length === 0) return [];
  return [titled('Runbooks', ['runbooks']), ...runbookTable(site)];
}
