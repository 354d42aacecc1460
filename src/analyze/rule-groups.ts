import type { Project } from '../model/project.ts';
import type { Alert, RecordingRule, RuleGroup } from '../model/rule.ts';
import { sourceFile } from './source-file.ts';

export interface Group<R> {
  readonly name: string;
  /** Undefined for the rules of a file. */
  readonly settings: RuleGroup | undefined;
  readonly rules: readonly R[];
}

/** Rules by declared group, the others by their file; groups as they first appear, rules as declared. */
export function groupsOf<R extends Alert | RecordingRule>(project: Project, rules: readonly R[]): readonly Group<R>[] {
  const byKey = new Map<string, R[]>();
  for (const rule of rules) {
    const key = rule.group === undefined ? `file ${sourceFile(project, rule.origin)}` : `group ${rule.group}`;
    const together = byKey.get(key);
    if (together === undefined) byKey.set(key, [rule]);
    else together.push(rule);
  }
  const declared = new Map(project.ruleGroups.map((group) => [group.name, group]));
  const taken = new Set(declared.keys());
  return [...byKey.values()].map((together) => {
    const [first] = together as [R, ...R[]];
    const name = first.group ?? fileGroupName(sourceFile(project, first.origin), taken);
    taken.add(name);
    return { name, settings: declared.get(name), rules: together };
  });
}

/** The file's name; with its extension, or a number, where another group has that name already. */
function fileGroupName(file: string, taken: ReadonlySet<string>): string {
  let name = file.replace(/\.[^./]+$/, '');
  if (taken.has(name)) name = file;
  for (let n = 2; taken.has(name); n++) name = `${file} ${n}`;
  return name;
}
