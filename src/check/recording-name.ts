import type { Analysis } from '../analyze/analysis.ts';
import { faultKind, labelFaults } from '../analyze/label-faults.ts';
import type { Expression } from '../model/expression.ts';
import type { RecordingRule } from '../model/rule.ts';
import type { Fact, Inference } from '../promql/infer.ts';
import { selectorsOf } from '../promql/inference.ts';
import { type LabelReason, possibleLabels, presence, why } from '../promql/labels.ts';
import type { Check } from './check.ts';
import { inOption, soundInference } from './finding.ts';
import { problemOf } from './metric-name.ts';
import { droppedAt, droppedBy } from './promql-label-dropped.ts';

export const recordingName: Check = {
  id: 'recording-name',
  severity: 'warning',
  class: 'policy',
  why: 'level:metric:operations says by which labels a series is told apart, what it was made from and how.',
  bad: `const queue = shop.recordingRule('shop_queue_sum', { expr: queueLength.sum() });
shop.alert('QueueLong', { when: queue.gt(1000), ...warning });`,
  good: `const queue = shop.recordingRule('shop:queue_length:sum', { expr: queueLength.sum() });
shop.alert('QueueLong', { when: queue.gt(1000), ...warning });`,
  *find(analysis) {
    const { recordingRules, system } = analysis.project;
    for (const rule of recordingRules) {
      const { name, expr } = rule;
      if (problemOf(name, system.runsOn.prometheus, true)) continue;
      if (isInfo(name, expr)) continue;
      const [level, metric, ...operations] = name.split(':') as [string, ...string[]];
      if (!metric || !operations.some((operation) => operation !== '')) {
        const help = `write it as level:metric:operations, such as ${suggestion(rule, analysis)}`;
        yield inOption(rule, [0], { message: `${name} does not say what it is made of`, help });
        continue;
      }
      const inference = soundInference(expr, analysis);
      const reason = inference && droppedLevel(level, rule, inference);
      // That another label is named there in vain says more.
      if (!reason || labelFaults(inference).length > 0) continue;
      const message = `${name} is not told apart by "${reason.label}": ${droppedBy(reason)} dropped that label`;
      const help = 'name the labels that are left, or keep this one';
      yield inOption(rule, [0], { message, help, related: [droppedAt(reason, expr.origin)] });
    }
  },
};

/** Always 1, for its labels: named as exporters name theirs, `slo_info`. */
function isInfo(name: string, { ast }: Expression): boolean {
  return name.endsWith('_info') && ast?.kind === 'call' && ast.func === 'vector';
}

/** A label that the level names, that the metrics have and the result has not. */
function droppedLevel(level: string, { labels }: RecordingRule, inference: Inference): LabelReason | undefined {
  const { root } = inference;
  const kept = [...possibleLabels(root.labels).map(({ name }) => name), ...Object.keys(labels)];
  const rest = without(level, kept);
  const had = new Set(selectorsOf(inference).flatMap(namesOf));
  for (const name of [...had].sort(longestFirst)) {
    if (Object.hasOwn(labels, name) || presence(root.labels, name) !== 'never' || !names(rest, name)) continue;
    const reason = why(root.labels, name);
    if (reason && faultKind(reason) === 'dropped') return reason;
  }
  return undefined;
}

function namesOf({ labels }: Fact): string[] {
  return possibleLabels(labels).map(({ name }) => name);
}

const longestFirst = (a: string, b: string) => b.length - a.length;

/** `status_code_path` without `status_code`: what is left may name other labels. */
function without(level: string, labels: readonly string[]): string {
  return [...labels]
    .sort(longestFirst)
    .reduce((rest, label) => (names(rest, label) ? rest.replace(label, ' ') : rest), level);
}

/** Whether a level names a label: whole words of it, `job` in `job_instance` but not in `jobs`. */
function names(level: string, label: string): boolean {
  return new RegExp(`(?:^|[_ ])${label.replace(/[^\w]/g, '\\$&')}(?:$|[_ ])`).test(level);
}

/** `job:shop_requests:sum`: the labels that are left, or the system where none is, and the outermost operation. */
function suggestion({ name, expr }: RecordingRule, { inference, project }: Analysis): string {
  const root = inference(expr)?.root;
  const level = root ? namesOf(root).slice(0, 3).join('_') : '';
  const operation = root?.expr.kind === 'aggregation' ? root.expr.op : 'ratio';
  return `${level || project.id}:${name.replaceAll(':', '_')}:${operation}`;
}
