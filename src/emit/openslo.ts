import type { Analysis } from '../analyze/analysis.ts';
import type { Expression } from '../model/expression.ts';
import { periodOf, type Slo } from '../model/slo.ts';
import { inOneUnit, windowName } from '../model/slo-series.ts';
import { slugOf } from '../model/slug.ts';
import type { Emitter } from './emit.ts';
import { expressionLine } from './expression-text.ts';
import { provisionedDataSource } from './grafana/data-source.ts';
import { alertPolicies, notificationTargets } from './openslo-alerts.ts';
import { type Document, described, document, namesOf } from './openslo-document.ts';
import { generatedFrom } from './source.ts';
import { type YamlMap, yamlDocuments } from './yaml.ts';

export const openSloFile = 'openslo/openslo.yaml';

/** SLOs for other tools, as OpenSLO v1 (https://github.com/OpenSLO/OpenSLO). */
export const openSlo: Emitter = {
  id: 'openslo',
  about: 'openslo/openslo.yaml: SLOs with their services, data source and alerts, as OpenSLO v1',
  emit: (analysis) => {
    const { project } = analysis;
    if (project.slos.length === 0) return [];
    return [{ path: openSloFile, text: yamlDocuments(documents(analysis), generatedFrom(project)) }];
  },
};

function documents(analysis: Analysis): readonly Document[] {
  const { slos, system } = analysis.project;
  const services = namesOf(slos.map((slo) => serviceOf(slo, system.title)));
  return [
    dataSource(),
    ...[...services].map(([title, name]) => document('Service', name, titled(title, name), {})),
    ...notificationTargets(analysis),
    ...slos.map((slo) => sloDocument(slo, services.get(serviceOf(slo, system.title))!, analysis)),
  ];
}

function dataSource(): Document {
  const { name, uid, url } = provisionedDataSource;
  return document('DataSource', uid, titled(name, uid), { type: 'Prometheus', connectionDetails: { url } });
}

/** An SLO that is measured apart by service belongs to the system as a whole, which is the service of the others unless they say another. */
function serviceOf({ service }: Slo, system: string): string {
  return service ?? slugOf(system);
}

/** A title, where it says more than the name and is as short as OpenSLO wants it. */
function titled(title: string, name: string): YamlMap {
  return { displayName: title === name || title.length > 63 ? undefined : title };
}

function sloDocument(slo: Slo, service: string, analysis: Analysis): Document {
  const labels = { owner: /^[\da-zA-Z][\w.-]{0,62}$/.test(slo.owner) ? slo.owner : slugOf(slo.owner).slice(0, 63) };
  const policies = alertPolicies(slo, analysis);
  return document(
    'SLO',
    slo.id,
    { ...titled(slo.title, slo.id), labels },
    {
      description: described([...slo.description, ...notes(slo, policies.unsaid)]),
      service,
      indicator: { metadata: { name: slo.id }, spec: indicator(slo) },
      timeWindow: timeWindow(slo),
      budgetingMethod: slo.sli.type === 'raw' ? 'RatioTimeslices' : 'Occurrences',
      objectives: [objective(slo)],
      alertPolicies: policies.said.length > 0 ? policies.said : undefined,
    },
  );
}

/** What OpenSLO has no field for. */
function notes({ sli, window }: Slo, unsaid: readonly string[]): readonly string[] {
  const period = periodOf(window);
  return [
    ...(sli.by.length === 0 ? [] : [` Measured apart by ${sli.by.join(' and ')}: each has a budget of its own.`]),
    ...(window.kind === 'rolling' && inOneUnit(period) === undefined ? [` The period is ${windowName(period)}.`] : []),
    ...unsaid.map((text) => ` ${text}`),
  ];
}

/**
 * Rates go up and down, so they are no counters in OpenSLO's sense; a gauge gives the good series among all there are. Summed
 * over the period, good by total is what the rules compute. A ratio without counts is averaged, as they do.
 */
function indicator({ sli: { queries } }: Slo): YamlMap {
  const { good, bad, total, errorRatio } = queries;
  if (errorRatio !== undefined) return { ratioMetric: { counter: false, rawType: 'failure', raw: source(errorRatio) } };
  return {
    ratioMetric: {
      counter: false,
      good: good && source(good),
      bad: good === undefined ? bad && source(bad) : undefined,
      total: total && source(total),
    },
  };
}

function source(query: Expression): YamlMap {
  return {
    metricSource: {
      metricSourceRef: provisionedDataSource.uid,
      type: 'Prometheus',
      spec: { query: expressionLine(query) },
    },
  };
}

/** None where the period cannot be said; the description has it then. */
function timeWindow({ window }: Slo): YamlMap[] | undefined {
  if (window.kind === 'rolling') {
    const duration = inOneUnit(window.period);
    return duration === undefined ? undefined : [{ duration, isRolling: true }];
  }
  const { unit, start, timeZone } = window;
  return [
    { duration: calendarDurations[unit], isRolling: false, calendar: { startTime: `${start} 00:00:00`, timeZone } },
  ];
}

const calendarDurations = { week: '1w', month: '1M', quarter: '1Q', year: '1Y' } as const;

function objective({ target, sli, base }: Slo): YamlMap {
  return { target, timeSliceWindow: sli.type === 'raw' ? inOneUnit(base) : undefined };
}
