import { realpathSync } from 'node:fs';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Invalid, Registry } from '../model/project.ts';
import { fileOrigin, loadError } from './finding.ts';
import type { Folder } from './folders.ts';

/** A definitions folder without any folder in it. */
export function noSystem(root: string): Diagnostic {
  const help = 'give each system a folder of its own, with a system.ts that exports system({ … })';
  return loadError('definitions', 'there is no system here', { origin: fileOrigin(realpathSync(root)) }, { help });
}

/** A folder that declares no system and that no system imports from. */
export function withoutSystem({ id, path, files }: Folder): Diagnostic {
  const what = files.length === 0 ? 'holds no .ts file' : 'exports no system';
  const help = `export one: export const ${/^[a-z]\w*$/i.test(id) ? id : 'mySystem'} = system({ title: … })`;
  return loadError(`system ${id}`, `the folder ${id} ${what}`, { origin: fileOrigin(path) }, { help });
}

/** A system through which nothing is declared. */
export function emptySystem({ system }: Registry): Diagnostic {
  return loadError(`system ${system.title}`, `${system.title} declares nothing`, { origin: system.origin });
}

/** A second system in the folder of the first. */
export function twoSystems({ id }: Folder, first: Registry, second: Registry): Diagnostic {
  const related = [{ place: { origin: first.system.origin }, message: 'the first is here' }];
  const help = 'a system is a folder: give the second one its own';
  return loadError(
    `system ${id}`,
    `the folder ${id} exports two systems`,
    { origin: second.system.origin },
    { related, help },
  );
}

/** What is wrong with the options of a declaration, each at its option. */
export function invalidFindings({ of, name, origin, issues }: Invalid): Diagnostic[] {
  return issues.map(({ message, ...where }) => loadError(`${of} ${name}`, message, { origin, ...where }));
}
