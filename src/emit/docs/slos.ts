/** slos.md: what is promised, what may go wrong, and what each alert of an SLO means. */
import { budgetEvents, budgetTime, periodEvents } from '../../analyze/slo-budget.ts';
import { eventsWords, exactTime, rateWords, shareWords } from '../../analyze/slo-words.ts';
import { isComputed, periodOf, type Slo } from '../../model/slo.ts';
import { sloDashboardUid } from '../../model/slo-dashboard.ts';
import { windowName } from '../../model/slo-series.ts';
import { sloAnchor } from '../links.ts';
import { openSloFile } from '../openslo.ts';
import { alertsFile, recordingFile } from '../prometheus-rules.ts';
import { fact, factOf, pageLink, toGuide } from './facts.ts';
import { code, count, listed, plain, sentence } from './markdown.ts';
import {
  authored,
  type Block,
  contents,
  heading,
  type Inline,
  join,
  joined,
  list,
  type Page,
  paragraph,
  type Target,
  table,
} from './page.ts';
import type { Site } from './site.ts';
import { alertBlocks, outageBlocks } from './slo-alerts.ts';
import { goodWords, measured } from './slo-measured.ts';
import { defaultPolicy, policyBlocks } from './slo-policy.ts';
import { recordedBlocks } from './slo-recorded.ts';

export function slosPage(site: Site): readonly Page[] {
  const { slos, system } = site.project;
  if (slos.length === 0) return [];
  return [
    {
      path: 'docs/slos.md',
      title: `${system.title} service level objectives`,
      targets: [],
      blocks: [
        paragraph(toGuide),
        paragraph(introduction(site)),
        ...sloTable(slos),
        heading(2, 'How to read this'),
        ...readingAid(slos),
        ...(slos.length > 1 ? [contents(2)] : []),
        ...slos.flatMap((slo) => sloBlocks(slo, site)),
        ...defaultPolicy(slos),
      ],
    },
  ];
}

function introduction({ project }: Site): Inline {
  const { slos, system, dashboards } = project;
  const computed = slos.some(isComputed);
  const uid = sloDashboardUid(system);
  return join(
    `${sentence(count(slos.length, 'SLO'))}.`,
    ...(computed ? [' The rules are in ', [file(recordingFile)], ' and ', [file(alertsFile)], '.'] : []),
    ' As OpenSLO: ',
    [file(openSloFile)],
    '.',
    ...(dashboards.some((one) => one.uid === uid) ? [' Dashboard of all: ', [dashboardAt(uid)], '.'] : []),
  );
}

function file(path: string): Target {
  return { to: 'file', path };
}

function dashboardAt(uid: string): Target {
  return { to: 'dashboard', uid };
}

/** All SLOs at a glance. */
export function sloTable(slos: readonly Slo[]): Block[] {
  return table(
    ['SLO', 'Objective', 'Period', 'Error budget', 'Owner'],
    slos.map((slo) => [
      [sloTarget(slo)],
      `${objectiveWords(slo)} ${goodWords(slo)}`,
      periodWords(slo),
      budgetWords(slo),
      plain(slo.owner),
    ]),
  );
}

function sloTarget({ id }: Slo): Target {
  return { to: 'slo', id };
}

function objectiveWords({ objective }: Slo): string {
  return objective.replace('%', ' %');
}

function periodWords({ window }: Slo): string {
  return window.kind === 'rolling' ? windowName(window.period) : `calendar ${window.unit}`;
}

/** `43m12s, or 129,600 requests`. */
function budgetWords(slo: Slo): string {
  const events = budgetEvents(slo);
  const time = exactTime(budgetTime(slo));
  return events === undefined ? time : `${time}, or ${eventsWords(events)} ${plain(slo.sli.events)}`;
}

function readingAid(slos: readonly Slo[]): Block[] {
  const alerting = [
    fact(
      'Burn rate',
      'how many times faster than allowed the budget goes: at 1 it lasts exactly the period. What share of it goes within a window is worked out for steady traffic; in a busy hour it is more.',
    ),
    fact(
      'Windows',
      'an alert fires while the share of what is bad is above its threshold over both windows of a pair. The long one tells a fault from a few failures, the short one ends the alert soon after the fault.',
    ),
    fact(
      'Outages',
      'the times are those from the first bad event until Prometheus fires, for traffic that is steady and was good before. Which of them it is depends on how the fault falls between scrapes and evaluations. What Alertmanager waits comes on top.',
    ),
    fact(
      'No data',
      'a service that is gone counts nothing, not even failures: then the alert for missing data fires, and not those for the budget.',
    ),
  ];
  return list([
    fact(
      'Error budget',
      'what the objective leaves: the share of events that may be bad in a period. It is given as the time for which everything may be bad, and where the usual traffic is known as a number of events.',
    ),
    ...(slos.some(isComputed) ? alerting : []),
  ]);
}

function sloBlocks(slo: Slo, site: Site): Block[] {
  return [
    heading(2, slo.title, { targets: [sloTarget(slo)], anchor: sloAnchor(slo.id) }),
    paragraph(`**${objectiveWords(slo)} ${goodWords(slo)}, ${windowWords(slo)}.**`),
    ...authored(slo.description, 2),
    ...uncomputed(slo).map(paragraph),
    ...list(facts(slo, site)),
    heading(3, 'What is measured'),
    ...measured(slo),
    heading(3, 'Error budget'),
    ...budgetTable(slo),
    ...policyBlocks(slo),
    ...(isComputed(slo) ? [...alertBlocks(slo, site), ...outageBlocks(slo, site), ...recordedBlocks(slo, site)] : []),
  ];
}

function windowWords({ window }: Slo): string {
  if (window.kind === 'rolling') return `in any ${windowName(window.period)}`;
  return `in each ${window.unit} of the calendar (${plain(window.timeZone)})`;
}

/** Why there are no rules, where there are none. */
function uncomputed({ window, rules }: Slo): string[] {
  if (window.kind === 'calendar') {
    return [
      `Not computed by Prometheus: its ranges have a fixed length, and a calendar ${window.unit} begins at a date in a time zone. So there are no rules, alerts and dashboards; ${code(openSloFile)} has it for tools that know calendars.`,
    ];
  }
  return rules
    ? []
    : [
        `Documented only: no rules, alerts and dashboards are made for it. ${code(openSloFile)} has it for other tools.`,
      ];
}

function facts(slo: Slo, { project }: Site): Inline[] {
  const uids = [slo.dashboard, ...(isComputed(slo) ? [sloDashboardUid(project.system)] : [])];
  const boards = uids.filter((uid) => project.dashboards.some((one) => one.uid === uid));
  return [
    fact('Label', code(`slo="${slo.id}"`)),
    ...factOf('Service', slo.service === undefined ? undefined : plain(slo.service)),
    fact('Owner', plain(slo.owner)),
    ...factOf('Runbook', slo.runbook === undefined ? undefined : [{ to: 'runbook', id: slo.runbook }]),
    ...factOf(
      'Dashboards',
      joined(
        boards.map((uid) => [dashboardAt(uid!)]),
        ', ',
      ),
    ),
    ...factOf('Measured apart', apart(slo)),
    ...factOf('Usual traffic', trafficWords(slo.sli.traffic, slo)),
    ...factOf('Nobody is called below', trafficWords(slo.sli.minimumTraffic, slo)),
  ];
}

function apart({ sli: { by } }: Slo): string | undefined {
  return by.length === 0 ? undefined : `by ${listed(by.map(code))}: each has a budget and alerts of its own`;
}

function trafficWords(traffic: number | undefined, { sli }: Slo): string | undefined {
  if (traffic === undefined) return undefined;
  return `${rateWords(traffic)} (${plain(sli.events)}${sli.by.length === 0 ? '' : ', of each'})`;
}

function budgetTable(slo: Slo): Block[] {
  const all = periodEvents(slo);
  const bad = budgetEvents(slo);
  const header = ['Objective', 'May be bad', 'Period', 'As time'];
  const row = [objectiveWords(slo), shareWords(slo.budget), periodWords(slo), timeWordsOf(slo)];
  if (all === undefined || bad === undefined) return table(header, [row]);
  const events = `${eventsWords(bad)} of ${eventsWords(all)} ${plain(slo.sli.events)}`;
  return table([...header, 'At the usual traffic'], [[...row, events]]);
}

/** Of a calendar month the longest: shorter ones have less. */
function timeWordsOf(slo: Slo): string {
  const time = exactTime(budgetTime(slo));
  if (slo.window.kind === 'rolling' || slo.window.unit === 'week') return time;
  return `${time} in ${windowName(periodOf(slo.window))}`;
}

/** More than these are not read in an overview: their own page lists them. */
const slosInGuide = 60;

/** `slos.md`, in the guide. */
export function sloSummary(site: Site): Block[] {
  const more = join(
    'What is promised, and how much of it may fail; ',
    pageLink('slos.md', 'worked out'),
    ' with alerts and what outages of every size mean.',
  );
  const { slos } = site.project;
  return [paragraph(more), ...(slos.length > slosInGuide ? [] : sloTable(slos))];
}
