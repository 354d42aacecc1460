/** Random expressions over the small catalog, and samples for them that are what the catalog says. */
import fc from 'fast-check';
import { type FunctionName, functions, type PromqlFunction } from '../../src/promql/functions.ts';

/** Samples that are what the catalog says, and some of metrics it does not know. */
export function inputSeries(): readonly { series: string; values: string }[] {
  const found: { series: string; values: string }[] = [];
  const add = (series: string, values: string) => found.push({ series, values });
  for (const [index, target] of [
    'job="api",instance="a"',
    'job="api",instance="b"',
    'job="web",instance="c"',
  ].entries()) {
    for (const [m, method] of ['GET', 'PUT'].entries()) {
      for (const [s, status] of ['error', 'success'].entries()) {
        const labels = `${target},method="${method}",status="${status}"`;
        add(`requests_total{${labels}}`, m + s === 2 ? '0+60x20 5+13x30' : `${index}+${3 * m + s}x60`);
        if (index > 0) add(`errors_total{${labels}}`, `${m}+${7 * s}x60`);
      }
      for (const [b, le] of ['0.1', '0.5', '1', '+Inf'].entries()) {
        add(`latency_seconds_bucket{${target},method="${method}",le="${le}"}`, `${b}+${b * (m + 1)}x60`);
      }
      add(`latency_seconds_count{${target},method="${method}"}`, `3+${3 * (m + 1)}x60`);
      add(`latency_seconds_sum{${target},method="${method}"}`, `1+${2 * (m + 1)}x60`);
    }
    add(`cpu_seconds_total{${target},cpu="0"}`, '0+30x60');
    add(`memory_bytes{${target}}`, ['-5+1x60', '0x60', '7+0x30 NaN NaN 9x28'][index]!);
    add(`limit_bytes{${target}}`, `${index + 1}x60`);
    add(`queue_length{${target}${index > 0 ? ',queue="q"' : ''}}`, `${index - 1}+2x60`);
    add(`hit_ratio{${target}}`, `${index / 2}x60`);
    add(`start_time_seconds{${target}}`, '-100+7x60');
    add(`up{${target}}`, index === 1 ? '1x10 0x50' : '1x60');
    add(`build_info{${target},version="v${index}"}`, '1x60');
    add(`strange{${target}}`, '3-1x60');
    add(`open_ended{${target},extra="e${index}"}`, '-3+1x60');
  }
  add('nobody_knows{a="b",job="api"}', '-9+1x60');
  add('nobody_knows{a="c"}', '5-1x60');
  return found;
}

export const metrics = [...new Set(inputSeries().map(({ series }) => series.slice(0, series.indexOf('{'))))];
const labels = ['job', 'instance', 'method', 'status', 'le', 'queue', 'version', 'a', 'extra', 'nothing'];

/** Functions that Debian's Prometheus 2.42 has. */
const known = (Object.entries(functions) as [FunctionName, PromqlFunction][])
  .filter(([, row]) => row.since === undefined && row.experimental === undefined && row.returns === 'vector')
  .map(([name, row]) => ({ name, row, types: row.args.join(' ') }));
const named = (types: string) => known.filter((f) => f.types === types).map((f) => f.name);

const label = fc.constantFrom(...labels);
const some = fc.uniqueArray(label, { maxLength: 3 }).map((names) => names.join(', '));
const number = fc.constantFrom('0', '1', '0.5', '2', '-1', '100', '3600', '5m');
const fraction = fc.constantFrom('0', '0.5', '0.9', '1', '1.5', '-1');
const value = fc.constantFrom('api', 'web', 'error', '0.5', 'b', '');
const pattern = fc.constantFrom('api|web', 'a.*', '.*', '.+', 'e.+r', 'b|', '0.5', '[a-m].*', '');
const comparison = fc.constantFrom('==', '!=', '>', '<', '>=', '<=');
const arithmetic = fc.constantFrom('+', '-', '*', '/', '%', '^', 'atan2');

const matcher = fc.oneof(
  fc.tuple(label, fc.constantFrom('=', '!='), value),
  fc.tuple(label, fc.constantFrom('=~', '!~'), pattern),
);
const written = ([l, op, v]: [string, string, string]) => `${l}${op}"${v}"`;
const selector = fc
  .tuple(fc.constantFrom(...metrics), fc.array(matcher, { maxLength: 2 }))
  .map(([name, matchers]) => `${name}{${matchers.map(written)}}`);
const bucket = fc.constant('latency_seconds_bucket');

const grouping = fc.oneof(
  fc.constant(''),
  fc.tuple(fc.constantFrom('by', 'without'), some).map(([word, names]) => `${word} (${names})`),
);
const oneToOne = fc.oneof(
  fc.constant(''),
  fc.tuple(fc.constantFrom('on', 'ignoring'), some).map(([word, names]) => `${word} (${names})`),
);
const manyToOne = fc
  .tuple(fc.constantFrom('on', 'ignoring'), some, fc.constantFrom('group_left', 'group_right'), some)
  .map(([word, names, group, include]) => `${word} (${names}) ${group} (${include})`);

/** Two vectors that may match: often of one metric, or of one expression. */
const relatives = fc
  .tuple(fc.constantFrom(...metrics), fc.array(matcher, { maxLength: 1 }), fc.array(matcher, { maxLength: 1 }))
  .map(([name, a, b]): [string, string] => [`${name}{${a.map(written)}}`, `${name}{${b.map(written)}}`]);

export const { vector } = fc.letrec<{ vector: string; pair: [string, string]; range: string; scalar: string }>(
  (tie) => ({
    pair: fc.oneof(
      fc.tuple(tie('vector'), tie('vector')),
      relatives,
      fc
        .tuple(tie('vector'), fc.constantFrom('', 'abs', 'sum without ()', 'sum by (job)', 'max without (method)'))
        .map(([v, f]): [string, string] => [v, `${f} (${v})`]),
      fc
        .tuple(tie('vector'), fc.constantFrom('sum by (job, method)', 'sum'))
        .map(([v, f]): [string, string] => [`${f} (${v})`, v]),
    ),
    range: fc.oneof(
      { weight: 3, arbitrary: selector.map((s) => `${s}[5m]`) },
      { weight: 1, arbitrary: tie('vector').map((v) => `(${v})[10m:1m]`) },
    ),
    scalar: fc.oneof(
      { weight: 5, arbitrary: number },
      { weight: 1, arbitrary: tie('vector').map((v) => `scalar(${v})`) },
      { weight: 1, arbitrary: fc.constantFrom('time()', 'pi()') },
    ),
    vector: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      { weight: 4, arbitrary: selector },
      {
        weight: 2,
        arbitrary: fc.tuple(fc.constantFrom(...named('matrix')), tie('range')).map(([f, r]) => `${f}(${r})`),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(fc.constantFrom(...named('vector')), tie('vector')).map(([f, v]) => `${f}(${v})`),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom(...named('vector scalar')), tie('vector'), tie('scalar'))
          .map(([f, v, s]) => `${f}(${v}, ${s})`),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(tie('vector'), tie('scalar'), tie('scalar')).map(([v, a, b]) => `clamp(${v}, ${a}, ${b})`),
      },
      { weight: 1, arbitrary: fc.tuple(fraction, tie('range')).map(([q, r]) => `quantile_over_time(${q}, ${r})`) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fraction, fc.oneof(bucket, tie('vector')))
          .map(([q, v]) => `histogram_quantile(${q}, ${v})`),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(
            tie('vector'),
            label,
            fc.constantFrom('x', '$1', ''),
            label,
            fc.oneof(pattern, fc.constantFrom('(.*)', '(.+)')),
          )
          .map(([v, d, r, s, p]) => `label_replace(${v}, "${d}", "${r}", "${s}", "${p}")`),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('vector'), label, fc.constantFrom('', '-'), label, label)
          .map(([v, d, sep, a, b]) => `label_join(${v}, "${d}", "${sep}", "${a}", "${b}")`),
      },
      { weight: 1, arbitrary: tie('scalar').map((s) => `vector(${s})`) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(
            fc.constantFrom('sum', 'avg', 'min', 'max', 'count', 'group', 'stddev', 'stdvar'),
            grouping,
            tie('vector'),
          )
          .map(([op, g, v]) => `${op} ${g} (${v})`),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(
            fc.constantFrom('topk(2, ', 'bottomk(1, ', 'quantile(0.5, ', 'quantile(2, ', 'count_values("value", '),
            tie('vector'),
          )
          .map(([op, v]) => `${op}${v})`),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(tie('vector'), arithmetic, tie('scalar')).map(([v, op, s]) => `(${v} ${op} ${s})`),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(tie('scalar'), arithmetic, tie('vector')).map(([s, op, v]) => `(${s} ${op} ${v})`),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(tie('vector'), comparison, fc.constantFrom('', 'bool '), tie('scalar'))
          .map(([v, op, b, s]) => `(${v} ${op} ${b}${s})`),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(tie('scalar'), comparison, tie('vector')).map(([s, op, v]) => `(${s} ${op} ${v})`),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(tie('pair'), arithmetic, oneToOne).map(([[a, b], op, m]) => `(${a} ${op} ${m} ${b})`),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(tie('pair'), arithmetic, manyToOne).map(([[a, b], op, m]) => `(${a} ${op} ${m} ${b})`),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('pair'), comparison, fc.constantFrom('', 'bool '), oneToOne)
          .map(([[a, c], op, b, m]) => `(${a} ${op} ${b}${m} ${c})`),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(tie('pair'), fc.constantFrom('and', 'or', 'unless'), oneToOne)
          .map(([[a, b], op, m]) => `(${a} ${op} ${m} ${b})`),
      },
      { weight: 1, arbitrary: tie('vector').map((v) => `(-${v})`) },
    ),
  }),
);

/** Quotients of what may be a part and its whole. */
const families = [
  {
    part: ['requests_total{status="success"}', 'requests_total{method="PUT"}'],
    whole: ['requests_total', 'requests_total{method="PUT"}'],
  },
  {
    part: ['latency_seconds_bucket{le="0.5"}', 'latency_seconds_bucket', 'latency_seconds_count'],
    whole: [
      'latency_seconds_count',
      'latency_seconds_bucket{le="+Inf"}',
      'latency_seconds_count{method="GET"}',
      'latency_seconds_sum',
    ],
  },
];
export const quotient = fc.constantFrom(...families).chain(({ part, whole }) => {
  const few = fc.subarray(['job', 'method', 'status', 'le', 'instance']).map((l) => l.join(', '));
  const by = fc.tuple(fc.constantFrom('by', 'by', 'without'), few).map(([word, l]) => `${word} (${l})`);
  const on = fc
    .tuple(fc.constantFrom('on', 'ignoring'), few, fc.constantFrom('', 'group_left ()', 'group_left ()'))
    .map(([word, l, group]) => `${word} (${l}) ${group}`);
  const op = fc.constantFrom('sum', 'sum', 'count', 'avg', 'max', '');
  const times = fc.constantFrom('', '', '100 * ');
  const side = (o: string, g: string, v: string) => (o === '' ? `rate(${v}[5m])` : `${o} ${g} (rate(${v}[5m]))`);
  return fc
    .tuple(
      fc.constantFrom(...part),
      fc.constantFrom(...whole),
      op,
      op,
      fc.nat(3),
      by,
      by,
      fc.nat(2),
      fc.oneof(fc.constant(''), on),
      times,
    )
    .map(
      ([p, w, a, b, alike, g, h, sameGroups, m, t]) =>
        `${t}${side(a, g, p)} / ${m} ${side(alike ? a : b, sameGroups ? g : h, w)}`,
    );
});
