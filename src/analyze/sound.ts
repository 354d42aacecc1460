import type { Declared } from '../model/declaration.ts';
import type { Expression } from '../model/expression.ts';
import type { Project } from '../model/project.ts';

/**
 * The project as analysis can take it: what is nested in a declaration that does not hold may have any shape, so it is left
 * out. That it does not hold has been reported; its name stays known to what refers to it.
 */
export function soundProject(project: Project): Project {
  if (project.invalid.length === 0) return project;
  const broken = new Set(project.invalid.map(({ origin }) => origin));
  const emptied = <T extends Project['dashboards' | 'runbooks' | 'guide'][number]>(
    list: readonly T[],
    empty: Partial<T>,
  ) => list.map((one) => (broken.has(one.origin) ? { ...one, ...empty } : one));
  return {
    ...project,
    scrapeJobs: project.scrapeJobs.filter(({ origin }) => !broken.has(origin)),
    variables: project.variables.filter(({ origin }) => !broken.has(origin)),
    dashboards: emptied(project.dashboards, { rows: [], links: [], annotations: [], variables: [] }),
    runbooks: emptied(project.runbooks, { steps: [] }),
    guide: emptied(project.guide, { items: [], scenarios: [], flows: [] }),
    routing: project.routing && broken.has(project.routing.origin) ? undefined : project.routing,
  };
}

/** Whether the text of an expression is right; that it needs a newer Prometheus does not make it wrong. */
export function isSound({ issues }: Expression): boolean {
  return issues.every(({ kind }) => kind === 'feature');
}

/** Finds whether all options of a declaration hold. */
export function intactIn({ invalid }: Project): (declaration: Declared) => boolean {
  const broken = new Set(invalid.map(({ origin }) => origin));
  return ({ origin }) => !broken.has(origin);
}
