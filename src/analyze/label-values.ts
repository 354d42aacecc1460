import type { LabelValues } from '../model/metric.ts';
import type { LabelFact } from '../promql/infer.ts';
import { withCount } from '../promql/labels.ts';

/** A label with known values; the empty one means that the label is not there. */
export function closed(name: string, values: readonly string[]): LabelFact {
  const present = values.filter((value) => value !== '');
  if (present.length === 0) return { name, presence: 'never' };
  return { name, presence: present.length === values.length ? 'always' : 'maybe', values: present };
}

/** A label as it was declared. An open one may be empty, which is not to be there. */
export function declaredLabel(name: string, values: LabelValues | undefined): LabelFact {
  if (values?.kind === 'oneOf') return closed(name, values.values);
  return withCount({ name, presence: 'maybe', usual: true }, values?.kind === 'upTo' ? values.max : undefined);
}
