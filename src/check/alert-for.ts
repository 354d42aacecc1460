import type { Analysis, Inferred } from '../analyze/analysis.ts';
import { placeOfNode } from '../analyze/place.ts';
import { nameOf } from '../analyze/selected.ts';
import { writersIn } from '../analyze/written.ts';
import type { Alert, RecordingRule } from '../model/rule.ts';
import { activityOf } from '../promql/activity.ts';
import type { VectorSelector } from '../promql/ast.ts';
import { formatDuration } from '../promql/duration.ts';
import type { Fact, Inference } from '../promql/infer.ts';
import { deciding, selectorsOf } from '../promql/inference.ts';
import type { Check, Finding } from './check.ts';
import { inOption, inUse, soundInference, type Words } from './finding.ts';

export const alertFor: Check = {
  id: 'alert-for',
  severity: 'warning',
  class: 'advice',
  why: 'Without for a single odd sample calls somebody; with one that does not fit the condition nobody is called, or not in time.',
  bad: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, severity: 'warning', summary: 'Orders wait to be packed.', runbook,
});`,
  good: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, for: '10m', severity: 'warning', summary: 'Orders wait to be packed.', runbook,
});`,
  *find(analysis) {
    for (const inferred of analysis.inferred()) {
      const { owner, role } = inferred.use;
      if (owner.kind !== 'alert' || role !== 'rule' || owner.alwaysFiring !== undefined) continue;
      if (owner.for === undefined && isMiswritten(owner, analysis)) continue;
      yield* owner.for === undefined
        ? without(owner, inferred, analysis)
        : withFor(owner, owner.for, inferred, analysis);
    }
  },
};

/** One was written that is no duration, which is said elsewhere. */
function isMiswritten({ origin }: Alert, { project }: Analysis): boolean {
  return project.invalid.some((one) => one.origin === origin && one.issues.some(({ path }) => path[1] === 'for'));
}

function* without(alert: Alert, { inference }: Inferred, analysis: Analysis): Generator<Finding> {
  const words = deciding(inference)
    .map((fact) => restless(fact, inference, analysis))
    .find((found) => found);
  if (words) yield inOption(alert, [0], words);
}

/** Why one evaluation is too little for a condition. */
function restless(fact: Fact, inference: Inference, analysis: Analysis): Words | undefined {
  const absence = absenceOf(fact);
  if (absence) {
    const help = `give it two scrapes of time: for: '${formatDuration(twoScrapes(absence, inference, analysis))}'`;
    return { message: 'absent() fires after every restart of Prometheus, before the first scrape', help };
  }
  const measured = measuredOf(fact);
  const help = "say how long it has to last: for: '5m'; or for: '0s', if one sample is enough";
  if (measured && isInstantaneous(measured, inference, analysis))
    return { message: 'a single sample of a gauge fires this alert', help };
  if (measured && readsLastTwo(measured, inference))
    return { message: 'irate() sees the last two samples only: one jump fires this alert', help };
  return undefined;
}

/** The side of a comparison that is measured; undefined where it is no comparison of a vector. */
function measuredOf({ expr, operands }: Fact): Fact | undefined {
  if (expr.kind !== 'binary' || expr.bool || operands.length < 2) return undefined;
  return operands.find((operand) => operand.type === 'vector' && operand.nature !== 'constant');
}

function isInstantaneous(measured: Fact, inference: Inference, analysis: Analysis): boolean {
  if (measured.nature !== 'gauge' || measured.unit?.kind === 'timestamp') return false;
  return !readsRange(measured, inference, { analysis, followed: new Set() });
}

interface Following {
  readonly analysis: Analysis;
  readonly followed: Set<RecordingRule>;
}

/** Whether samples of some time are read, by recording rules too. */
function readsRange(part: Fact, { nodes }: Inference, following: Following): boolean {
  return nodes.slice(part.first, part.index + 1).some(({ expr }) => {
    if (expr.kind === 'matrix' || expr.kind === 'subquery') return true;
    return expr.kind === 'selector' && isRecordedOverRange(expr, following);
  });
}

function isRecordedOverRange(selector: VectorSelector, { analysis, followed }: Following): boolean {
  return writersIn(analysis)(selector).some((rule) => {
    if (followed.has(rule)) return false;
    followed.add(rule);
    const inference = soundInference(rule.expr, analysis);
    return inference !== undefined && readsRange(inference.root, inference, { analysis, followed });
  });
}

function readsLastTwo(measured: Fact, { nodes }: Inference): boolean {
  const within = nodes.slice(measured.first, measured.index + 1);
  if (measured.nature !== 'rate' || within.some(({ expr }) => expr.kind === 'subquery')) return false;
  return within.some(({ expr }) => expr.kind === 'call' && expr.func === 'irate');
}

function absenceOf({ expr, operands }: Fact): Fact | undefined {
  return expr.kind === 'call' && expr.func === 'absent' ? operands[0] : undefined;
}

/** pint's rule (alerts/absent): two intervals of what is looked for. */
function twoScrapes(absence: Fact, inference: Inference, { interval, project }: Analysis): number {
  const names = selectorsOf(inference, absence).map(({ expr }) => nameOf(expr));
  const intervals = names.map(
    (name) => (name === undefined ? undefined : interval(name)) ?? project.system.scrapeInterval,
  );
  return 2 * Math.max(...intervals, 0);
}

function* withFor(alert: Alert, wait: number, inferred: Inferred, analysis: Analysis): Generator<Finding> {
  const every = analysis.evaluation(alert);
  if (wait === 0) return;
  if (wait < every) {
    yield inOption(alert, [1, 'for'], {
      message: `the rule is evaluated every ${formatDuration(every)}: ${formatDuration(wait)} is less than from one time to the next`,
      help: `write for: '${formatDuration(2 * every)}' or longer, or for: '0s' to fire at once`,
    });
    return;
  }
  for (const fact of deciding(inferred.inference)) yield* tooLong(fact, wait, inferred);
  yield* tooShortForAbsence(alert, wait, inferred, analysis);
}

/** One event is seen for as long as the range reaches back, and no longer. */
function* tooLong(fact: Fact, wait: number, { use, inference }: Inferred): Generator<Finding> {
  const activity = activityOf(inference, fact);
  if (activity?.happens !== 'some' || activity.of !== 'events' || activity.milliseconds >= wait) return;
  const { read, milliseconds } = activity;
  const call = read?.call;
  const func = call?.expr.kind === 'call' ? call.expr.func : '';
  if (func === 'rate' || func === 'irate') return;
  yield inUse(use, placeOfNode(fact, use), {
    message: `one event is seen for ${formatDuration(milliseconds)}, but the alert waits for ${formatDuration(wait)}: only repeated ones fire it`,
    help: `make the range longer than for, or for shorter; use rate() if events go on while the fault lasts`,
  });
}

function* tooShortForAbsence(
  alert: Alert,
  wait: number,
  { inference }: Inferred,
  analysis: Analysis,
): Generator<Finding> {
  for (const fact of deciding(inference)) {
    const absence = absenceOf(fact);
    const needed = absence ? twoScrapes(absence, inference, analysis) : 0;
    if (wait >= needed) continue;
    yield inOption(alert, [1, 'for'], {
      message: `absent() fires after every restart of Prometheus: ${formatDuration(wait)} is less than two scrapes`,
      help: `write for: '${formatDuration(needed)}' or longer`,
    });
    return;
  }
}
