import { type Burn, burnOf, burnsFor, samplesWanted, shortFor } from '../model/burn.ts';
import type { Ignore, Origin } from '../model/declaration.ts';
import { parsePercent, ratioOf, remainderOf } from '../model/percent.ts';
import type { Runbook } from '../model/runbook.ts';
import type { PolicyStep, Sli as SliModel, Slo, SloWindow } from '../model/slo.ts';
import { slugOf } from '../model/slug.ts';
import type { System } from '../model/system.ts';
import { parseDuration } from '../promql/duration.ts';
import { declared } from './declare.ts';
import { prose, type Text } from './refer.ts';
import type { SliHandle } from './sli.ts';
import type { BurnWindow, Calendar } from './slo.ts';
import type { AlertSettings } from './slo-alerts.ts';

/** The record of an SLO, from options that hold; of others it stands in for what cannot be read. */

type Given = Readonly<Record<string, unknown>>;

export function sloFrom(
  id: string,
  given: Given,
  measured: SliHandle | undefined,
  system: System,
  origin: Origin,
): Slo {
  const objective = parsePercent(given.objective) ?? { digits: 999, scale: 10 };
  const window = windowFrom(given.window);
  const shortest = parseDuration(String(given.shortestWindow ?? '0')) ?? 0;
  const interval = intervalOf(measured, system);
  const base = Math.max(baseWindow, shortest, samplesWanted * (interval ?? 0));
  const by = measured?.by ?? [];
  return declared(
    {
      kind: 'slo' as const,
      id,
      title: (given.title as string | undefined) ?? titleOf(id),
      description: prose(given.description as Text | undefined) ?? [],
      service: by.includes('service') ? undefined : String(given.service ?? slugOf(system.title)),
      owner: String(given.owner ?? system.owner),
      sli: sliFrom(measured, base, interval, origin),
      objective: String(given.objective),
      target: ratioOf(objective),
      budget: ratioOf(remainderOf(objective)),
      window,
      rules: given.rules !== false,
      base,
      burns: window.kind === 'rolling' ? burnsOf(given, window.period, shortest) : [],
      alerts: {},
      dashboard: given.dashboard === false ? undefined : `slo-${id}`,
      policy: policyFrom(given.policy),
      runbook: (given.runbook as Runbook | undefined)?.id,
    },
    origin,
    given.ignore as Ignore | undefined,
  );
}

/** Milliseconds between samples; a gauge is looked at whenever rules are evaluated. */
function intervalOf(measured: SliHandle | undefined, system: System): number | undefined {
  if (measured?.reads.from !== 'gauge') return measured?.interval;
  return Math.max(measured.interval ?? 0, system.evaluationInterval);
}

/** Milliseconds. Long enough for a few samples of most jobs, short enough to be the current state. */
const baseWindow = 5 * 60_000;

function sliFrom(
  measured: SliHandle | undefined,
  base: number,
  interval: number | undefined,
  sloOrigin: Origin,
): SliModel {
  if (measured === undefined) return { ...noSli, origin: sloOrigin };
  const { model, origin, by, events, traffic, minimumTraffic, queries } = measured;
  const common = { origin, by, events, traffic, minimumTraffic, queries: queries(base), interval };
  return Object.freeze({ ...model, ...common }) as SliModel;
}

const noSli: Omit<SliModel, 'origin'> & { readonly type: 'raw' } = Object.freeze({
  type: 'raw',
  by: [],
  events: 'events',
  traffic: undefined,
  minimumTraffic: undefined,
  queries: {},
  interval: undefined,
});

const aMonday = '2000-01-03';

function windowFrom(given: unknown): SloWindow {
  if (typeof given === 'object' && given !== null) {
    const { calendar, timeZone = 'UTC', start = calendar === 'week' ? aMonday : '2000-01-01' } = given as Calendar;
    return { kind: 'calendar', unit: calendar, timeZone, start };
  }
  return { kind: 'rolling', period: parseDuration(String(given)) ?? 30 * 86_400_000 };
}

/** The built-in pairs, or the user's own where there are any. */
function burnsOf({ alerts }: Given, period: number, shortest: number): readonly Burn[] {
  const settings = (alerts ?? {}) as AlertSettings;
  const builtIn = burnsFor(period, shortest);
  return (['page', 'ticket'] as const).flatMap((urgency) => {
    const choice = settings[urgency];
    if (choice === false) return [];
    if (choice?.windows === undefined) return builtIn.filter((burn) => burn.urgency === urgency);
    return choice.windows.map((window, index) => ({
      urgency,
      ...givenBurn(window, period, shortest),
      path: [1, 'alerts', urgency, 'windows', index],
    }));
  });
}

function givenBurn({ long, short, budget, burnRate }: BurnWindow, period: number, shortest: number) {
  const window = parseDuration(long) ?? 0;
  const windows = {
    long: window,
    short: short === undefined ? shortFor(window, shortest) : (parseDuration(short) ?? 0),
  };
  const share = parsePercent(budget);
  if (share !== undefined) return { ...windows, ...burnOf(share, period, window) };
  const rate = burnRate ?? 0;
  return { ...windows, rate, share: (rate * window) / period };
}

function policyFrom(given: unknown): readonly PolicyStep[] {
  const steps = (given ?? []) as readonly { readonly remaining: string; readonly action: Text }[];
  return steps.map(({ remaining, action }) => ({
    remaining: ratioOf(parsePercent(remaining) ?? { digits: 0, scale: 1 }),
    action: prose(action) ?? [],
  }));
}

/** `Api availability` of `api-availability`. */
function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
