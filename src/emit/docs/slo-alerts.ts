/** The alerts of an SLO: at which burn rate, who is told, and how long after the first failure. */
import { budgetGone } from '../../analyze/slo-budget.ts';
import { delaysOf, detection, resolution, type Span, threshold } from '../../analyze/slo-detection.ts';
import { shareWords, spanWords, timeWords } from '../../analyze/slo-words.ts';
import type { Burn } from '../../model/burn.ts';
import { type Alert, alertAt } from '../../model/rule.ts';
import { periodOf, type Slo } from '../../model/slo.ts';
import { windowName } from '../../model/slo-series.ts';
import { formatNumber } from '../../promql/number.ts';
import { alertReference, forWords, runbookLink } from './facts.ts';
import { plain } from './markdown.ts';
import { type Block, heading, type Inline, paragraph, table } from './page.ts';
import { notifies } from './routing.ts';
import type { Site } from './site.ts';

export function alertBlocks(slo: Slo, site: Site): Block[] {
  const alerts = Object.entries(slo.alerts).flatMap(([role, key]) => {
    const alert = alertAt(site.project.alerts, key);
    return alert === undefined ? [] : [{ role, alert }];
  });
  if (alerts.length === 0) return [];
  return [
    heading(3, 'Alerts'),
    ...table(
      ['Alert', 'Fires when more is bad than', 'Over', 'Burn rate', 'That is', 'At this rate the budget is gone in'],
      alerts.flatMap(({ role, alert }) =>
        slo.burns.filter(({ urgency }) => urgency === role).map((burn) => burnRow(slo, burn, alert)),
      ),
    ),
    ...table(
      ['Alert', 'Severity', 'For', ...(site.analysis.routing() ? ['Notifies'] : []), 'Runbook'],
      alerts.map(({ alert }) => alertRow(alert, site)),
    ),
  ];
}

function burnRow(slo: Slo, burn: Burn, alert: Alert): Inline[] {
  const { rate, share, long, short } = burn;
  const above = threshold(slo, burn);
  return [
    [alertReference(alert)],
    above >= 1 ? `${shareWords(above)}: never` : shareWords(above),
    long === short ? windowName(long) : `${windowName(long)} and ${windowName(short)}`,
    formatNumber(Number(rate.toPrecision(4))),
    `${shareWords(share)} of the budget within ${windowName(long)}`,
    timeWords(periodOf(slo.window) / rate),
  ];
}

function alertRow(alert: Alert, site: Site): Inline[] {
  const told = site.analysis.routing() ? [notifies(alert, site) ?? ''] : [];
  return [[alertReference(alert)], plain(alert.severity), forWords(alert), ...told, runbookLink(alert)];
}

const outages = [0.01, 0.1, 1];

/** How long after the first bad event somebody is told, and the budget is gone. */
export function outageBlocks(slo: Slo, { project }: Site): Block[] {
  const delays = delaysOf(slo, project.system);
  const roles = (['page', 'ticket'] as const).filter((role) => slo.alerts[role] !== undefined);
  const titles = { page: ['Page after', 'Page ends after'], ticket: ['Ticket after'] } as const;
  if (roles.length === 0) return [];
  const header = roles.flatMap((role) => titles[role]);
  const rows = outages.map((bad): Inline[] => [
    shareWords(bad),
    ...roles.flatMap((role) => [
      when(detection(slo, role, bad, delays)),
      ...(role === 'page' ? [when(resolution(slo, role, bad, delays), '')] : []),
    ]),
    goneWords(slo, bad),
  ]);
  return [
    heading(3, 'Outages'),
    paragraph(
      `If from one moment to the next this share is bad${roles.includes('page') ? '; and how long after the end of a long outage the page is over' : ''}:`,
    ),
    ...quiet(slo).map(paragraph),
    ...table([badHeader(slo), ...header, 'Budget gone after'], rows),
  ];
}

/** The times hold where there is traffic enough. */
function quiet({ sli }: Slo): string[] {
  const { traffic, minimumTraffic } = sli;
  if (traffic === undefined || minimumTraffic === undefined || traffic >= minimumTraffic) return [];
  return ['At the usual traffic nobody is called: it is below the least at which alerts fire.'];
}

function badHeader({ sli }: Slo): string {
  if (sli.type === 'raw') return 'Bad';
  return sli.type === 'gauge' ? 'Bad series' : `Bad ${plain(sli.events)}`;
}

function when(span: Span | undefined, never = 'never'): string {
  return span === undefined ? never : spanWords(span);
}

function goneWords(slo: Slo, bad: number): string {
  const after = budgetGone(slo, bad);
  return after === undefined ? 'never: the budget lasts' : timeWords(after);
}
