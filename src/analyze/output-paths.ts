import type { Project } from '../model/project.ts';

/**
 * The files that synth writes for a project, below its output folder. A test holds them against what the emitters write.
 * Dashboards stand in a folder for each of Grafana's: of those with a folder of their own only the name is known here.
 */
export function outputPaths(project: Project): readonly string[] {
  const { id, alerts, dashboards, recordingRules, ruleTests, runbooks, slos } = project;
  const ifAny = (list: readonly unknown[], path: string) => (list.length > 0 ? [path] : []);
  return [
    'prometheus/prometheus.yml',
    'prometheus/alerts.yml',
    ...ifAny(recordingRules, 'prometheus/recording.yml'),
    // Of most alerts tests are generated.
    ...ifAny([...ruleTests, ...alerts], 'prometheus/tests.yml'),
    ...(project.routing === undefined ? [] : routingPaths(project)),
    'grafana/provisioning/datasources/prometheus.yml',
    ...ifAny(dashboards, `grafana/provisioning/dashboards/${id}.yml`),
    ...dashboards.map(({ uid }) => `grafana/dashboards/${uid}.json`),
    ...ifAny(slos, 'openslo/openslo.yaml'),
    ...ifAny(slos, 'docs/slos.md'),
    ...['README', 'alerts', 'checklist', 'dashboards', 'metrics', 'troubleshooting'].map((page) => `docs/${page}.md`),
    'docs/runbooks/README.md',
    ...runbooks.map((runbook) => `docs/runbooks/${runbook.id}.md`),
    'model.json',
  ];
}

function routingPaths({ id, notificationTemplates }: Project): readonly string[] {
  const templates = notificationTemplates.length > 0 ? [`alertmanager/templates/${id}.tmpl`] : [];
  return ['alertmanager/alertmanager.yml', ...templates, 'docs/routing.md'];
}

/** Whether synth writes a file, or files into a folder, of this path. */
export function isWritten(path: string, project: Project): boolean {
  const plain = path
    .replace(/#.*$/, '')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/^grafana\/folders\/[^/]+\//, 'grafana/dashboards/');
  return outputPaths(project).some(
    (written) => written === plain || written.startsWith(`${plain.replace(/\/$/, '')}/`),
  );
}
