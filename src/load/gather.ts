import { relative } from 'node:path';
import type { Declaration, Project, Registry } from '../model/project.ts';
import { type Folder, isIn } from './folders.ts';

/** The declarations of a system, by kind, in order of file and then of source. */
export function gather(folder: Folder, { system, declarations }: Registry): Project {
  const sorted = inFileOrder(folder, declarations);
  const all = <K extends Declaration['kind']>(kind: K) =>
    sorted.filter((one): one is Extract<Declaration, { kind: K }> => one.kind === kind);
  return Object.freeze({
    id: folder.id,
    system,
    scrapeJobs: all('scrapeJob'),
    metrics: all('metric'),
    ruleGroups: all('ruleGroup'),
    recordingRules: all('recordingRule'),
    alerts: all('alert'),
    dashboards: all('dashboard'),
    variables: all('variable'),
    runbooks: all('runbook'),
    guide: all('guideSection'),
    receivers: all('receiver'),
    notificationTemplates: all('notificationTemplate'),
    timeIntervals: all('timeInterval'),
    routing: all('routing')[0],
    ruleTests: all('ruleTest'),
    slos: all('slo'),
    invalid: all('invalid'),
  });
}

/** Modules run in the order they import each other; the order of files does not depend on that. */
function inFileOrder(folder: Folder, declarations: readonly Declaration[]): Declaration[] {
  const byFile = new Map<string, Declaration[]>();
  for (const declaration of declarations) {
    const file = homeOf(folder, declaration);
    byFile.set(file, byFile.get(file) ?? []);
    byFile.get(file)?.push(declaration);
  }
  const files = [...byFile.keys()].sort((a, b) => (relative(folder.path, a) < relative(folder.path, b) ? -1 : 1));
  return files.flatMap((file) => byFile.get(file) ?? []);
}

/** The system's own file that a declaration stands in: of what a shared recipe makes, the one that calls it. */
function homeOf(folder: Folder, { origin }: Declaration): string {
  if (isIn(folder, origin.file)) return origin.file;
  return (origin.callers.find(({ file }) => isIn(folder, file)) ?? origin).file;
}
