/** troubleshooting.md: what to do when the monitoring itself does not work. */
import type { GuideSection, Scenario } from '../../model/guide.ts';
import { toGuide } from './facts.ts';
import { plain } from './markdown.ts';
import { type Block, contents, heading, join, list, type Page, paragraph, type Target } from './page.ts';
import type { Site } from './site.ts';
import { partBlocks, sectionBody } from './steps.ts';

const path = 'docs/troubleshooting.md';

export function troubleshootingPage(site: Site): readonly Page[] {
  const sections = site.project.guide.filter((section) => section.scenarios.length > 0);
  const [first] = sections;
  if (first === undefined) return [];
  return [
    {
      path,
      title: first.title,
      targets: sections.map(({ section }) => ({ to: 'section', id: section })),
      blocks: [
        paragraph(toGuide),
        ...sections.flatMap((section) => sectionBody(section, 1, site)),
        contents(2),
        ...sections.flatMap((section) =>
          section.scenarios.flatMap((scenario) => scenarioBlocks(section, scenario, site)),
        ),
      ],
    },
  ];
}

/** The scenarios as links, for the guide. */
export function scenarioList(section: GuideSection): Block[] {
  return list(
    section.scenarios.map((scenario) => [{ target: scenarioTarget(section, scenario), text: plain(scenario.problem) }]),
  );
}

function scenarioTarget({ section }: GuideSection, { problem }: Scenario): Target {
  return { to: 'section', id: `${section}: ${problem}` };
}

function scenarioBlocks(section: GuideSection, scenario: Scenario, site: Site): Block[] {
  const { problem, symptom, steps } = scenario;
  return [
    heading(2, problem, { targets: [scenarioTarget(section, scenario)] }),
    ...(symptom === undefined ? [] : [paragraph(join('**Symptom:** ', symptom))]),
    ...steps.flatMap((part) => partBlocks(part, 2, site)),
  ];
}
