import type { Origin } from '../model/declaration.ts';
import type { Project } from '../model/project.ts';

/** File of a declaration, relative to its system's folder; only its name where it stands elsewhere, as a shared recipe does. */
export function sourceFile(project: Pick<Project, 'id'>, origin: Origin): string {
  const path = origin.file.replaceAll('\\', '/').replace(/[?#].*$/, '');
  const folder = `/${project.id}/`;
  const at = path.lastIndexOf(folder);
  return path.slice(at < 0 ? path.lastIndexOf('/') + 1 : at + folder.length);
}
