import type { Dashboard } from '../../model/dashboard.ts';
import type { Project } from '../../model/project.ts';

/** A folder in Grafana. Its files have a folder of their own too: a provider takes whatever lies below its path. */
export interface Folder {
  readonly title: string;
  /** At most 40 characters of `[A-Za-z0-9_-]`. */
  readonly uid: string;
  /** Below the system's output. */
  readonly path: string;
  /** Where Grafana looks for `path`. */
  readonly mount: string;
  readonly dashboards: readonly Dashboard[];
}

/** The folders of a system's dashboards: its own, named like it, first; then those that dashboards name. */
export function foldersOf(project: Project): readonly Folder[] {
  const titles = [...new Set(project.dashboards.map((dashboard) => dashboard.folder))].sort(undefinedFirst);
  const taken = new Set<string>();
  return titles.map((title) => {
    const dashboards = project.dashboards.filter((dashboard) => dashboard.folder === title);
    const uid = free(title === undefined ? slug(project.id) : `${slug(project.id)}-${slug(title)}`, taken);
    if (title === undefined) {
      const mount = `/var/lib/grafana/dashboards/${project.id}`;
      return { title: project.system.title, uid, path: 'grafana/dashboards', mount, dashboards };
    }
    return { title, uid, path: `grafana/folders/${uid}`, mount: `/var/lib/grafana/folders/${uid}`, dashboards };
  });
}

/** Where a dashboard's file stands below the system's output. */
export function dashboardFile(folder: Folder, dashboard: Dashboard): string {
  return `${folder.path}/${dashboard.uid}.json`;
}

function undefinedFirst(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  return a < b ? -1 : 1;
}

function slug(text: string): string {
  const words = text.replace(/[^A-Za-z0-9_]+/g, '-').replace(/^-+|-+$/g, '');
  return words.toLowerCase().slice(0, 40);
}

/** Adds a number where two titles differ only in punctuation. */
function free(uid: string, taken: Set<string>): string {
  let candidate = uid.slice(0, 40);
  for (let n = 2; taken.has(candidate); n++) candidate = `${uid.slice(0, 36)}-${n}`;
  taken.add(candidate);
  return candidate;
}
