import type { Analysis, Use } from '../analyze/analysis.ts';
import { placeOf, placeOfMatcher } from '../analyze/place.ts';
import { nameOf } from '../analyze/selected.ts';
import type { Span, VectorSelector } from '../promql/ast.ts';
import type { Inference } from '../promql/infer.ts';
import { accepts, hasVariable } from '../promql/matcher.ts';
import type { Check, Finding } from './check.ts';
import { inUse, meantName, type Words } from './finding.ts';

export const promqlUnknownMetric: Check = {
  id: 'promql-unknown-metric',
  severity: 'error',
  class: 'fact',
  fixable: true,
  concludesFromAbsence: true,
  why: 'An expression over a metric that does not exist returns nothing, for ever, and says so nowhere.',
  bad: `shop.alert('NoTraffic', { when: promql\`sum(rate(shop_request_total[5m])) == 0\`, ...warning });`,
  good: `shop.alert('NoTraffic', { when: promql\`sum(rate(shop_requests_total[5m])) == 0\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const { name, selector } of unknownMetrics(inference, analysis)) {
        const { fix, ...words } = advice(name, analysis);
        const { span, replacement } = nameIn(selector, fix);
        const place = placeOf(span, use.expression.origin);
        yield inUse(use, place, {
          message: `there is no metric ${name}`,
          ...words,
          ...(replacement && { fix: replacement }),
        });
      }
      yield* patternsOfNone(use, inference, analysis);
    }
  },
};

/** `{__name__=~"shop_requsts_.*"}`. */
function* patternsOfNone(use: Use, { nodes }: Inference, analysis: Analysis): Generator<Finding> {
  for (const { expr } of nodes) {
    if (expr.kind !== 'selector' || nameOf(expr) !== undefined) continue;
    const pattern = expr.matchers.find(({ label, op }) => label === '__name__' && op === '=~');
    if (!pattern || hasVariable(pattern) || analysis.seriesNames().some((name) => accepts(pattern, name) !== false))
      continue;
    yield inUse(use, placeOfMatcher(pattern, 'value', use.expression.origin), {
      message: `no metric's name matches "${pattern.value}"`,
      help: 'declare the metrics where they are scraped; a catalog may have them',
    });
  }
}

interface UnknownMetric {
  readonly name: string;
  readonly selector: VectorSelector;
}

/** The metrics of an expression that nothing delivers; a Grafana variable may stand for any. */
export function unknownMetrics({ nodes }: Inference, { lookup }: Pick<Analysis, 'lookup'>): readonly UnknownMetric[] {
  return nodes.flatMap(({ expr }) => {
    const name = nameOf(expr);
    if (expr.kind !== 'selector' || name === undefined || lookup(name) || /[$[]/.test(name)) return [];
    return [{ name, selector: expr }];
  });
}

/** Where the name stands, and another name as it is written there: in braces it is quoted. */
function nameIn(selector: VectorSelector, name: string | undefined): { span: Span; replacement?: string | undefined } {
  const { nameSpan, matchers } = selector;
  if (nameSpan) return { span: nameSpan, replacement: name };
  const matcher = matchers.find(({ label, op }) => label === '__name__' && op === '=');
  if (!matcher) return { span: selector };
  const span = { ...matcher.valueSpan, source: matcher.valueSpan.source ?? matcher.source };
  return { span, replacement: name && JSON.stringify(name) };
}

function advice(name: string, analysis: Analysis): Pick<Words, 'help' | 'fix'> {
  if (name === 'ALERTS' || name === 'ALERTS_FOR_STATE')
    return { help: 'Prometheus writes it of alerts that fire, and the system declares no alert' };
  const family = familyOf(name, analysis);
  if (family) return { help: family };
  return (
    meantName(name, [...analysis.seriesNames()]) ?? {
      help: 'declare it where it is scraped, such as server.gauge(…); a catalog may have it',
    }
  );
}

/** A classic histogram goes by the names of its series; native histograms and summaries have no buckets. */
function familyOf(name: string, { metric }: Analysis): string | undefined {
  const histogram = metric(`${name}_bucket`) ?? metric(`${name}_count`);
  if (histogram?.name === name)
    return `${name} is a ${histogram.type}: its series are ${name}_bucket, ${name}_sum and ${name}_count.`;
  const [, family = '', suffix] = /^(.+)_(bucket|sum|count)$/.exec(name) ?? [];
  switch (metric(family)?.type) {
    case 'nativeHistogram':
      return `${family} is a native histogram: read ${insteadOf(suffix, family)}`;
    case 'summary':
      return `${family} is a summary: it has no buckets, but ${family}_sum and ${family}_count`;
    default:
      return undefined;
  }
}

/** What tells of a native histogram what a series of a classic one would. */
function insteadOf(suffix: string | undefined, family: string): string {
  const rate = `rate(${family}[5m])`;
  return suffix === 'bucket'
    ? `its buckets as ${family} itself: histogram_quantile(0.95, ${rate})`
    : `histogram_${suffix}(${rate})`;
}
