import type { Analysis } from '../analyze/analysis.ts';
import { placeOfNode } from '../analyze/place.ts';
import { type Cycle, ruleCycles } from '../analyze/rule-cycles.ts';
import { isOptional, type RuleRead, readsPast } from '../analyze/rule-graph.ts';
import { useOfRule } from '../analyze/uses.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';

export const recordingCycle: Check = {
  id: 'recording-cycle',
  severity: 'error',
  class: 'fact',
  why: 'Rules that read each other need a first value that nothing gives them; with one, what they say depends on their order.',
  bad: `const double = shop.recordingRule('shop:queue:double', { expr: promql\`2 * shop:queue:double\` });
shop.alert('QueueLong', { when: double.gt(1000), ...warning });`,
  good: `const double = shop.recordingRule('shop:queue:double', { expr: promql\`2 * \${queueLength.sum()}\` });
shop.alert('QueueLong', { when: double.gt(1000), ...warning });`,
  *find(analysis) {
    const reads = analysis.ruleReads();
    for (const read of reads) if (neverStarts(read, analysis)) yield selfReading(read);
    for (const cycle of ruleCycles(reads)) yield inCircle(cycle);
  },
};

/** A rule that adds to what it recorded before (`x offset 1m`, `… or vector(0)`) counts on purpose. */
function neverStarts({ reader, rule, selector, sure }: RuleRead, { inference }: Analysis): boolean {
  const inferred = inference(reader.expr);
  return reader === rule && sure && !readsPast(selector) && inferred !== undefined && !isOptional(selector, inferred);
}

function selfReading({ rule, selector }: RuleRead): Finding {
  const use = useOfRule(rule);
  return inUse(use, placeOfNode(selector, use), {
    message: `${rule.name} reads only what it has recorded itself: it never gets a first value`,
    help: 'read the metric it is made from; an accumulator needs a start: … or vector(0)',
  });
}

function inCircle(cycle: Cycle): Finding {
  const [first, ...others] = cycle as readonly [RuleRead, ...RuleRead[]];
  const use = useOfRule(first.reader);
  const names = [first.reader.name, ...cycle.map(({ rule }) => rule.name)];
  return inUse(use, placeOfNode(first.selector, use), {
    message: `these rules read each other: ${names.join(' → ')}`,
    help: 'let one of them read the metrics themselves',
    related: others.map((read) => {
      const place = placeOfNode(read.selector, useOfRule(read.reader));
      return { place, message: `${read.reader.name} reads ${read.rule.name} here` };
    }),
  });
}
