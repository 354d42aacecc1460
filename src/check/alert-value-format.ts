import { type AlertText, textsOf } from '../analyze/texts.ts';
import type { Alert } from '../model/rule.ts';
import type { Fact, Inference } from '../promql/infer.ts';
import { unwrapped } from '../promql/infer-order.ts';
import { operatorNamed } from '../promql/operators.ts';
import type { TemplateReference } from '../promql/template.ts';
import { compatible, dimensionless, perSecond, sameScale, seconds } from '../promql/unit.ts';
import { unitNamed } from '../promql/unit-names.ts';
import type { Check, Finding } from './check.ts';
import { inOption, soundInference, type Words } from './finding.ts';

export const alertValueFormat: Check = {
  id: 'alert-value-format',
  severity: 'info',
  class: 'advice',
  fixable: true,
  why: 'Nobody who is called at night should have to read 0.05123456789 or 1073741824.',
  bad: `shop.alert('SlowCheckout', {
  when: promql\`histogram_quantile(0.95, sum by (le) (rate(shop_request_duration_seconds_bucket[5m]))) > 1\`, ...warning,
  summary: 'Checkout takes {{ $value }}',
});`,
  good: `shop.alert('SlowCheckout', {
  when: promql\`histogram_quantile(0.95, sum by (le) (rate(shop_request_duration_seconds_bucket[5m]))) > 1\`, ...warning,
  summary: 'Checkout takes {{ $value | humanizeDuration }}',
});`,
  *find(analysis) {
    for (const alert of analysis.project.alerts) {
      const inference = soundInference(alert.expr, analysis);
      const shape = inference && (formOf(inference.root) ?? rateOfUnknown(inference));
      const form = shape && { ...shape, most: inference.root.values.max };
      if (form) for (const text of textsOf(alert)) yield* inText(alert, text, form);
    }
  },
};

function* inText(alert: Alert, text: AlertText, form: Form): Generator<Finding> {
  if (text.in === 'label' || !text.text.includes('{{')) return;
  for (const read of text.template.references) {
    const words = isBare(read) ? wordsFor(form, text.text, read) : undefined;
    if (words) yield inOption(alert, text.path, words, read);
  }
  if (form.by === 'humanizePercentage' && form.most <= 1) yield* byPrefix(alert, text);
}

/** humanize writes 0.03 as 30m: the prefix of a thousandth, which reads as minutes. */
function* byPrefix(alert: Alert, { text, path }: AlertText): Generator<Finding> {
  const humanized = /(\$value|\.Value)\s*\|\s*humanize(?=\s*-?\}\})/g;
  for (const { 0: all, index } of text.matchAll(humanized)) {
    const end = index + all.length;
    const follows = /^\s*-?\}\}\s*%/.test(text.slice(end));
    const help = `write humanizePercentage${follows ? ', which writes the % too' : ''}`;
    const message = 'the value, a fraction, is shown by humanize, which writes 0.03 as 30m';
    const fix = follows ? {} : { fix: 'humanizePercentage' };
    yield inOption(alert, path, { message, help, ...fix }, { start: end - 'humanize'.length, end });
  }
}

/** A value on its way into the text that no function shapes; printf does. */
function isBare(read: TemplateReference): boolean {
  return read.kind === 'value' && read.use === 'shown' && read.through.length === 0;
}

function wordsFor(form: Form, text: string, { start, end }: TemplateReference): Words {
  const fix = `${text.slice(start, end)} | ${form.by}`;
  const message = `the value, ${form.what}, is shown as a bare number`;
  const follows = /^\s*\}\}\s*(%|[A-Za-z])?/.exec(text.slice(end))?.[1];
  const certain = follows === undefined || (follows !== '%' && form.by === 'humanize');
  const help = `write {{ ${fix} }}${form.by === 'humanize1024' ? 'B' : ''}${certain ? '' : ', which writes the unit too'}`;
  return { message, help, ...(certain && isOwnAction(text, start, end) && { fix }) };
}

/** `{{ $value }}` and nothing else in the action. */
function isOwnAction(text: string, start: number, end: number): boolean {
  return /\{\{-?\s*$/.test(text.slice(0, start)) && /^\s*-?\}\}/.test(text.slice(end));
}

interface Form {
  /** The largest value there may be. */
  readonly most: number;
  readonly what: string;
  readonly by: string;
}

const bytes = unitNamed('bytes')!;

/** What fits a proven unit. */
function formOf({ unit, nature }: Fact): Omit<Form, 'most'> | undefined {
  if (unit === undefined || unit.loose) return undefined;
  if (unit.kind === 'timestamp') return { what: 'a time', by: 'humanizeTimestamp' };
  if (unit.kind === 'ratio')
    return sameScale(unit, seconds) ? { what: 'a fraction', by: 'humanizePercentage' } : undefined;
  if (compatible(unit, seconds) && sameScale(unit, seconds)) return { what: 'in seconds', by: 'humanizeDuration' };
  if (compatible(unit, perSecond(bytes)))
    return sameScale(unit, bytes) ? { what: 'bytes a second', by: 'humanize1024' } : undefined;
  if (compatible(unit, bytes)) return sameScale(unit, bytes) ? { what: 'in bytes', by: 'humanize1024' } : undefined;
  return nature === 'rate' && !dimensionless(unit) ? { what: 'a rate', by: 'humanize' } : undefined;
}

/** `deriv(…) > 1`: how fast a gauge changes, by regression. */
function isSlope(root: Fact): boolean {
  const { expr, operands } = unwrapped(root);
  if (expr.kind === 'binary') return operatorNamed(expr.op)?.kind === 'comparison' && operands.some(isSlope);
  if (expr.kind === 'aggregation') return /^(?:sum|avg|min|max)$/.test(expr.op) && isSlope(operands.at(-1)!);
  return expr.kind === 'call' && expr.func === 'deriv';
}

/** A rate of something without a known unit; increase() counts, though not in whole numbers. */
function rateOfUnknown({ root, nodes }: Inference): Omit<Form, 'most'> | undefined {
  const isRate = (root.unit === undefined && root.nature === 'rate') || isSlope(root);
  const counts = nodes.some(({ expr }) => expr.kind === 'call' && /^(increase|round|ceil|floor)$/.test(expr.func));
  return isRate && !counts ? { what: 'a rate', by: 'humanize' } : undefined;
}
