/** A small catalog for the tests of inference, and label sets as one readable line. */
import type { Expr } from '../../src/promql/ast.ts';
import { type Fact, type Inference, infer, type SeriesFacts } from '../../src/promql/infer.ts';
import { type LabelFact, type LabelSet, metricName } from '../../src/promql/labels.ts';
import { parse } from '../../src/promql/parse.ts';
import { countOf, ratio, seconds, timestamp } from '../../src/promql/unit.ts';
import { unitNamed } from '../../src/promql/unit-names.ts';
import { between } from '../../src/promql/values.ts';

const always = (name: string, values?: string[]): LabelFact => ({ name, presence: 'always', values });
const target = [always('job', ['api', 'web']), always('instance')];
const requests = countOf('requests');
const observations = countOf('observations');
const bytes = unitNamed('bytes');
const requestLabels = [...target, always('method'), always('status', ['error', 'success'])];

const family = {
  family: 'latency_seconds',
  observes: seconds,
  bounds: [0.1, 0.5, 1],
  complete: true,
};

const series: Readonly<Record<string, SeriesFacts>> = {
  requests_total: { type: 'counter', labels: requestLabels, complete: true, unit: requests },
  errors_total: { type: 'counter', labels: requestLabels, complete: true, unit: countOf('errors') },
  cpu_seconds_total: { type: 'counter', labels: [...target, always('cpu')], complete: true, unit: seconds },
  latency_seconds_bucket: {
    ...family,
    type: 'bucket',
    labels: [...target, always('method'), always('le', ['0.1', '0.5', '1', '+Inf'])],
    unit: observations,
  },
  latency_seconds_count: { ...family, type: 'counter', labels: [...target, always('method')], unit: observations },
  latency_seconds_sum: { ...family, type: 'counter', labels: [...target, always('method')], unit: seconds },
  rpc_seconds: { type: 'histogram', labels: target, complete: true, unit: observations, observes: seconds },
  summary_seconds: { type: 'summary', labels: [...target, always('quantile')], complete: true, unit: seconds },
  memory_bytes: { type: 'gauge', labels: target, complete: true, unit: bytes },
  limit_bytes: { type: 'gauge', labels: target, complete: true, unit: bytes, values: between(1, Infinity) },
  queue_length: {
    type: 'gauge',
    labels: [...target, { name: 'queue', presence: 'maybe' }],
    complete: true,
    unit: countOf('jobs'),
  },
  hit_ratio: { type: 'gauge', labels: target, complete: true, unit: ratio, values: between(0, 1) },
  start_time_seconds: { type: 'gauge', labels: target, complete: true, unit: timestamp },
  up: { type: 'gauge', labels: target, complete: true, unit: undefined, values: between(0, 1) },
  build_info: { type: 'info', labels: [...target, always('version')], complete: true, unit: undefined },
  strange: { type: 'untyped', labels: target, complete: true, unit: undefined },
  open_ended: { type: 'gauge', labels: [always('job')], complete: false, unit: bytes },
  'job:requests:rate5m': {
    type: 'untyped',
    labels: [always('job')],
    complete: true,
    unit: undefined,
    recorded: { nature: 'rate', histogram: undefined, conditional: false, byZero: false },
  },
};

export const lookup = (name: string): SeriesFacts | undefined =>
  Object.hasOwn(series, name) ? series[name] : undefined;

export function parsed(text: string): Expr {
  const { ast } = parse(text, { macros: true, experimental: true });
  if (ast === undefined) throw new Error(`does not parse: ${text}`);
  return ast;
}

export function inferred(text: string): Inference {
  return infer(parsed(text), lookup);
}

export function rootOf(text: string): Fact {
  return inferred(text).root;
}

/** `job=api|web instance queue? !le …`: `?` may be there, `!` cannot, `…` and others. */
export function shown(set: LabelSet): string {
  const words = set.labels.filter((label) => label.name !== metricName).map(word);
  return [...words, ...(set.complete ? [] : ['…'])].join(' ');
}

function word({ name, presence, values }: LabelFact): string {
  if (presence === 'never') return `!${name}`;
  return name + (values === undefined ? '' : `=${values.join('|')}`) + (presence === 'maybe' ? '?' : '');
}
