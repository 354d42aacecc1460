import { type Alert, alertsNamed, ruleKey } from '../../model/rule.ts';
import type { CaseCheck, TestCase } from '../../model/test-case.ts';
import type { Analysis } from '../analysis.ts';
import { append } from '../append.ts';
import { intactIn } from '../sound.ts';
import { activeAlerts } from './active.ts';
import { type FedSeries, notationOf, seriesKey } from './feed.ts';
import { isProven, type Proven, proofsOf } from './prove.ts';
import { sideBySide } from './side-by-side.ts';
import { fedTogether, quietTogether } from './well.ts';

/** What is found of one alert with one set of series. */
export interface Finding {
  readonly alert: Alert;
  readonly state: 'firing' | 'quiet';
  readonly proven: Proven;
}

/** Tests that follow from the alerts themselves; what the same series show of several alerts is one test. */
export function generatedCases(analysis: Analysis): readonly TestCase[] {
  const findings = analysis.project.alerts
    .filter(intactIn(analysis.project))
    .flatMap((alert) => findingsOf(alert, analysis));
  const { together, others } = quietTogether(findings, analysis);
  const byWorld = new Map<string, Finding[]>();
  for (const finding of others) append(byWorld, worldKey(finding.proven), finding);
  const cases = [...together, ...sideBySide([...byWorld.values()], analysis)];
  return uniquelyNamed(cases.map((one) => caseOf(one, one === together[0], analysis)));
}

function findingsOf(alert: Alert, analysis: Analysis): readonly Finding[] {
  const { firing, quiet, also, calm } = proofsOf(analysis)(alert);
  return [
    ...[firing, ...also].flatMap((one) => (isProven(one) ? [{ alert, state: 'firing', proven: one } as const] : [])),
    ...(isProven(quiet) ? [{ alert, state: 'quiet', proven: quiet } as const] : []),
    ...(calm ? [{ alert, state: 'quiet', proven: calm } as const] : []),
  ];
}

function worldKey({ fed, setting }: Proven): string {
  const series = fed.map(({ name, labels, level }) => `${seriesKey(name, labels)} ${JSON.stringify(level)}`);
  return `${setting.interval} ${series.sort().join(' ')}`;
}

function caseOf(findings: readonly Finding[], isWell: boolean, analysis: Analysis): TestCase {
  const { interval } = findings[0]!.proven.setting;
  const until = Math.max(...findings.map(({ proven }) => proven.at));
  const count = Math.floor(until / interval) + 1;
  const fed = fedTogether(findings);
  return {
    name: isWell ? 'nothing fires while all is well' : nameOf(findings),
    from: 'generated',
    interval,
    series: [...fed.values()].map((one) => inputOf(one, count)),
    checks: findings.map((finding) => checkOf(finding, analysis)),
  };
}

function inputOf({ name, labels, level }: FedSeries, count: number) {
  return { name, labels, values: notationOf(level, count) };
}

/** More names than these nobody reads. */
const namesInTitle = 3;

/** `HighErrorRate fires`. */
function nameOf(findings: readonly Finding[]): string {
  const words = findings.map(({ alert, state }) => `${alert.name} ${state === 'firing' ? 'fires' : 'stays quiet'}`);
  const rest = words.length - namesInTitle;
  return rest > 0 ? `${words.slice(0, namesInTitle).join(', ')} and ${rest} more` : words.join(', ');
}

function uniquelyNamed(cases: readonly TestCase[]): readonly TestCase[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const times = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, times);
    return times === 1 ? one : { ...one, name: `${one.name} (${times})` };
  });
}

function checkOf({ alert, state, proven }: Finding, { project }: Analysis): CaseCheck {
  // promtool compares all alerts of a name: where there are several, what the others do is not known.
  const isAlone = alertsNamed(project.alerts, alert.name).length === 1;
  const exactly = state === 'firing' && isAlone ? activeAlerts(alert, proven, project.system) : undefined;
  return {
    state,
    alert: ruleKey(alert),
    at: proven.at,
    labels: {},
    annotations: {},
    place: { origin: alert.origin, path: [1, 'when'] },
    ...(exactly !== undefined && { exactly }),
  };
}
