import type { Analysis } from '../../analyze/analysis.ts';
import type { Emitter, OutputFile } from '../emit.ts';
import { json } from '../json.ts';
import { dashboardFile, foldersOf } from './folder.ts';
import { provisioning } from './provisioning.ts';

export const grafana: Emitter = {
  id: 'grafana',
  about: 'grafana/: dashboards as classic JSON, and the files that provision them and their data source',
  emit: async (analysis) => [...(await dashboards(analysis)), ...provisioning(analysis.project)],
};

/** The SDK takes longer to load than all dashboards to render: only who has one pays. */
async function dashboards(analysis: Analysis): Promise<readonly OutputFile[]> {
  if (analysis.project.dashboards.length === 0) return [];
  const { dashboardJson } = await import('./dashboard.ts');
  return foldersOf(analysis.project).flatMap((folder) =>
    folder.dashboards.map((dashboard) => {
      return { path: dashboardFile(folder, dashboard), text: json(dashboardJson(dashboard, analysis)) };
    }),
  );
}
