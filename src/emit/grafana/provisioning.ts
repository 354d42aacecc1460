import type { Project } from '../../model/project.ts';
import { formatDuration } from '../../promql/duration.ts';
import type { OutputFile } from '../emit.ts';
import { generatedFrom } from '../source.ts';
import { type YamlMap, yaml } from '../yaml.ts';
import { provisionedDataSource } from './data-source.ts';
import { type Folder, foldersOf } from './folder.ts';

/** Grafana reads these from `/etc/grafana/provisioning`. */
export function provisioning(project: Project): readonly OutputFile[] {
  const source = { path: 'grafana/provisioning/datasources/prometheus.yml', text: dataSources(project) };
  if (project.dashboards.length === 0) return [source];
  return [source, { path: `grafana/provisioning/dashboards/${project.id}.yml`, text: providers(project) }];
}

function dataSources(project: Project): string {
  const { runsOn, scrapeInterval } = project.system;
  const jsonData = {
    httpMethod: 'POST',
    prometheusType: 'Prometheus',
    prometheusVersion: `${runsOn.prometheus}.0`,
    // What $__rate_interval is computed from.
    timeInterval: formatDuration(scrapeInterval),
  };
  const { name, uid, url } = provisionedDataSource;
  const source = { name, uid, type: 'prometheus', access: 'proxy', url, isDefault: true, editable: false, jsonData };
  return yaml({ apiVersion: 1, datasources: [source] }, generatedFrom(project));
}

function providers(project: Project): string {
  const folders = foldersOf(project);
  const mounts = folders.map(({ path, mount }) => `Grafana must find ${path}/ at ${mount}.`);
  const file = { apiVersion: 1, providers: folders.map(provider) };
  return yaml(file, [generatedFrom(project), ...mounts].join('\n'));
}

/** Found by the dashboards' uids: a changed file updates, a removed one deletes its dashboard. */
function provider(folder: Folder): YamlMap {
  return {
    name: folder.uid,
    type: 'file',
    folder: literal(folder.title),
    folderUid: folder.uid,
    allowUiUpdates: false,
    disableDeletion: false,
    updateIntervalSeconds: 30,
    options: { path: folder.mount },
  };
}

/** In these files `$` begins a variable of the environment and `$$` is the character. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}
