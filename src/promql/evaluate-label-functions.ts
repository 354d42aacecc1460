/** `label_replace`, `label_join`, and the labels of `absent`. */
import type { Expr, Matcher } from './ast.ts';
import { distinct, labelValue, noSeriesLabels, withLabel } from './evaluate-labels.ts';
import { EvaluationError, type SeriesLabels, type VectorSample } from './evaluate-types.ts';
import { metricName } from './labels.ts';
import { expanded, regexGroups, regexProblem } from './regex.ts';

type Samples = readonly VectorSample[];

export function replaceLabel(
  samples: Samples,
  target: string,
  replacement: string,
  source: string,
  pattern: string,
): Samples {
  const problem = regexProblem(pattern);
  if (problem !== undefined) throw new EvaluationError(`invalid regular expression in label_replace(): ${pattern}`);
  requireName(target, 'label_replace', 'destination');
  const replaced = samples.map((sample) => {
    const groups = regexGroups(pattern, labelValue(sample.labels, source));
    return groups === undefined ? sample : relabelled(sample, target, expanded(replacement, groups));
  });
  return distinct(replaced);
}

export function joinLabels(samples: Samples, target: string, separator: string, sources: readonly string[]): Samples {
  for (const source of sources) requireName(source, 'label_join', 'source');
  requireName(target, 'label_join', 'destination');
  return distinct(
    samples.map((sample) => {
      const values = sources.map((source) => labelValue(sample.labels, source));
      return relabelled(sample, target, values.join(separator));
    }),
  );
}

function relabelled({ labels, value }: VectorSample, name: string, text: string): VectorSample {
  return { labels: withLabel(labels, name, text), value };
}

function requireName(name: string, func: string, what: string): void {
  if (name === '') throw new EvaluationError(`invalid ${what} label name in ${func}(): ${name}`);
}

/** What equality matchers say of a series that is not there: nothing of a label with two matchers. */
export function absentLabels(expr: Expr): SeriesLabels {
  const selector = expr.kind === 'matrix' ? expr.selector : expr;
  if (selector.kind !== 'selector') return noSeriesLabels;
  let labels = noSeriesLabels;
  const seen = new Set<string>();
  for (const matcher of selector.matchers) {
    if (matcher.label === metricName) continue;
    labels = withLabel(labels, matcher.label, isFirstEquality(matcher, seen) ? matcher.value : '');
    if (matcher.op === '=') seen.add(matcher.label);
  }
  return labels;
}

function isFirstEquality({ label, op }: Matcher, seen: ReadonlySet<string>): boolean {
  return op === '=' && !seen.has(label);
}
