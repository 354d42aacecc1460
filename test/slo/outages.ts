/** Outages that begin at one moment, and when alerts of SLOs over them fire and end. */
import { type Duration, oneOf, sli, system } from 'alidade';
import { type Delays, delaysOf, detection, type Span } from '../../src/analyze/slo-detection.ts';
import type { BurnWindow } from '../../src/define/slo.ts';
import type { Slo } from '../../src/model/slo.ts';
import { formatDuration } from '../../src/promql/duration.ts';
import { counted, neededFor, only, projectOf, rulesOf, type Simulation, simulated } from './simulated.ts';

export interface Outage {
  /** Objective and period, and windows that are not the usual ones. */
  readonly objective: `${number}%`;
  readonly window: Duration;
  readonly page?: readonly BurnWindow[];
  /** Share of events that are bad from one moment on. */
  readonly bad: number;
}

export interface Seen {
  /** Milliseconds after the beginning; undefined where there was no page. */
  readonly paged: number | undefined;
  readonly documented: Span | undefined;
}

interface Course {
  /** Seconds between samples and between evaluations. */
  readonly scrape: number;
  readonly evaluation: number;
  /** How many samples there are before the outage, and from then on. */
  readonly before: number;
  readonly during: number;
}

/** When there is a page in each outage, and when it is said that there will be one. */
export function pagesIn(outages: readonly Outage[], course: Course): readonly Seen[] {
  const { scrape, evaluation } = course;
  const own = system({
    title: 'Outages',
    owner: 'team',
    docsUrl: 'https://docs.example.com/outages',
    severities: ['page', 'ticket'],
    runsOn: { prometheus: '2.42', grafana: '12', retention: '90d' },
    scrapeInterval: formatDuration(scrape * 1000) as Duration,
    evaluationInterval: formatDuration(evaluation * 1000) as Duration,
  });
  const job = own.scrapeJob('job', { targets: ['job:9090'] });
  const counters = new Map(
    outages.map(({ bad }) => [
      bad,
      job.counter(counterOf(bad), { help: 'Events.', counts: 'requests', labels: { code: oneOf('ok', 'bad') } }),
    ]),
  );
  for (const [index, { objective, window, page, bad }] of outages.entries()) {
    const total = counters.get(bad)!;
    own.slo(`outage-${index}`, {
      sli: sli.ratio({ bad: total.where({ code: 'bad' }), total }),
      objective,
      window,
      alerts: { ticket: false, absent: false, ...(page && { page: { windows: page } }) },
    });
  }
  const { slos, alerts } = projectOf(own);
  const rules = neededFor(rulesOf(own), ...alerts.map(({ name }) => name));
  const [answers] = simulated([rules], [simulationOf(outages, course)]);
  const began = course.before * scrape * 1000;
  return outages.map((outage, index) => {
    const at = only(answers?.[`${index}`]);
    return {
      paged: at === undefined ? undefined : at * 1000 - began,
      documented: documented(slos[index]!, outage, course),
    };
  });
}

function documented(slo: Slo, { bad }: Outage, { scrape, evaluation }: Course): Span | undefined {
  const delays: Delays = delaysOf(slo, { scrapeInterval: scrape * 1000, evaluationInterval: evaluation * 1000 });
  return detection(slo, 'page', bad, delays);
}

const counterOf = (bad: number) => `events_${Math.round(bad * 1e5)}_total`;

function simulationOf(outages: readonly Outage[], { scrape, evaluation, before, during }: Course): Simulation {
  const perSample = 1e6;
  const series = outages.flatMap(({ bad }) => [
    [`${counterOf(bad)}{code="ok"}`, counted([before, perSample], [during, perSample * (1 - bad)])],
    [`${counterOf(bad)}{code="bad"}`, counted([before, 0], [during, perSample * bad])],
  ]);
  const end = (before + during) * scrape;
  const first = (index: number) => {
    const firing = `timestamp(ALERTS{alertstate="firing",slo="outage-${index}"})`;
    return { expr: `min_over_time((${firing})[${end}s:${evaluation}s])`, at: end };
  };
  const ask = Object.fromEntries(outages.map((_, index) => [index, first(index)]));
  return { series: Object.fromEntries(series), scrape, evaluation, ask };
}
