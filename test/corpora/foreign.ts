import { analyze } from '../../src/analyze/analyze.ts';
import { selectedNames } from '../../src/analyze/selected.ts';
import { checks } from '../../src/check/index.ts';
import { runChecks } from '../../src/check/run.ts';
import type { Dashboard } from '../../src/model/dashboard.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Metric } from '../../src/model/metric.ts';
import type { Project } from '../../src/model/project.ts';
import { metric, project, scrapeJob } from '../analyze/project.ts';
import { exportedMetrics } from './exposition.ts';
import type { Rules } from './rule-file.ts';

/** Rules and dashboards that run on one Prometheus. */
export interface Foreign extends Rules {
  readonly dashboards: readonly Dashboard[];
}

const exported = analyze(project({ metrics: exportedMetrics() }));

/** House rules are the house's, and what is ignored only makes up for what our model of a dashboard lacks. */
const judges = checks.filter((check) => check.class !== 'policy' && !check.id.startsWith('ignore-'));

/** What the checks say of other people's rules, over what is known of the metrics they read. */
export function judgeForeign(foreign: Foreign, interval = 15e3): readonly Diagnostic[] {
  return runChecks(analyze(projectOf(foreign, interval)), judges);
}

/** A project of them: discovered targets with labels of any name, and retention for the longest SLO window. */
export function projectOf(foreign: Foreign, interval: number): Project {
  const { system } = project();
  const without = project({
    ...foreign,
    system: {
      ...system,
      ...{ scrapeInterval: interval, evaluationInterval: interval },
      severities: severitiesOf(foreign),
      runsOn: { ...system.runsOn, retention: 90 * 86400e3 },
    },
    scrapeJobs: [scrapeJob('exporters', { targets: [], discovery: { file: [{}] }, honorLabels: true })],
  });
  return { ...without, metrics: metricsOf(without) };
}

const worstFirst = ['page', 'critical', 'error', 'high', 'ticket', 'warning', 'medium', 'low', 'info', 'none'];

function severitiesOf({ alerts }: Foreign): readonly string[] {
  const used = new Set(alerts.map(({ severity }) => severity));
  return [...used].sort((a, b) => worstFirst.indexOf(a) - worstFirst.indexOf(b));
}

/** The metrics they read. Of what no exporter here exposes and no rule records, only the name is known. */
function metricsOf(without: Project): readonly Metric[] {
  const { uses, inference, lookup } = analyze(without);
  const names = uses.flatMap(({ expression }) => {
    const inferred = inference(expression);
    return inferred ? [...selectedNames(inferred, exported.seriesNames())] : [];
  });
  const unknown = { job: 'exporters', catalog: 'exporters' };
  const metrics = [...new Set(names)].flatMap((name) => {
    return exported.metric(name) ?? (lookup(name) ? [] : metric(name, 'untyped', unknown));
  });
  return [...new Set(metrics)];
}
