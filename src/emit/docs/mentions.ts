/** Metrics that prose speaks of. */
import type { Prose } from '../../model/declaration.ts';
import type { Project } from '../../model/project.ts';
import type { StepPart } from '../../model/runbook.ts';

export function mentionedMetrics(project: Project): ReadonlySet<string> {
  const prose = [
    project.system.description,
    ...project.runbooks.flatMap(ofRunbook),
    ...project.guide.flatMap(ofSection),
    ...project.slos.flatMap(({ description, policy }) => [description, ...policy.map(({ action }) => action)]),
  ];
  return new Set(prose.flatMap((text) => (text ?? []).flatMap(namesIn)));
}

function namesIn(part: Prose[number]): string[] {
  return typeof part !== 'string' && part.to === 'metric' ? [part.name] : [];
}

function ofRunbook({ about, steps, escalation }: Project['runbooks'][number]): (Prose | undefined)[] {
  return [about, escalation, ...steps.flatMap((step) => step.parts.flatMap(ofPart))];
}

function ofSection({ body, steps, items, scenarios }: Project['guide'][number]): (Prose | undefined)[] {
  const ofScenarios = scenarios.flatMap(({ symptom, steps }) => [symptom, ...steps.flatMap(ofPart)]);
  const ofSteps = steps.flatMap((step) => step.parts.flatMap(ofPart));
  return [body, ...ofSteps, ...items.flatMap((item) => item.notes), ...ofScenarios];
}

function ofPart(part: StepPart): (Prose | undefined)[] {
  switch (part.kind) {
    case 'text':
      return [part.text];
    case 'link':
      return [[part.to], part.about];
    case 'command':
    case 'query':
      return [part.about];
  }
}
