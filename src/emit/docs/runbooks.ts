/** runbooks/<id>.md: the page an alert's `runbook_url` opens. */
import type { Runbook, Step } from '../../model/runbook.ts';
import { runbookPage } from '../links.ts';
import { firesWhen, forWords, pageLink } from './facts.ts';
import { count, plain } from './markdown.ts';
import { authored, type Block, heading, type Inline, joined, type Page, paragraph, table } from './page.ts';
import type { Site } from './site.ts';
import { partBlocks } from './steps.ts';

export function runbookPages(site: Site): readonly Page[] {
  const { runbooks, system } = site.project;
  if (runbooks.length === 0) return [];
  const index: Page = {
    path: 'docs/runbooks/README.md',
    title: `Runbooks of ${system.title}`,
    targets: [],
    blocks: [paragraph(pageLink('README.md', '← Monitoring guide')), ...runbookTable(site)],
  };
  return [index, ...runbooks.map((runbook) => page(runbook, site))];
}

/** All runbooks, with the alerts that lead to each. */
export function runbookTable(site: Site): Block[] {
  return table(
    ['Runbook', 'For', 'Steps'],
    site.project.runbooks.map(({ id, steps }) => {
      const alerts = site.alertsOf(id).map(({ name }): Inline => [{ to: 'alert', name }]);
      return [[{ to: 'runbook', id }], joined(alerts, ', '), String(steps.length)];
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
      paragraph(
        joined([pageLink('README.md', '← Monitoring guide'), pageLink('runbooks/README.md', 'all runbooks')], ' · '),
      ),
      ...alertBlocks(runbook, site),
      ...authored(about, 1),
      ...(steps.length === 0 ? [] : [heading(2, 'Steps')]),
      ...steps.flatMap((step, i) => stepBlocks(step, i + 1, site)),
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
    [{ to: 'alert', name: alert.name } as const],
    firesWhen(alert, site),
    forWords(alert),
    plain(alert.severity),
  ]);
  return table([count(alerts.length, 'Alert').replace(/^\d+ /, ''), 'Fires when', 'For', 'Severity'], rows);
}

function stepBlocks(step: Step, number: number, site: Site): Block[] {
  return [heading(3, `${number}. ${step.title}`), ...step.parts.flatMap((part) => partBlocks(part, 3, site))];
}
