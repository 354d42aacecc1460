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
    invalid: all('invalid'),
  });
}

/** Modules run in the order they import each other; the order of files does not depend on that. */
function inFileOrder(folder: Folder, declarations: readonly Declaration[]): Declaration[] {
  const keyed = declarations.map((declaration) => ({ declaration, file: homeOf(folder, declaration) }));
  keyed.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  return keyed.map(({ declaration }) => declaration);
}

/** The system's own file that a declaration stands in: of what a shared recipe makes, the one that calls it. */
function homeOf(folder: Folder, { origin }: Declaration): string {
  const frame = [origin, ...origin.callers].find(({ file }) => isIn(folder, file)) ?? origin;
  return relative(folder.path, frame.file);
}
