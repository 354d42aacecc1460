/** Labels of evaluated series: reading, dropping and comparing them. An absent label has the value ''. */
import { EvaluationError, type SeriesLabels, type VectorSample } from './evaluate-types.ts';
import { metricName } from './labels.ts';

export const noSeriesLabels: SeriesLabels = Object.freeze({});

/** The value of a label; '' where it is absent. */
export function labelValue(labels: SeriesLabels, name: string): string {
  return Object.hasOwn(labels, name) ? labels[name]! : '';
}

/** Labels changed: '' removes one. */
export function withLabel(labels: SeriesLabels, name: string, value: string): SeriesLabels {
  if (labelValue(labels, name) === value) return labels;
  return value === '' ? withoutNames(labels, [name]) : { ...labels, [name]: value };
}

export function withoutNames(labels: SeriesLabels, names: readonly string[]): SeriesLabels {
  const left: Record<string, string> = {};
  for (const name in labels) if (!names.includes(name)) left[name] = labels[name]!;
  return left;
}

export function onlyNames(labels: SeriesLabels, names: readonly string[]): SeriesLabels {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = labelValue(labels, name);
    if (value !== '') kept[name] = value;
  }
  return kept;
}

const nameless = [metricName];

export function withoutName(labels: SeriesLabels): SeriesLabels {
  return Object.hasOwn(labels, metricName) ? withoutNames(labels, nameless) : labels;
}

/** What series that agree in these labels, or in all but these and the name, have in common; equal for those alone. */
export type Signature = (labels: SeriesLabels) => string;

export function signatureBy(names: readonly string[]): Signature {
  const [only] = names;
  if (only === undefined) return () => '';
  if (names.length === 1) return (labels) => labelValue(labels, only);
  return (labels) => {
    let signature = '';
    for (const name of names) signature += labelValue(labels, name) + '\xff';
    return signature;
  };
}

export function signatureWithout(names: readonly string[]): Signature {
  const left = new Set(names).add(metricName);
  return (labels) => signatureOf(labels, (name) => !left.has(name));
}

/** All labels, the name included. */
export function wholeSignature(labels: SeriesLabels): string {
  return signatureOf(labels, () => true);
}

function signatureOf(labels: SeriesLabels, counts: (name: string) => boolean): string {
  const names: string[] = [];
  for (const name in labels) if (labels[name] !== '' && counts(name)) names.push(name);
  names.sort();
  let signature = '';
  for (const name of names) signature += `${name}\xff${labels[name]}\xff`;
  return signature;
}

/** The samples again, refused where two have the same labels. */
export function distinct(samples: readonly VectorSample[]): readonly VectorSample[] {
  if (samples.length > 1) requireDistinct(samples.map(({ labels }) => labels));
  return samples;
}

function requireDistinct(all: readonly SeriesLabels[]): void {
  if (new Set(all.map(wholeSignature)).size < all.length)
    throw new EvaluationError('vector cannot contain metrics with the same labelset');
}

/** What `change` makes of the values, without names. Series of different names may then be the same, which is refused. */
export function changed(samples: readonly VectorSample[], change: (value: number) => number): readonly VectorSample[] {
  const result: VectorSample[] = [];
  for (const { labels, value } of samples) result.push({ labels: withoutName(labels), value: change(value) });
  return haveOneName(samples) ? result : distinct(result);
}

/** Series of one name stay different without it. */
export function haveOneName(series: readonly { readonly labels: SeriesLabels }[]): boolean {
  const name = series[0]?.labels[metricName];
  for (const { labels } of series) if (labels[metricName] !== name) return false;
  return true;
}
