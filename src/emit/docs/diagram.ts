/** The architecture as a Mermaid flowchart: what is scraped, who evaluates, sends and draws it, and the flows that people added. */
import type { Flow } from '../../model/guide.ts';
import type { ScrapeJob } from '../../model/metric.ts';
import type { Project } from '../../model/project.ts';
import { formatDuration } from '../../promql/duration.ts';
import { count } from './markdown.ts';

interface Node {
  readonly id: string;
  readonly label: string;
}

export function diagram(project: Project, flows: readonly Flow[]): string {
  const nodes = new Map<string, Node>();
  const node = (name: string, ...lines: readonly string[]): string => {
    const known = nodes.get(name.toLowerCase());
    if (known !== undefined) return known.id;
    const made = { id: `n${nodes.size + 1}`, label: [name, ...lines].map(escaped).join('<br/>') };
    nodes.set(name.toLowerCase(), made);
    return made.id;
  };
  const arrows = [
    ...ofProject(project, node),
    ...flows.map(({ from, to, carries }) => arrow(node(from), node(to), carries)),
  ];
  const boxes = [...nodes.values()].map(({ id, label }) => `  ${id}["${label}"]`);
  return ['flowchart LR', ...boxes, ...arrows.map((line) => `  ${line}`)].join('\n');
}

function ofProject(project: Project, node: (name: string, ...lines: string[]) => string): string[] {
  const { scrapeJobs, alerts, recordingRules, dashboards, receivers, routing, system } = project;
  const interval = (job: ScrapeJob) => formatDuration(job.interval ?? system.scrapeInterval);
  const scrapes = scrapeJobs.map((job) =>
    arrow(node(job.name, targetLine(job)), node('Prometheus'), `${job.metricsPath} every ${interval(job)}`),
  );
  const rules = [
    ...(alerts.length > 0 ? [count(alerts.length, 'alert')] : []),
    ...(recordingRules.length > 0 ? [count(recordingRules.length, 'recording rule')] : []),
  ];
  const evaluates = `evaluates every ${formatDuration(system.evaluationInterval)}`;
  return [
    ...scrapes,
    ...(rules.length > 0 ? [arrow(node('Prometheus'), node('Alert rules', ...rules), evaluates)] : []),
    ...(routing === undefined
      ? []
      : [arrow(node('Prometheus'), node('Alertmanager', count(receivers.length, 'receiver')), 'alerts')]),
    ...(dashboards.length > 0
      ? [arrow(node('Grafana', count(dashboards.length, 'dashboard')), node('Prometheus'), 'queries')]
      : []),
  ];
}

/** One target by its address, several by their number. */
function targetLine({ targets }: ScrapeJob): string {
  return targets.length === 1 ? (targets[0] as string) : count(targets.length, 'target');
}

function arrow(from: string, to: string, label: string): string {
  return label === '' ? `${from} --> ${to}` : `${from} -->|"${escaped(label)}"| ${to}`;
}

/** Mermaid reads quotes, angle brackets and `#` as its own. */
export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '#': '#35;',
    '"': '#quot;',
    '<': '#lt;',
    '>': '#gt;',
    '`': '#96;',
  };
  return text.replace(/\s+/g, ' ').replace(/[#"<>`]/g, (char) => entities[char] as string);
}
