/** checklist.md: what must be in place before one relies on the monitoring, and what is. */
import type { ChecklistItem, GuideSection } from '../../model/guide.ts';
import { pageLink, toGuide } from './facts.ts';
import { plain } from './markdown.ts';
import { type Block, type Inline, join, joined, list, type Page, paragraph, table } from './page.ts';
import type { Site } from './site.ts';
import { sectionBody } from './steps.ts';

export function checklistPage(site: Site): readonly Page[] {
  const sections = site.project.guide.filter((section) => section.items.length > 0);
  const [first] = sections;
  if (first === undefined) return [];
  return [
    {
      path: 'docs/checklist.md',
      title: first.title,
      targets: sections.map(({ section }) => ({ to: 'section', id: section })),
      blocks: [
        paragraph(toGuide),
        ...sections.flatMap((section) => [
          ...sectionBody(section, 1, site),
          paragraph(progress(section)),
          ...itemTable(section),
        ]),
      ],
    },
  ];
}

const marks = { done: '✅', 'in progress': '🚧', pending: '⬜' } as const;

/** `8 of 12 done, 1 in progress, 3 pending.` */
function progress({ items }: GuideSection): string {
  const n = (state: ChecklistItem['state']) => items.filter((item) => item.state === state).length;
  const open = (['in progress', 'pending'] as const)
    .filter((state) => n(state) > 0)
    .map((state) => `, ${n(state)} ${state}`);
  return `**${n('done')} of ${items.length} done**${open.join('')}.`;
}

function itemTable({ items }: GuideSection): Block[] {
  const rows = items.map(({ title, state, notes }, i) => [
    String(i + 1),
    plain(title),
    `${marks[state]} ${state}`,
    joined(notes, '; '),
  ]);
  return table(['', 'Item', 'State', 'Notes'], rows);
}

/** How far it is and what is open, for the guide. */
export function checklistSummary(section: GuideSection): Block[] {
  const open = section.items.filter((item) => item.state !== 'done');
  return [
    paragraph(
      join(progress(section), ' ', pageLink('checklist.md', 'The whole list'), open.length === 0 ? '.' : '. Open:'),
    ),
    ...list(
      open.map((item): Inline => join(`${marks[item.state]} **${plain(item.title)}** (${item.state})`, noted(item))),
    ),
  ];
}

function noted({ notes }: ChecklistItem): Inline {
  return notes.length === 0 ? '' : [': ', ...joined(notes, '; ')];
}
