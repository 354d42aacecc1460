import { subjectOf, subjectOfPanel } from '../analyze/subject.ts';
import { variablesOf } from '../analyze/uses.ts';
import { panelsOf } from '../model/dashboard.ts';
import type { Origin } from '../model/declaration.ts';
import type { Project } from '../model/project.ts';
import { didYouMean } from '../promql/nearest.ts';
import type { Check, Silencer } from './check.ts';

export const ignoreUnknown: Check = {
  id: 'ignore-unknown',
  severity: 'error',
  class: 'fact',
  why: 'A silencing that names no check silences nothing, and its author believes that it does.',
  bad: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, ...warning,
  ignore: { 'alert-runbok': 'The vendor has one.' },
});`,
  good: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, for: '10m', severity: 'warning', summary: 'Orders wait.',
  ignore: { 'alert-runbook': 'The vendor has one.' },
});`,
  *find({ project }, all) {
    const known = new Set(all.map(({ id }) => id));
    for (const { silencer, subject, argument } of silencersOf(project)) {
      for (const id of Object.keys(silencer.ignore)) {
        if (known.has(id)) continue;
        const place = placeOfSilencing(silencer.origin, argument, id);
        const help = didYouMean(id, known) ?? 'alidade check --explain lists the checks.';
        yield { subject, place, message: `there is no check "${id}"`, help, silencers: [silencer] };
      }
    }
  },
};

interface Silencing {
  readonly silencer: Silencer;
  readonly subject: string;
  /** Which argument of the call holds the options. */
  readonly argument: number;
}

function* silencersOf(project: Project): Generator<Silencing> {
  const { system, metrics, scrapeJobs, ruleGroups, recordingRules, alerts, dashboards, runbooks, guide } = project;
  yield { silencer: system, subject: `system ${system.title}`, argument: 0 };
  const named = [
    ...scrapeJobs,
    ...metrics,
    ...ruleGroups,
    ...recordingRules,
    ...alerts,
    ...dashboards,
    ...runbooks,
    ...guide,
  ];
  for (const silencer of named) yield { silencer, subject: subjectOf(silencer), argument: 1 };
  for (const silencer of variablesOf(project)) yield { silencer, subject: subjectOf(silencer), argument: 2 };
  for (const dashboard of dashboards) {
    for (const panel of panelsOf(dashboard))
      yield { silencer: panel, subject: subjectOfPanel(panel, dashboard), argument: 1 };
  }
}

/** Where a silencing is written: its key in the options of the declaration. */
function placeOfSilencing(origin: Origin, argument: number, id: string) {
  return { origin, path: [argument, 'ignore', id] };
}
