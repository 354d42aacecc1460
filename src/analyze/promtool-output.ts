import type { ActiveAlert } from '../model/test-case.ts';
import { parseDuration } from '../promql/duration.ts';
import { readString } from '../promql/string.ts';
import { append } from './append.ts';

type Labels = Readonly<Record<string, string>>;

/** An alert at a time of a case, in one of the two states that Prometheus knows. */
export interface SeenAlert extends ActiveAlert {
  readonly name: string;
  readonly state: 'firing' | 'pending';
  /** Milliseconds from the start. */
  readonly at: number;
}

/** A rule that could not be evaluated. */
export interface RuleFault {
  readonly rule: string;
  readonly message: string;
}

/** What promtool printed of the cases that were put to it to see what alerts there are. */
export interface Seen {
  /** By number of the case; one that was not run has none. */
  readonly alerts: ReadonlyMap<number, readonly SeenAlert[]>;
  readonly faults: readonly RuleFault[];
  /** Lines that say something else. */
  readonly rest: readonly string[];
}

// What follows is printed by cmd/promtool/unittest.go; from 2.42 on it is the same.
const alertBlock =
  / {4}name: (\d+),\n {4}alertname: ([\s\S]*?), time: (\S+), *\n {8}exp:\[\], *\n {8}got:\[\n([\s\S]*?)\n {12}\]\n?/g;
const alertEntry = /^\s*Labels:(\{.*\})\n\s*Annotations:(\{.*\}),?$/gm;
const expressionBlock = / {4}expr: "((?:[^"\\]|\\.)*) # (\d+)", time: (\S+),\n {8}exp: nil\n {8}got: (.*)\n?/g;
const ruleFault = / {4}rule: (.*?), time: \S+, err: (.*)\n?/g;
const meaningless = /^\s*(?:$|FAILED:$|SUCCESS$|WARNING: Unknown option)/;

/** Reads what promtool prints on standard error for the tests of `probesText`. */
export function readSeen(output: string): Seen {
  const alerts = new Map<number, SeenAlert[]>();
  const faults = new Map<string, RuleFault>();
  const rest = `${output}\n`
    .replace(alertBlock, (_, index, name, time, entries) => {
      for (const alert of firingIn(name, timeOf(time), entries)) append(alerts, Number(index), alert);
      return '';
    })
    .replace(expressionBlock, (_, _expr, index, time, samples) => {
      const known = alerts.get(Number(index)) ?? [];
      alerts.set(Number(index), [...known, ...pendingIn(timeOf(time), samples)]);
      return '';
    })
    .replace(ruleFault, (_, rule, message) => {
      faults.set(`${rule}\n${message}`, { rule, message });
      return '';
    });
  return { alerts, faults: [...faults.values()], rest: rest.split('\n').filter((line) => !meaningless.test(line)) };
}

function firingIn(name: string, at: number, entries: string): readonly SeenAlert[] {
  return [...entries.matchAll(alertEntry)].map(([, labels = '', annotations = '']) => ({
    name,
    state: 'firing',
    at,
    labels: without(readLabels(labels, 0).labels, ['alertname']),
    annotations: readLabels(annotations, 0).labels,
  }));
}

/** Samples of `ALERTS`: of those that fire more is known already. */
function pendingIn(at: number, samples: string): readonly SeenAlert[] {
  const found: SeenAlert[] = [];
  for (let pos = samples.indexOf('{'); pos >= 0; ) {
    const { labels, end } = readLabels(samples, pos);
    if (labels.alertstate === 'pending') {
      const own = without(labels, ['__name__', 'alertname', 'alertstate']);
      found.push({ name: labels.alertname ?? '', state: 'pending', at, labels: own, annotations: {} });
    }
    pos = samples.indexOf('{', end);
  }
  return found;
}

/** `{job="a", "my.label"="b"}`, as Go prints labels. */
function readLabels(text: string, start: number): { readonly labels: Labels; readonly end: number } {
  const labels: Record<string, string> = {};
  let pos = start + 1;
  while (pos < text.length && text[pos] !== '}') {
    const quoted = text[pos] === '"' ? readString(text, pos) : undefined;
    const equals = quoted?.end ?? text.indexOf('=', pos);
    const value = readString(text, equals + 1);
    labels[quoted?.value ?? text.slice(pos, equals)] = value.value;
    pos = value.end;
    while (text[pos] === ',' || text[pos] === ' ') pos++;
  }
  return { labels, end: pos + 1 };
}

function without(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}

function timeOf(text: string): number {
  return parseDuration(text) ?? 0;
}
