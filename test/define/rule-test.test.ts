import * as alidade from 'alidade';
import { observations, oneOf, outage, promql, ramp, reset, series, stale, steady, system, upTo } from 'alidade';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DefinitionError } from '../../src/model/declaration.ts';
import { registryOf } from '../../src/model/project.ts';
import type { RuleTest } from '../../src/model/rule-test.ts';
import { expandSeriesValues, readSeriesValues } from '../../src/promql/series-values.ts';
import { refused } from './typed.ts';

function shopOn(prometheus: string) {
  const shop = system({
    title: 'Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com',
    severities: ['critical'],
    runsOn: { prometheus, grafana: '12' },
  });
  const server = shop.scrapeJob('shop', { targets: ['shop:9090'], interval: '30s' });
  return {
    shop,
    server,
    requests: server.counter('shop_requests_total', {
      help: 'Requests.',
      counts: 'requests',
      labels: { method: upTo(20), status: oneOf('success', 'error') },
    }),
    latency: server.histogram('shop_seconds', { help: 'Time.', unit: 'seconds', buckets: [0.1, 1, 5] }),
    native: server.nativeHistogram('shop_native_seconds', { help: 'Time.', unit: 'seconds' }),
    pauses: server.summary('shop_pause_seconds', { help: 'Pauses.', unit: 'seconds', quantiles: [0.5, 1] }),
    heap: server.gauge('shop_heap_bytes', { help: 'Memory.', unit: 'bytes' }),
    full: server.gauge('shop_pool_ratio', { help: 'Share.', unit: 'ratio' }),
    down: shop.alert('Down', { when: server.up.eq(0), for: '5m', severity: 'critical', labels: { team: 'a' } }),
    atOnce: shop.alert('AtOnce', { when: server.up.eq(0), severity: 'critical' }),
  };
}
const { shop, server, requests, latency, native, pauses, heap, full, down, atOnce } = shopOn('3.5');

type Fed = alidade.TestSeries;
/** What a test until 10 minutes, with a sample each minute, is made of. */
function tested(...all: readonly Fed[]): RuleTest {
  return shop.ruleTest({ name: 'a test', alert: down, interval: '1m', series: all, quiet: ['10m'] });
}
function fed(...all: readonly Fed[]): readonly string[] {
  return tested(...all).series.map(({ name, labels, values }) => {
    const { le, quantile } = labels;
    return [name, ...[le, quantile].filter((one) => one !== undefined), values].join(' ');
  });
}

describe('shapes', () => {
  it.each<[string, Fed, readonly string[]]>([
    ['steady', series(heap, {}, steady('2KiB')), ['shop_heap_bytes 2048x10']],
    ['a share', series(full, {}, steady('90%')), ['shop_pool_ratio 0.9x10']],
    ['ramp', series(requests, { status: 'error' }, ramp(10)), ['shop_requests_total 0+10x10']],
    ['ramp from', series(heap, {}, ramp('-1kB', { from: '1MB' })), ['shop_heap_bytes 1000000-1000x10']],
    ['outage', series(server.up, {}, outage({ from: '3m', until: '7m' })), ['up 1x2 0x3 1x3']],
    [
      'outage of other values',
      series(full, {}, outage({ from: '90s', until: '10m', normal: '50%', during: 1 })),
      ['shop_pool_ratio 0.5 0.5 1x7 0.5'].map((text) => text.replace('0.5 0.5', '0.5x1')),
    ],
    ['reset', series(requests, { status: 'error' }, reset(5, { at: '4m' })), ['shop_requests_total 0+5x3 0+5x6']],
    ['reset too late', series(requests, { status: 'error' }, reset(5, { at: '1h' })), ['shop_requests_total 0+5x10']],
    ['stale', series(heap, {}, stale(steady(7), { at: '3m' })), ['shop_heap_bytes 7x2 stale']],
    ['stale too late', series(heap, {}, stale(steady(7), { at: '11m' })), ['shop_heap_bytes 7x10']],
    ['stale notation', series(heap, {}, stale('1+1x9', { at: '3m' })), ['shop_heap_bytes 1+1x2 stale']],
    ['notation', series(heap, {}, ' 0+10x3   _ stale '), ['shop_heap_bytes 0+10x3 _ stale']],
    [
      'a native histogram',
      series(native, {}, '{{sum:5 count:10 buckets:[10]}}x3'),
      ['shop_native_seconds {{sum:5 count:10 buckets:[10]}}x3'],
    ],
    ['a sum', series(latency._sum, {}, ramp('500ms')), ['shop_seconds_sum 0+0.5x10']],
    ['a count', series(pauses._count, {}, ramp(2)), ['shop_pause_seconds_count 0+2x10']],
    ['a bucket', series(latency._bucket, { le: '1' }, ramp(2)), ['shop_seconds_bucket 1.0 0+2x10']],
    ['a quantile', series(pauses.quantile(1), {}, steady('2s')), ['shop_pause_seconds 1.0 2x10']],
  ])('%s', (_, one, values) => {
    expect(fed(one)).toEqual(values);
  });

  it('fill a histogram', () => {
    expect(
      fed(series(latency, {}, observations({ each: 10, at: '700ms' }, { each: 5, at: 7, from: '2m', until: '4m' }))),
    ).toEqual([
      'shop_seconds_bucket 0.1 0x10',
      'shop_seconds_bucket 1.0 0+10x10',
      'shop_seconds_bucket 5.0 0+10x10',
      'shop_seconds_bucket +Inf 0+10x2 35 50+10x6',
      'shop_seconds_sum 0+7x2 56 98+7x6',
      'shop_seconds_count 0+10x2 35 50+10x6',
    ]);
    expect(fed(series(latency, {}, stale(observations({ each: 1, at: 1 }), { at: '2m' })))[1]).toBe(
      'shop_seconds_bucket 1.0 0 1 stale',
    );
  });

  it('have bounds as the Prometheus of the system stores them', () => {
    const old = shopOn('2.53');
    const one = series(old.latency, {}, observations({ each: 1, at: 0 }));
    const { series: all } = old.shop.ruleTest({ alert: old.down, series: [one], quiet: ['0s'] });
    expect(all.map(({ labels }) => labels.le)).toEqual(['0.1', '1', '5', '+Inf', undefined, undefined]);
  });

  test('mean what they say at every sample', () => {
    const whole = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(whole, whole, whole, fc.integer({ min: 1, max: 90 }), (step, from, until, seconds) => {
        const minutes = (count: number) => `${BigInt(count)}m` as const;
        const shapes = [
          series(heap, { instance: 'a' }, steady(step)),
          series(heap, { instance: 'b' }, ramp(step, { from })),
          series(requests, { status: 'error' }, reset(step, { at: minutes(from) })),
          series(server.up, {}, outage({ from: minutes(from), until: minutes(from + until + 1) })),
          series(heap, { instance: 'c' }, stale(steady(step), { at: minutes(until) })),
        ];
        const one = shop.ruleTest({
          name: 'x',
          alert: down,
          interval: `${BigInt(seconds)}s`,
          series: shapes,
          quiet: ['30m'],
        });
        const values = one.series.map((each) => expandSeriesValues(readSeriesValues(each.values)));
        for (let index = 0; index * seconds <= 30 * 60; index++) {
          const time = index * seconds;
          const since = Math.ceil((from * 60) / seconds);
          expect(values.map((each) => each[index])).toEqual([
            step,
            from + index * step,
            (index < since ? index : index - since) * step,
            time >= from * 60 && time < (from + until + 1) * 60 ? 0 : 1,
            time < until * 60 ? step : time < until * 60 + seconds ? 'stale' : undefined,
          ]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('labels', () => {
  it('are those that are given, and those of the selector', () => {
    expect(
      tested(series(requests.where({ method: 'search' }), { status: 'error', instance: 'b:1' }, '1')).series,
    ).toEqual([
      {
        name: 'shop_requests_total',
        labels: { method: 'search', status: 'error', instance: 'b:1' },
        values: '1',
        job: 'shop',
      },
    ]);
    expect(tested(series(server.up, {}, '1')).series[0]?.labels).toEqual({ job: 'shop' });
  });
});

describe('what is left out', () => {
  it('follows from the rest', () => {
    const one = shop.ruleTest({
      alert: down,
      series: [series(server.up, {}, outage({ from: '1m', until: '9m' }))],
      firing: ['8m', '7m'],
      quiet: ['0s'],
    });
    expect(one).toMatchObject({
      name: 'Down: firing at 8m and 7m, quiet at 0s',
      interval: 30_000,
      alert: 'Down{severity="critical", team="a"}',
    });
    expect(one.series[0]?.values).toBe('1x1 0x14');
  });
  it('is a sample each 15 seconds where nothing is fed in', () => {
    expect(shop.ruleTest({ name: 'nothing', alert: down, series: [], quiet: ['1m'] }).interval).toBe(15_000);
  });
  it('is said of each expectation', () => {
    const one = shop.ruleTest({
      name: 'y',
      alert: down,
      series: [],
      pending: [{ at: '2m', labels: { instance: 'a' } }],
      firing: [{ at: '3m', annotations: { summary: 'x' } }],
    });
    const alert = 'Down{severity="critical", team="a"}';
    expect(one.expectations).toEqual([
      { state: 'firing', alert, at: 180_000, labels: {}, annotations: { summary: 'x' }, path: [0, 'firing', 0] },
      { state: 'pending', alert, at: 120_000, labels: { instance: 'a' }, annotations: {}, path: [0, 'pending', 0] },
    ]);
  });
});

it('a series may have labels of its targets, or any where these are found or rewritten', () => {
  const { shop: other } = shopOn('3.5');
  const listed = other.scrapeJob('a', { targets: [{ targets: ['a:1'], labels: { zone: 'a', rack: '1' } }] });
  const relabel = [{ sourceLabels: ['__address__'], targetLabel: 'zone' }] as const;
  const rewritten = other.scrapeJob('b', { targets: ['b:1'], relabel });
  const ofListed = listed.gauge('g_a', { help: 'G.', counts: 'orders' }) as never;
  const ofRewritten = rewritten.gauge('g_b', { help: 'G.', counts: 'orders' }) as never;
  const feeds = (metric: never, labels: object) => () => series(metric, labels as never, '1' as never);
  expect(feeds(ofListed, { zone: 'a', rack: '1', instance: 'b:1' })).not.toThrow();
  expect(feeds(ofListed, { zon: 'a' })).toThrow('has the label "zon"');
  expect(feeds(ofRewritten, { zon: 'a' })).not.toThrow();
});

it('other labels, or another time, may be quiet', () => {
  const firing = [{ at: '1m' as const, labels: { instance: 'a' } }];
  const ok = { alert: down, series: [series(server.up, {}, '0x9')], firing };
  shop.ruleTest({ ...ok, quiet: [{ at: '1m', labels: { instance: 'b' } }, '2m'] } as never);
  expect(registryOf(shop)!.declarations.at(-2)).not.toMatchObject({ kind: 'invalid' });
});

describe('a series is refused', () => {
  const recorded = shop.recordingRule('shop:up', { expr: server.up.sum() });
  it.each<[string, () => unknown, readonly (string | number)[], string, string]>([
    [
      'of a recorded metric',
      () => series(recorded, {}, '1'),
      [0],
      'this is no series that a target exposes',
      'follows from the series',
    ],
    [
      'of an expression',
      () => series(promql`up` as never, {}, '1' as never),
      [0],
      'this is no series',
      'pass a metric',
    ],
    ['of nothing', () => series(undefined as never, {}, '1' as never), [0], 'this is no series', 'pass a metric'],
    ['of the past', () => series(heap.offset('1h'), {}, '1'), [0], 'as they are scraped', 'the metric itself'],
    [
      'of several values',
      () => series(requests.where({ method: alidade.not('a') }), { status: 'error' }, '1'),
      [0],
      'method!=… says no value',
      "{ method: '…' }",
    ],
    [
      'without a closed label',
      () => series(requests, {}, '1'),
      [1],
      'no series of shop_requests_total is without the label "status"',
      "status is 'success' or 'error'",
    ],
    [
      'with a value that there is not',
      () => series(requests, { status: 'eror' as 'error' }, '1'),
      [1, 'status'],
      'label "status" never has the value "eror"',
      'did you mean error?',
    ],
    [
      'with a number as a label',
      () => series(heap, { instance: 5 as never }, '1'),
      [1, 'instance'],
      '5 is no value of a label',
      'a text in quotes',
    ],
    ['with no labels', () => series(heap, null as never, '1'), [1], 'null is no set of labels', "{ method: 'search' }"],
    [
      'as a bucket without a bound',
      () => series(latency._bucket, {}, '1'),
      [1],
      'a bucket has a bound',
      "{ le: '0.1' | '1' | '5' | '+Inf' }",
    ],
    [
      'as a bucket that there is not',
      () => series(latency._bucket, { le: '2' }, '1'),
      [1, 'le'],
      'no bucket ends at "2"',
      "'+Inf' }",
    ],
    [
      'with a label that it does not have',
      () => series(requests, { status: 'error', metod: 'a' } as never, '1'),
      [1, 'metod'],
      'no series of shop_requests_total has the label "metod"',
      'did you mean method?',
    ],
    [
      'as a counter below zero',
      () => series(requests, { status: 'error' }, '100-10x20'),
      [2],
      'a counter is never -10: it begins at 0 and grows',
      'write ramp(10)',
    ],
    [
      'as a counter that a shape takes below zero',
      () => tested(series(latency._count, {}, ramp(-1))),
      [2],
      'a counter is never -1',
      'reset(10',
    ],
    [
      'as a whole histogram',
      () => series(latency, {}, steady(1) as never),
      [2],
      'a classic histogram is several series',
      'observations(',
    ],
    [
      'as a whole summary',
      () => series(pauses, {}, steady(1) as never),
      [0],
      'a summary is several series',
      '.quantile(0.99)',
    ],
    [
      'of a native histogram, as a shape',
      () => series(native, {}, ramp(1) as never),
      [2],
      'ramp says nothing of the samples',
      "promtool's notation",
    ],
    ['of a native histogram, as numbers', () => series(native, {}, '1x3'), [2], 'are no numbers', '{{sum:5'],
    ['with a histogram in it', () => series(heap, {}, '{{count:1}}'), [2], 'only a native histogram', "'0+10x20'"],
    [
      'with observations',
      () => series(heap, {}, observations({ each: 1, at: 1 }) as never),
      [2],
      'observations says nothing',
      'steady(1)',
    ],
    ['with a wrong notation', () => series(heap, {}, '0+10 x3'), [2], '"0+10" is no sample', ''],
    ['with an empty one', () => series(heap, {}, ' '), [2], 'there are no samples', '21 samples'],
    ['with no shape', () => series(heap, {}, 5 as never), [2], '5 says nothing of the samples', 'steady(1)'],
    [
      'with an amount of another unit',
      () => series(heap, {}, steady('2s' as never)),
      [0],
      '"2s" is not an amount of bytes',
      'with its unit',
    ],
    ['with no amount', () => series(heap, {}, ramp(NaN)), [0], 'NaN is not an amount', 'a number'],
    [
      'with an outage that ends first',
      () => series(server.up, {}, outage({ from: '5m', until: '5m' })),
      [0, 'until'],
      'it ends before it begins',
      'later',
    ],
    [
      'with no time',
      () => series(server.up, {}, outage({ from: 'noon' as never, until: '5m' })),
      [0, 'from'],
      '"noon" is not a time of the test',
      'a duration',
    ],
    [
      'with an observation that is none',
      () => series(latency, {}, observations({ each: -1, at: 1 })),
      [0, 'each'],
      '-1 is not a number of observations',
      '',
    ],
    ['with no observation', () => series(latency, {}, observations()), [], 'no observation is given', ''],
  ])('%s', (_, call, path, message, help) => {
    const error = thrownBy(call);
    expect(error).toMatchObject({
      path,
      message: expect.stringContaining(message),
      ...(help && { help: expect.stringContaining(help) }),
    });
  });

  function thrownBy(call: () => unknown): unknown {
    try {
      call();
    } catch (error) {
      if (error instanceof DefinitionError) return error;
      throw error;
    }
    throw new Error('nothing was thrown');
  }
});

describe('options that do not hold', () => {
  const ok = { alert: down, series: [series(server.up, {}, '1')] };
  it.each<[string, object, readonly (string | number)[], string]>([
    ['no alert', { ...ok, alert: 'Down', firing: ['1m'] }, [0, 'alert'], 'an alert is needed here'],
    [
      'an alert of another system',
      { ...ok, alert: shopOn('3.5').down, firing: ['1m'] },
      [0, 'alert'],
      'Down is an alert of another system',
    ],
    ['no series', { alert: down, firing: ['1m'] }, [0, 'series'], 'series is missing: list what is scraped'],
    ['a series that is none', { ...ok, series: [server.up], firing: ['1m'] }, [0, 'series', 0], 'write series(metric'],
    ['nothing expected', ok, [0], 'it expects nothing'],
    ['no time', { ...ok, firing: ['noon'] }, [0, 'firing', 0], 'write a duration as Prometheus does'],
    ['an option that there is not', { ...ok, firing: ['1m'], quite: ['1m'] }, [0, 'quite'], 'did you mean quiet?'],
    [
      'annotations of silence',
      { ...ok, quiet: [{ at: '1m', annotations: { a: 'b' } }] },
      [0, 'quiet', 0, 'annotations'],
      'there is no option "annotations" here',
    ],
    [
      'no time between samples',
      { ...ok, interval: '0s', firing: ['1m'] },
      [0, 'interval'],
      'samples need time between them',
    ],
    [
      'a metric of another system',
      { ...ok, series: [series(shopOn('3.5').heap, {}, '1')], firing: ['1m'] },
      [0, 'series', 0],
      'shop_heap_bytes is a metric of another system: no rule of Shop reads it',
    ],
    [
      'what cannot both be',
      { ...ok, firing: [{ at: '1m', labels: { job: 'shop' } }], quiet: ['2m', '60s'] },
      [0, 'quiet', 1],
      'it cannot be quiet at 1m: there it is expected to fire, or to be pending',
    ],
    ['pending without for', { ...ok, alert: atOnce, pending: ['1m'] }, [0, 'pending'], 'AtOnce is never pending'],
    ['too many samples', { ...ok, interval: '1ms', firing: ['1h'] }, [0, 'firing', 0], 'write a longer interval'],
    [
      'a series twice',
      { ...ok, series: [series(server.up, {}, '1'), series(server.up, {}, '0')], firing: ['1m'] },
      [0, 'series'],
      'it feeds in up{job="shop"} twice',
    ],
  ])('%s', (_, options, path, message) => {
    const { declarations } = registryOf(shop)!;
    const before = declarations.length;
    shop.ruleTest(options as never);
    const invalid = declarations.slice(before).find(({ kind }) => kind === 'invalid');
    expect(invalid).toMatchObject({ of: 'ruleTest', issues: [{ path, message: expect.stringContaining(message) }] });
  });
});

test('what TypeScript refuses', () => {
  series(requests, { method: 'search', status: 'error', instance: 'other:1' }, ramp(10));
  series(latency, {}, observations({ each: 10, at: '700ms' }, { each: 1, at: 5 }));
  const byStatus = shop.alert('ByStatus', {
    when: requests.rate('5m').sum({ by: 'status' }).gt(5),
    severity: 'critical',
    labels: { team: '{{ $labels.status }}' },
  });
  refused(() => {
    // @ts-expect-error no such value
    series(requests, { status: 'eror' }, ramp(10));
    // @ts-expect-error no such label
    series(requests, { statuss: 'error' }, ramp(10));
    // @ts-expect-error an amount of another unit
    series(heap, {}, steady('2s'));
    // @ts-expect-error a count has no unit
    series(requests, { status: 'error' }, ramp('10/s'));
    // @ts-expect-error a histogram is filled with observations
    series(latency, {}, ramp(10));
    // @ts-expect-error of its own unit
    series(latency, {}, observations({ each: 10, at: '1GiB' }));
    // @ts-expect-error a gauge observes nothing
    series(heap, {}, observations({ each: 10, at: 5 }));
    // @ts-expect-error a native histogram has no shape
    series(native, {}, ramp(10));
    // @ts-expect-error a summary is several series
    series(pauses, {}, steady(1));
    // @ts-expect-error not a time
    outage({ from: 'noon', until: '1h' });
    // @ts-expect-error not a series
    shop.ruleTest({ alert: down, series: [heap], quiet: ['1m'] });
    // @ts-expect-error the alert has no such label
    shop.ruleTest({ alert: byStatus, series: [], firing: [{ at: '1m', labels: { method: 'a' } }] });
    // @ts-expect-error nor such a value
    shop.ruleTest({ alert: byStatus, series: [], firing: [{ at: '1m', labels: { status: 'eror' } }] });
    // @ts-expect-error silence has no annotations
    shop.ruleTest({ alert: byStatus, series: [], quiet: [{ at: '1m', annotations: { summary: '' } }] });
    shop.ruleTest({
      alert: byStatus,
      series: [],
      firing: [{ at: '1m', labels: { status: 'error', team: 'error', severity: 'critical' } }],
    });
  });
});
