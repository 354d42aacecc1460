/** At how many evaluations the alerts of Sloth and ours fire over the same series, and at how many only those of one. */
import { readSeriesValues } from '../../src/promql/series-values.ts';
import { only, type Rules, type Simulation, simulated } from './simulated.ts';

export interface Verdict {
  readonly theirs: number;
  readonly ours: number;
  readonly apart: number;
}
/** By urgency and SLO: `page shop-orders`. */
export type Verdicts = Readonly<Record<string, Verdict>>;

/** Seconds between evaluations. */
const evaluation = 300;

/** The SLOs have the same ids on both sides; samples stand a minute apart. */
export function verdictsOn(
  rules: readonly Rules[],
  ids: readonly string[],
  cases: readonly Simulation['series'][],
): readonly Verdicts[] {
  const answers = simulated(
    rules,
    cases.map((series) => asked(series, ids)),
  );
  const number = (samples: Parameters<typeof only>[0]) => only(samples) ?? 0;
  return answers.map((answer) =>
    Object.fromEntries(
      namesOf(ids).map((name) => {
        const [theirs, ours, apart] = sides.map((side) => number(answer[`${name} ${side}`]));
        return [name, { theirs, ours, apart } as Verdict];
      }),
    ),
  );
}

const sides = ['theirs', 'ours', 'apart'] as const;

function namesOf(ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => ['page', 'ticket'].map((urgency) => `${urgency} ${id}`));
}

function asked(series: Simulation['series'], ids: readonly string[]): Simulation {
  const minutes = Math.max(...Object.values(series).map(samplesIn));
  const ask = namesOf(ids).flatMap((name) => {
    const [urgency, id] = name.split(' ');
    const theirs = `max(ALERTS{alertstate="firing",sloth_id="${id}",sloth_severity="${urgency}"})`;
    const ours = `max(ALERTS{alertstate="firing",slo="${id}",severity="${urgency}"})`;
    const exprs = { theirs, ours, apart: `(${theirs} unless ${ours}) or (${ours} unless ${theirs})` };
    return sides.map((side) => {
      const expr = `count_over_time((${exprs[side]})[${minutes}m:${evaluation}s])`;
      return [`${name} ${side}`, { expr, at: minutes * 60 }] as const;
    });
  });
  return { series, scrape: 60, evaluation, ask: Object.fromEntries(ask) };
}

function samplesIn(values: string): number {
  return readSeriesValues(values).items.reduce((all, { count }) => all + count, 0);
}
