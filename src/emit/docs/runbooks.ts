/** runbooks/<id>.md: the page an alert's `runbook_url` opens. */

import { runbookPage } from '../../analyze/docs-address.ts';
import type { Runbook } from '../../model/runbook.ts';
import { alertReference, factOf, forWords, links, pageLink, toGuide } from './facts.ts';
import { plain } from './markdown.ts';
import { distinct } from './outline.ts';
import { authored, type Block, heading, joined, type Page, paragraph, table } from './page.ts';
import type { Site } from './site.ts';
import { stepBlocks } from './steps.ts';

export function runbookPages(site: Site): readonly Page[] {
  const { runbooks, system } = site.project;
  if (runbooks.length === 0) return [];
  const index: Page = {
    path: 'docs/runbooks/README.md',
    title: `${system.title} runbooks`,
    targets: [],
    blocks: [paragraph(toGuide), ...runbookTable(site)],
  };
  return [index, ...runbooks.map((runbook) => page(runbook, site))];
}

/** All runbooks, with the alerts that lead to each. */
export function runbookTable(site: Site): Block[] {
  return table(
    ['Runbook', 'For', 'Steps'],
    site.project.runbooks.map(({ id, steps }) => {
      const alerts = site.alertsOf(id).map(alertReference);
      return [[{ to: 'runbook', id }], links(alerts), String(steps.length)];
    }),
  );
}

function page(runbook: Runbook, site: Site): Page {
  const { id, title, about, steps, escalation } = runbook;
  return {
    path: `docs/${runbookPage(id)}`,
    title,
    targets: [{ to: 'runbook', id }],
    blocks: [
      paragraph(joined([toGuide, pageLink('runbooks/README.md', 'all runbooks')], ' · ')),
      ...alertBlocks(runbook, site),
      ...authored(about, 1),
      ...(steps.length === 0 ? [] : [heading(2, 'Steps')]),
      ...steps.flatMap((step, i) => stepBlocks({ ...step, title: `${i + 1}. ${step.title}` }, 3, site)),
      heading(2, 'Escalation'),
      ...authored(escalation, 2),
      paragraph(`Owner: **${plain(site.project.system.owner)}**`),
    ],
  };
}

function alertBlocks({ id }: Runbook, site: Site): Block[] {
  const alerts = site.alertsOf(id);
  if (alerts.length === 0) return [paragraph('No alert leads here.')];
  const rows = alerts.map((alert) => [
    [alertReference(alert)],
    site.firesWhen(alert),
    forWords(alert),
    plain(alert.severity),
  ]);
  return [
    ...table([alerts.length === 1 ? 'Alert' : 'Alerts', 'Fires when', 'For', 'Severity'], rows),
    ...factOf('Panels', links(distinct(alerts.flatMap(site.panelsFor)))).map(paragraph),
  ];
}
