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
  const { id, system, dashboards } = project;
  const inFolder = (title: string | undefined) => dashboards.filter((dashboard) => dashboard.folder === title);
  const own = {
    title: system.title,
    uid: slug(id),
    path: 'grafana/dashboards',
    mount: `/var/lib/grafana/dashboards/${id}`,
  };
  const taken = new Set([own.uid]);
  const named = [...new Set(dashboards.flatMap(({ folder }) => folder ?? []))].sort().map((title) => {
    const uid = free(`${own.uid}-${slug(title)}`, taken);
    const [path, mount] = [`grafana/folders/${uid}`, `/var/lib/grafana/folders/${uid}`];
    return { title, uid, path, mount, dashboards: inFolder(title) };
  });
  return [{ ...own, dashboards: inFolder(undefined) }, ...named].filter((folder) => folder.dashboards.length > 0);
}

/** Where a dashboard's file stands below the system's output. */
export function dashboardFile(folder: Folder, dashboard: Dashboard): string {
  return `${folder.path}/${dashboard.uid}.json`;
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
