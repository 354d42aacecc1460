import type { Analysis } from '../analyze/analysis.ts';
import { append } from '../analyze/append.ts';
import type { Alert } from '../model/rule.ts';
import type { Threshold } from '../promql/infer.ts';
import { unwrapped } from '../promql/infer-order.ts';
import { thresholdOf } from '../promql/inference.ts';
import { onceFor } from '../promql/once-for.ts';
import { print } from '../promql/print.ts';
import type { Check, Finding } from './check.ts';
import { inOption, soundInference } from './finding.ts';

export const alertPair: Check = {
  id: 'alert-pair',
  severity: 'info',
  class: 'advice',
  why: 'A warning is there to come before the worse alert: one that comes later warns of nothing.',
  bad: `shop.alert('QueueLong', { when: promql\`shop_queue_length > 1000\`, ...warning });
shop.alert('QueueTooLong', { when: promql\`shop_queue_length > 100\`, ...warning, severity: 'critical' });`,
  good: `shop.alert('QueueLong', { when: promql\`shop_queue_length > 100\`, ...warning });
shop.alert('QueueTooLong', { when: promql\`shop_queue_length > 1000\`, ...warning, severity: 'critical' });`,
  *find(analysis) {
    for (const alerts of alike(analysis)) {
      yield* toldTwice(alerts, analysis);
      for (const worse of alerts) {
        const milder = alerts.find((other) => worse.rank < other.rank && comesFirst(worse, other));
        if (!milder) continue;
        const { name, severity, origin } = milder.alert;
        yield inOption(worse.alert, [1, 'when'], {
          message: `${worse.alert.name} (${worse.alert.severity}) fires before ${name} (${severity}) does`,
          help: `give the ${worse.alert.severity} one the stricter threshold, or the longer for`,
          related: [{ place: { origin, path: [1, 'when'] }, message: `the ${severity} one` }],
        });
      }
    }
  },
};

interface Limit {
  readonly alert: Alert;
  /** Position of its severity, the worst first. */
  readonly rank: number;
  readonly threshold: Threshold;
}

/** Cases share their lists. */
const amongst = onceFor((alerts: readonly Alert[]): ReadonlySet<Alert> => new Set(alerts));

/** Where the worse one fires the milder one does too: without inhibition people are told of both. */
function* toldTwice(alerts: readonly Limit[], analysis: Analysis): Generator<Finding> {
  const simulation = analysis.routing();
  if (!simulation) return;
  for (const milder of alerts) {
    const worse = alerts.find((other) => other.rank < milder.rank && !comesFirst(other, milder));
    if (!worse) continue;
    const { cases, cut } = simulation.of(milder.alert);
    if (cut || cases.some(({ inhibitedBy }) => amongst(inhibitedBy).has(worse.alert))) continue;
    const { name, severity, origin } = worse.alert;
    yield inOption(milder.alert, [1, 'severity'], {
      message: `people are told of ${milder.alert.name} (${milder.alert.severity}) too while ${name} (${severity}) says the same`,
      help: `write under inhibit of routing(…): { source: { severity: '${severity}' }, target: { severity: '${milder.alert.severity}' }, equal: […] }`,
      related: [{ place: { origin, path: [1, 'when'] }, message: `the ${severity} one` }],
    });
  }
}

/** Alerts that hold one and the same measured value against limits of one direction. */
function alike(analysis: Analysis): readonly (readonly Limit[])[] {
  const { alerts, system } = analysis.project;
  const groups = new Map<string, Limit[]>();
  for (const alert of alerts) {
    const inference = soundInference(alert.expr, analysis);
    const threshold = inference && thresholdOf(inference);
    const rank = system.severities.indexOf(alert.severity);
    if (!threshold || rank < 0 || threshold.comparison !== unwrapped(inference.root)) continue;
    const direction = threshold.op[0]!;
    if (direction !== '<' && direction !== '>') continue;
    append(groups, `${direction} ${print(unwrapped(threshold.measured).expr)}`, { alert, rank, threshold });
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** Whether the worse one fires whenever the other does and no later, and earlier for some values. */
function comesFirst(worse: Limit, other: Limit): boolean {
  const [strict, wait] = [strictness(worse.threshold, other.threshold), waits(worse) - waits(other)];
  return strict <= 0 && wait <= 0 && (strict < 0 || wait < 0);
}

/** Positive where the first limit is passed later than the second. */
function strictness(a: Threshold, b: Threshold): number {
  const sign = a.op.startsWith('>') ? 1 : -1;
  const difference = sign * (a.value - b.value);
  return difference === 0 ? b.op.length - a.op.length : difference;
}

function waits({ alert }: Limit): number {
  return alert.for ?? 0;
}
