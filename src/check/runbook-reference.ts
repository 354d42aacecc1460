import { missingTarget } from '../analyze/reference.ts';
import type { Prose, Reference } from '../model/declaration.ts';
import type { GuideSection } from '../model/guide.ts';
import type { Runbook, StepPart } from '../model/runbook.ts';
import type { Slo } from '../model/slo.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const runbookReference: Check = {
  id: 'runbook-reference',
  severity: 'error',
  class: 'fact',
  concludesFromAbsence: true,
  why: 'Whoever follows a runbook at night has no time for links that lead nowhere.',
  bad: `const slow = shop.runbook('slow-checkout', { title: 'Slow checkout', about: 'Customers wait.', steps: [
  step('Look', see(panelOf('shop-overview', 'Latencies'))),
] });
shop.alert('SlowCheckout', { when: latency.quantile(0.95, { over: '5m' }).gt('1s'), ...warning, runbook: slow });`,
  good: `const slow = shop.runbook('slow-checkout', { title: 'Slow checkout', about: 'Customers wait.', steps: [
  step('Look', see(panelOf('shop-overview', 'Latency'))),
] });
shop.alert('SlowCheckout', { when: latency.quantile(0.95, { over: '5m' }).gt('1s'), ...warning, runbook: slow });`,
  *find({ project }) {
    for (const declaration of [...project.runbooks, ...project.guide, ...project.slos]) {
      for (const [path, reference] of referencesIn(declaration)) {
        const missing = missingTarget(reference, project);
        if (missing) yield inOption(declaration, [1, ...path], missing);
      }
    }
    const { system } = project;
    for (const reference of inProse(system.description)) {
      const missing = missingTarget(reference, project);
      const place = { origin: system.origin, path: [0, 'description'] };
      if (missing) yield { ...missing, subject: `system ${system.title}`, place, silencers: [system] };
    }
  },
};

type Placed = readonly [path: readonly (string | number)[], reference: Reference];

/** Every reference in what people read of a declaration, and where its options have it. */
export function referencesIn(declaration: Runbook | GuideSection | Slo): readonly Placed[] {
  if (declaration.kind === 'slo') {
    const { description, policy } = declaration;
    const steps = policy.flatMap(({ action }, index) => at(['policy', index, 'action'], inProse(action)));
    return [...at(['description'], inProse(description)), ...steps];
  }
  const steps = declaration.steps.flatMap(({ parts }, index) => at(['steps', index], inParts(parts)));
  if (declaration.kind === 'runbook') {
    const { about, escalation } = declaration;
    return [...at(['about'], inProse(about)), ...steps, ...at(['escalation'], inProse(escalation))];
  }
  const { body, items, scenarios } = declaration;
  return [
    ...at(['body'], inProse(body)),
    ...steps,
    ...items.flatMap(({ notes }, index) => at(['items', index], notes.flatMap(inProse))),
    ...scenarios.flatMap(({ symptom, steps: parts }, index) => {
      return at(['scenarios', index], [...inProse(symptom), ...inParts(parts)]);
    }),
  ];
}

function at(path: Placed[0], references: readonly Reference[]): readonly Placed[] {
  return references.map((reference) => [path, reference]);
}

function inParts(parts: readonly StepPart[]): readonly Reference[] {
  return parts.flatMap((part) => {
    if (part.kind === 'text') return inProse(part.text);
    return part.kind === 'link' ? [part.to, ...inProse(part.about)] : inProse(part.about);
  });
}

function inProse(prose: Prose | undefined): readonly Reference[] {
  return (prose ?? []).filter((part) => typeof part !== 'string');
}
