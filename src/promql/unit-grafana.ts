/** Grafana's ids of units (module `units` of its Foundation SDK), and the units they show. */
import { misspelt } from './nearest.ts';
import { countOf, perSecond, sameUnit, type Unit, unit } from './unit.ts';
import { type UnitName, unitNamed } from './unit-names.ts';

interface GrafanaUnit {
  readonly id: string;
  /** A unit by name or, with `counts`, a number of things. */
  readonly of?: UnitName;
  readonly counts?: string;
  readonly per?: 'second' | 'minute';
}

/** The first row of a unit is what a panel of it gets; later ones are only understood. */
// biome-ignore format: a table
const grafanaUnits: readonly GrafanaUnit[] = [
  { id: 's', of: 'seconds' }, { id: 'dtdurations', of: 'seconds' }, { id: 'dthms', of: 'seconds' }, { id: 'dtdhms', of: 'seconds' }, { id: 'clocks', of: 'seconds' },
  { id: 'ns', of: 'nanoseconds' }, { id: 'µs', of: 'microseconds' }, { id: 'ms', of: 'milliseconds' }, { id: 'dtdurationms', of: 'milliseconds' }, { id: 'clockms', of: 'milliseconds' },
  { id: 'm', of: 'minutes' }, { id: 'h', of: 'hours' }, { id: 'd', of: 'days' },
  { id: 'bytes', of: 'bytes' }, { id: 'decbytes', of: 'bytes' }, { id: 'decbits', of: 'bits' }, { id: 'bits', of: 'bits' },
  { id: 'kbytes', of: 'kibibytes' }, { id: 'mbytes', of: 'mebibytes' }, { id: 'gbytes', of: 'gibibytes' }, { id: 'tbytes', of: 'tebibytes' }, { id: 'pbytes', of: 'pebibytes' },
  { id: 'deckbytes', of: 'kilobytes' }, { id: 'decmbytes', of: 'megabytes' }, { id: 'decgbytes', of: 'gigabytes' }, { id: 'dectbytes', of: 'terabytes' }, { id: 'decpbytes', of: 'petabytes' },
  { id: 'Bps', of: 'bytes', per: 'second' }, { id: 'binBps', of: 'bytes', per: 'second' }, { id: 'bps', of: 'bits', per: 'second' }, { id: 'binbps', of: 'bits', per: 'second' },
  { id: 'KiBs', of: 'kibibytes', per: 'second' }, { id: 'MiBs', of: 'mebibytes', per: 'second' }, { id: 'GiBs', of: 'gibibytes', per: 'second' }, { id: 'TiBs', of: 'tebibytes', per: 'second' },
  { id: 'KBs', of: 'kilobytes', per: 'second' }, { id: 'MBs', of: 'megabytes', per: 'second' }, { id: 'GBs', of: 'gigabytes', per: 'second' }, { id: 'TBs', of: 'terabytes', per: 'second' },
  { id: 'Kbits', of: 'kilobits', per: 'second' }, { id: 'Mbits', of: 'megabits', per: 'second' }, { id: 'Gbits', of: 'gigabits', per: 'second' },
  { id: 'percentunit', of: 'ratio' }, { id: 'percent', of: 'percent' },
  { id: 'radian', of: 'radians' }, { id: 'degree', of: 'degrees' }, { id: 'celsius', of: 'celsius' },
  { id: 'volt', of: 'volts' }, { id: 'amp', of: 'amperes' }, { id: 'joule', of: 'joules' }, { id: 'watt', of: 'watts' }, { id: 'hertz', of: 'hertz' },
  { id: 'massg', of: 'grams' }, { id: 'masskg', of: 'kilograms' }, { id: 'lengthm', of: 'meters' }, { id: 'lengthkm', of: 'kilometers' }, { id: 'velocityms', of: 'meters', per: 'second' },
  { id: 'currencyUSD', of: 'dollars' },
  { id: 'reqps', counts: 'requests', per: 'second' }, { id: 'ops', counts: 'operations', per: 'second' }, { id: 'rps', counts: 'reads', per: 'second' }, { id: 'wps', counts: 'writes', per: 'second' },
  { id: 'pps', counts: 'packets', per: 'second' }, { id: 'eps', counts: 'events', per: 'second' }, { id: 'mps', counts: 'messages', per: 'second' }, { id: 'recps', counts: 'records', per: 'second' },
  { id: 'rowsps', counts: 'rows', per: 'second' }, { id: 'cps', counts: 'counts', per: 'second' }, { id: 'iops', counts: 'I/O operations', per: 'second' },
  { id: 'reqpm', counts: 'requests', per: 'minute' }, { id: 'opm', counts: 'operations', per: 'minute' }, { id: 'rpm', counts: 'reads', per: 'minute' }, { id: 'wpm', counts: 'writes', per: 'minute' },
  { id: 'epm', counts: 'events', per: 'minute' }, { id: 'mpm', counts: 'messages', per: 'minute' }, { id: 'recpm', counts: 'records', per: 'minute' }, { id: 'rowspm', counts: 'rows', per: 'minute' },
  { id: 'cpm', counts: 'counts', per: 'minute' },
];

/** Date formats; Grafana takes milliseconds for them, so they fit only a timestamp multiplied by 1000. */
const dates: ReadonlySet<string> = new Set([
  'dateTimeFromNow',
  'dateTimeAsIso',
  'dateTimeAsIsoNoDateIfToday',
  'dateTimeAsUS',
  'dateTimeAsUSNoDateIfToday',
  'dateTimeAsLocal',
  'dateTimeAsLocalNoDateIfToday',
  'dateTimeAsSystem',
]);
const timestampInMilliseconds = unit({ ...unitNamed('timestamp'), scale: 1e-3 });

function shown(row: GrafanaUnit): Unit {
  const whole = row.of === undefined ? countOf(row.counts ?? '') : unitNamed(row.of);
  if (row.per === undefined) return whole;
  const rate = perSecond(whole);
  return row.per === 'second' ? rate : unit({ ...rate, scale: rate.scale / 60 });
}

const rows = grafanaUnits.map((row) => ({ id: row.id, unit: shown(row) }));

/**
 * Grafana's id for a unit: `s`, `Bps`, `reqps`, `percentunit`, `short` for numbers; undefined where it has none that is right,
 * as for a timestamp in seconds.
 */
export function grafanaUnit(u: Unit): string | undefined {
  const exact = rows.find((row) => sameUnit(row.unit, u));
  if (exact !== undefined) return exact.id;
  if (sameUnit(u, timestampInMilliseconds)) return 'dateTimeFromNow';
  if (u.counts !== undefined) {
    const counts = rows.find(
      (row) => row.unit.counts === 'counts' && sameUnit(row.unit, unit({ ...u, counts: 'counts' })),
    );
    if (counts !== undefined) return counts.id;
  }
  return sameUnit(unit({ ...u, counts: undefined }), unit({})) ? 'short' : undefined;
}

/** Ids that are no words, so that nobody writes the like for a word behind the number. */
const compound = /^(percent|dateTime|dtduration|dec\w*(bytes|bits)$)/;

/** The id that another is a slip of; whatever Grafana does not know it shows behind the number, which may be meant. */
export function meantGrafanaUnit(id: string): string | undefined {
  const ids = [...rows.map((row) => row.id), ...dates];
  const meant = ids.includes(id) ? undefined : misspelt(id, ids);
  return meant !== undefined && compound.test(meant) ? meant : undefined;
}

/** The unit that values must have for a Grafana id to show them right; undefined for ids that say nothing (`short`) or are not known. */
export function unitOfGrafana(id: string): Unit | undefined {
  return dates.has(id) ? timestampInMilliseconds : rows.find((row) => row.id === id)?.unit;
}
