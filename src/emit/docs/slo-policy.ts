/** What a team does as the error budget goes. */
import { shareWords } from '../../analyze/slo-words.ts';
import type { PolicyStep, Slo } from '../../model/slo.ts';
import { type Block, heading, type Inline, paragraph, table } from './page.ts';

const defaultHeading = 'Where no policy is declared';
const defaultTarget = { to: 'section', id: 'default error budget policy' } as const;

/** The declared policy, or where to find the one that is meant to fill in. */
export function policyBlocks({ policy }: Slo): Block[] {
  if (policy.length === 0)
    return [paragraph(['No policy is declared for it; ', { target: defaultTarget, text: 'this one' }, ' is a start.'])];
  return [paragraph('What the team does as it goes:'), ...policyTable(policy)];
}

function policyTable(steps: readonly PolicyStep[]): Block[] {
  return table(
    ['Budget left', 'What the team does'],
    steps.map(({ remaining, action }): Inline[] => [leftWords(remaining), action]),
  );
}

function leftWords(remaining: number): string {
  if (remaining === 0) return 'none';
  return remaining === 1 ? 'any' : `less than ${shareWords(remaining)}`;
}

/** Once on the page, for all SLOs without one. */
export function defaultPolicy(slos: readonly Slo[]): Block[] {
  if (slos.every(({ policy }) => policy.length > 0)) return [];
  return [
    heading(2, defaultHeading, { targets: [defaultTarget] }),
    paragraph(
      'Nobody agreed on this: it is what many teams start with, until `policy` of the SLO says what yours does.',
    ),
    ...policyTable(usual),
  ];
}

const usual: readonly PolicyStep[] = [
  { remaining: 1, action: ['Ship as planned.'] },
  { remaining: 0.5, action: ['Find out what used it up, and give the largest cause an owner.'] },
  { remaining: 0.25, action: ['Ship only what can be undone at once; work on the causes comes before new features.'] },
  { remaining: 0, action: ['Ship only fixes and what security needs, until some is left again.'] },
];
