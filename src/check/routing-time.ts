import { alwaysHolds, everHolds, isTimeZone, timeZones } from '../analyze/time-interval.ts';
import type { Project } from '../model/project.ts';
import type { Route, TimeInterval, TimePeriod } from '../model/routing.ts';
import { months, routesIn, weekdays } from '../model/routing.ts';
import type { Check, Finding } from './check.ts';
import { inOption, listed, meantName, quoted } from './finding.ts';
import { routed } from './routing-example.ts';

function quietAt(period: string): string {
  return `const quiet = shop.timeInterval('quiet', [${period}]);
shop.alert('QueueLong', { when: queueLength.avgOverTime('10m').gt(100), ...warning });
${routed("routes: [{ match: { alertname: 'QueueLong' }, mute: [quiet] }],")}`;
}

export const routingTime: Check = {
  id: 'routing-time',
  severity: 'error',
  class: 'fact',
  why: 'A time zone that Alertmanager does not find stops it from loading; a period that never comes mutes nothing, or everything.',
  bad: quietAt("{ times: [{ from: '22:00', to: '06:00' }], location: 'Europe/Berln' }"),
  good: quietAt("{ times: [{ from: '22:00', to: '06:00' }], location: 'Europe/Berlin' }"),
  *find({ project }) {
    const broken = new Set(project.invalid.map(({ origin }) => origin));
    for (const interval of project.timeIntervals) {
      if (broken.has(interval.origin)) continue;
      for (const [index, period] of interval.periods.entries()) yield* inPeriod(interval, period, [1, index]);
    }
    for (const route of project.routing ? routesIn(project.routing.root) : []) yield* alwaysQuiet(route, project);
  },
};

function* inPeriod(interval: TimeInterval, period: TimePeriod, path: readonly (string | number)[]): Generator<Finding> {
  const { location } = period;
  if (location !== undefined && !isTimeZone(location)) {
    const zones = timeZones();
    const sameWord = zones.find((zone) => zone.toLowerCase() === location.toLowerCase());
    const help =
      sameWord === undefined ? meantName(location, zones, quoted)?.help : `it is written ${quoted(sameWord)}`;
    yield inOption(interval, [...path, 'location'], {
      message: `there is no time zone ${quoted(location)}`,
      help: help ?? "write its IANA name: 'Europe/Berlin', or leave it out for UTC",
    });
  }
  if (everHolds(period)) return;
  yield inOption(interval, [...path, 'daysOfMonth'], {
    message: `no day is in this period: ${wordsOf(period)}`,
    help: 'days, months, weekdays and years of one period have to hold together: for either of them write two periods',
  });
}

/** Nothing is ever sent: intervals of `mute` hold always, or whenever one of `active` does. */
function* alwaysQuiet({ path, mute, active }: Route, { routing, timeIntervals }: Project): Generator<Finding> {
  const always = mute.find((name) => timeIntervals.some((one) => one.name === name && alwaysHolds(one)));
  const isBoth = active.length > 0 && active.every((name) => mute.includes(name));
  if (always === undefined && !isBoth) return;
  const why =
    always === undefined ? `${listed(active, 'and')} stands under active too` : `${quoted(always)} holds always`;
  yield inOption(routing!, [...path, 'mute'], {
    message: `this route never tells anybody: ${why}`,
    help: 'let mute name the times in which nothing is sent, and active those in which something is',
  });
}

function wordsOf({ daysOfMonth, months: ofYear, weekdays: ofWeek, years }: TimePeriod): string {
  const said = [
    rangesIn('day', daysOfMonth, String),
    rangesIn('', ofWeek, (day) => weekdays[day] ?? String(day)),
    rangesIn('', ofYear, (month) => months[month - 1] ?? String(month)),
    rangesIn('', years, String),
  ];
  return said.filter((words) => words !== '').join(', ');
}

function rangesIn(what: string, ranges: TimePeriod['months'], name: (value: number) => string): string {
  const texts = ranges.map(({ from, to }) => (from === to ? name(from) : `${name(from)} to ${name(to)}`));
  return texts.length === 0 ? '' : [what, texts.join(' or ')].join(' ').trim();
}
