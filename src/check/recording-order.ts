import type { Analysis } from '../analyze/analysis.ts';
import { placeOfNode } from '../analyze/place.ts';
import { ruleCycles } from '../analyze/rule-cycles.ts';
import { type Rule, type RuleRead, readsPast, readsRange } from '../analyze/rule-graph.ts';
import { groupsOf } from '../analyze/rule-groups.ts';
import { useOfRule } from '../analyze/uses.ts';
import { formatDuration } from '../promql/duration.ts';
import type { Check } from './check.ts';
import { inUse, type Words } from './finding.ts';

export const recordingOrder: Check = {
  id: 'recording-order',
  severity: 'warning',
  class: 'advice',
  why: 'The rules of a group are computed one after the other: what is read before it is computed is one evaluation old.',
  bad: `const queue = shop.ruleGroup('queue');
const double = shop.recordingRule('shop:queue:double', { expr: promql\`2 * shop:queue:sum\`, group: queue });
shop.recordingRule('shop:queue:sum', { expr: queueLength.sum(), group: queue });
shop.alert('QueueLong', { when: double.gt(1000), ...warning });`,
  good: `const queue = shop.ruleGroup('queue');
const sum = shop.recordingRule('shop:queue:sum', { expr: queueLength.sum(), group: queue });
const double = shop.recordingRule('shop:queue:double', { expr: promql\`2 * \${sum}\`, group: queue });
shop.alert('QueueLong', { when: double.gt(1000), ...warning });`,
  *find(analysis) {
    // What an SLO records is in order, and how often it is computed fits what it is.
    const judged = analysis.ruleReads().filter(({ rule }) => rule.slo === undefined);
    const reads = judged.filter(({ selector }) => !readsPast(selector) && !readsRange(selector));
    const positions = positionsOf(analysis);
    const inCycles = new Set(ruleCycles(analysis.ruleReads()).flat());
    for (const read of reads) {
      const words = inCycles.has(read) || read.reader === read.rule ? undefined : wordsFor(read, positions, analysis);
      const use = useOfRule(read.reader);
      if (words) yield inUse(use, placeOfNode(read.selector, use), words);
    }
  },
};

interface Position {
  readonly group: object;
  readonly index: number;
}

function positionsOf({ project }: Analysis): ReadonlyMap<Rule, Position> {
  const groups = groupsOf(project, project.recordingRules);
  return new Map(
    groups.flatMap((group) => group.rules.map((rule, index): [Rule, Position] => [rule, { group, index }])),
  );
}

function wordsFor({ reader, rule }: RuleRead, positions: ReadonlyMap<Rule, Position>, analysis: Analysis) {
  const [reading, read] = [positions.get(reader), positions.get(rule)];
  const related = [{ place: { origin: rule.origin, path: [0] }, message: 'computed here' }];
  if (read && reading?.group === read.group)
    return reading.index < read.index ? { ...readTooEarly(reader, rule), related } : undefined;
  const [own, its] = [analysis.evaluation(reader), analysis.evaluation(rule)];
  return own === its ? undefined : { ...outOfStep(reader, rule, own, its), related };
}

function readTooEarly(reader: Rule, rule: Rule): Words {
  return {
    message: `${rule.name} is computed after ${reader.name} has read it: this is the value of the evaluation before`,
    help: `declare ${rule.name} before ${reader.name}`,
  };
}

function outOfStep(reader: Rule, rule: Rule, own: number, its: number): Words {
  const message = `${rule.name} is computed every ${formatDuration(its)}, ${reader.name} every ${formatDuration(own)}`;
  const help = reader.kind === 'alert' ? 'give both groups one interval' : 'put both into one group, in this order';
  return { message, help };
}
