import { add, div, matching, math, mul, not, notMatching, promql, sub } from 'alidade';
import { describe, expectTypeOf, test } from 'vitest';
import {
  build,
  cpu,
  foreign,
  full,
  heap,
  jobs,
  lag,
  lastBackup,
  latency,
  nativeLatency,
  pauses,
  plain,
  requests,
  rss,
  shop,
  size,
  soon,
  type Target,
  web,
} from './shop.ts';
import { type Knowledge, knows, refused, valuesOf } from './typed.ts';

/** What an expression's type knows: its labels, its unit and its flags. */

const rate = requests.rate('5m');
const byMethod = rate.sum({ by: 'method' });
type All = Target | 'method' | 'code';

describe('metrics', () => {
  test('have their own labels and those of their target', () => {
    knows(requests).toEqualTypeOf<Knowledge<All, 'requests'>>();
    knows(heap).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(latency._bucket).toEqualTypeOf<Knowledge<Target | 'method' | 'le', 'observations'>>();
    knows(latency._sum).toEqualTypeOf<Knowledge<Target | 'method', 'seconds'>>();
    knows(latency._count).toEqualTypeOf<Knowledge<Target | 'method', 'observations'>>();
    knows(pauses.quantile(0.99)).toEqualTypeOf<Knowledge<Target | 'quantile', 'seconds'>>();
    knows(build).toEqualTypeOf<Knowledge<Target | 'version', 'number'>>();
    knows(plain).toEqualTypeOf<Knowledge<Target, 'unknown'>>();
    knows(foreign).toEqualTypeOf<Knowledge<Target, 'things'>>();
    knows(web.up).toEqualTypeOf<Knowledge<Target, 'number'>>();
    knows(soon).toEqualTypeOf<Knowledge<Target, 'unknown', 'planned'>>();
  });

  test('know the values of closed labels', () => {
    valuesOf(requests, 'code').toEqualTypeOf<'200' | '404' | '500'>();
    valuesOf(requests, 'method').toEqualTypeOf<string>();
    valuesOf(requests, 'job').toEqualTypeOf<'web'>();
    valuesOf(requests, 'team').toEqualTypeOf<'checkout'>();
    valuesOf(rate.sum({ by: 'code' }), 'code').toEqualTypeOf<'200' | '404' | '500'>();
  });

  test('selected are still what they were', () => {
    const { where } = { where: requests.where({ code: not('200'), method: matching('G.*') }) };
    expectTypeOf(where).toEqualTypeOf<typeof requests>();
    expectTypeOf(requests.where({ code: not('200', '404'), method: notMatching('G.*') })).toEqualTypeOf(requests);
    expectTypeOf(
      requests
        .where({ code: ['404', '500'] })
        .offset('1d')
        .at('end'),
    ).toEqualTypeOf(requests);
    expectTypeOf(latency.where({ method: 'GET' }).offset('1w')).toEqualTypeOf(latency);
    expectTypeOf(size.at(0)).toEqualTypeOf(size);
    expectTypeOf(pauses.where({ team: 'checkout' })).toEqualTypeOf(pauses);
    expectTypeOf(nativeLatency.where({ method: 'GET' })).toEqualTypeOf(nativeLatency);
    expectTypeOf(lastBackup.where({ team: 'checkout' })).toEqualTypeOf(lastBackup);
    expectTypeOf(build.offset('1d')).toEqualTypeOf(build);
    expectTypeOf(foreign.where({ team: 'checkout' })).toEqualTypeOf(foreign);
    expectTypeOf(heap.at('start')).toEqualTypeOf(heap);
    expectTypeOf(latency._bucket.where({ le: '0.5' })).toEqualTypeOf(latency._bucket);
  });
});

describe('functions', () => {
  test('units', () => {
    knows(rate).toEqualTypeOf<Knowledge<All, 'requests/second'>>();
    knows(requests.increase('1h')).toEqualTypeOf<Knowledge<All, 'requests'>>();
    knows(cpu.rate('5m')).toEqualTypeOf<Knowledge<Target, 'ratio'>>();
    knows(heap.deriv('5m')).toEqualTypeOf<Knowledge<Target, 'bytes/second'>>();
    knows(heap.avgOverTime('1h')).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(heap.predictLinear('4h', '1h')).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(heap.quantileOverTime(0.9, '1h')).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(heap.countOverTime('1h')).toEqualTypeOf<Knowledge<Target, 'number'>>();
    knows(heap.timestamp()).toEqualTypeOf<Knowledge<Target, 'timestamp'>>();
    knows(lastBackup.hour()).toEqualTypeOf<Knowledge<Target, 'number'>>();
    knows(heap.sqrt()).toEqualTypeOf<Knowledge<Target, 'unknown'>>();
    knows(heap.sum().scalar()).toEqualTypeOf<Knowledge<never, 'bytes'>>();
    knows(heap.exp()).toEqualTypeOf<Knowledge<Target, 'number'>>();
  });

  test('flags', () => {
    knows(requests.rate()).toEqualTypeOf<Knowledge<All, 'requests/second', 'dashboard'>>();
    knows(heap.gt(1)).toEqualTypeOf<Knowledge<Target, 'bytes', 'conditional'>>();
    knows(requests.absent()).toEqualTypeOf<Knowledge<All, 'number', 'conditional'>>();
    knows(soon.gt(1)).toEqualTypeOf<Knowledge<Target, 'unknown', 'planned' | 'conditional'>>();
    knows(heap.is('gt', '1GiB')).toEqualTypeOf<Knowledge<Target, 'number'>>();
    knows(heap.gt(1).or(rss.gt(1))).toEqualTypeOf<Knowledge<Target, 'bytes', 'conditional'>>();
    knows(heap.gt(1).or(rss)).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
  });

  test('labels that functions set', () => {
    knows(heap.labelReplace('host', '$1', 'instance', '(.*):.*')).toEqualTypeOf<Knowledge<Target | 'host', 'bytes'>>();
    knows(heap.labelJoin('id', '-', 'job', 'instance')).toEqualTypeOf<Knowledge<Target | 'id', 'bytes'>>();
    knows(heap.countValues('value')).toEqualTypeOf<Knowledge<'value', 'number'>>();
    knows(heap.countValues('value', { by: 'job' })).toEqualTypeOf<Knowledge<'job' | 'value', 'number'>>();
    knows(heap.info()).toEqualTypeOf<Knowledge<string, 'bytes'>>();
  });
});

describe('aggregations', () => {
  test('by and without', () => {
    knows(byMethod).toEqualTypeOf<Knowledge<'method', 'requests/second'>>();
    knows(rate.sum({ by: ['method', 'code'] })).toEqualTypeOf<Knowledge<'method' | 'code', 'requests/second'>>();
    knows(rate.sum()).toEqualTypeOf<Knowledge<never, 'requests/second'>>();
    knows(rate.sum({ by: [] })).toEqualTypeOf<Knowledge<never, 'requests/second'>>();
    knows(rate.sum({ without: 'instance' })).toEqualTypeOf<Knowledge<Exclude<All, 'instance'>, 'requests/second'>>();
    knows(rate.sum({ without: ['instance', 'job', 'team'] })).toEqualTypeOf<
      Knowledge<'method' | 'code', 'requests/second'>
    >();
  });

  test('units and labels', () => {
    knows(heap.max()).toEqualTypeOf<Knowledge<never, 'bytes'>>();
    knows(heap.stddev()).toEqualTypeOf<Knowledge<never, 'bytes'>>();
    knows(heap.stdvar()).toEqualTypeOf<Knowledge<never, 'unknown'>>();
    knows(heap.count()).toEqualTypeOf<Knowledge<never, 'number'>>();
    knows(heap.group()).toEqualTypeOf<Knowledge<never, 'number'>>();
    knows(requests.count({ by: 'code' })).toEqualTypeOf<Knowledge<'code', 'number'>>();
    knows(heap.quantile(0.9, { by: 'job' })).toEqualTypeOf<Knowledge<'job', 'bytes'>>();
    knows(heap.topk(3)).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(heap.topk(3, { by: 'job' })).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
  });

  test('a time stays one', () => {
    knows(lastBackup.max({ by: 'job' }).hour()).toEqualTypeOf<Knowledge<'job', 'number'>>();
  });
});

describe('recipes', () => {
  test('share, quantile, average, share below a bound', () => {
    const over = '5m';
    knows(requests.fraction({ code: '500' }, { over })).toEqualTypeOf<Knowledge<never, 'ratio'>>();
    knows(requests.fraction({ code: '500' }, { over, by: 'method' })).toEqualTypeOf<Knowledge<'method', 'ratio'>>();
    knows(requests.fraction({ code: '500' }, { by: ['job', 'team'] })).toEqualTypeOf<
      Knowledge<'job' | 'team', 'ratio', 'dashboard'>
    >();
    knows(latency.quantile(0.9, { over })).toEqualTypeOf<Knowledge<never, 'seconds'>>();
    knows(latency.quantile(0.9, { over, by: 'method' })).toEqualTypeOf<Knowledge<'method', 'seconds'>>();
    knows(latency.quantile(0.9)).toEqualTypeOf<Knowledge<never, 'seconds', 'dashboard'>>();
    knows(latency.average({ over, by: 'job' })).toEqualTypeOf<Knowledge<'job', 'seconds'>>();
    knows(latency.fractionBelow('250ms', { over })).toEqualTypeOf<Knowledge<never, 'ratio'>>();
    knows(pauses.average({ over })).toEqualTypeOf<Knowledge<never, 'seconds'>>();
    knows(nativeLatency.quantile(0.9, { over, by: 'method' })).toEqualTypeOf<Knowledge<'method', 'seconds'>>();
    knows(nativeLatency.fractionBelow('300ms', { over })).toEqualTypeOf<Knowledge<never, 'ratio'>>();
    knows(nativeLatency.average()).toEqualTypeOf<Knowledge<never, 'seconds', 'dashboard'>>();
  });

  test('a variable makes it a dashboard’s', () => {
    const method = shop.variable.labelValues(requests, 'method');
    knows(requests.where({ method })).toEqualTypeOf<Knowledge<All, 'requests', 'dashboard'>>();
    knows(requests.where({ method }).where({ code: '500' }).rate('5m').sum()).toEqualTypeOf<
      Knowledge<never, 'requests/second', 'dashboard'>
    >();
    knows(latency.where({ method }).quantile(0.9, { over: '5m' })).toEqualTypeOf<
      Knowledge<never, 'seconds', 'dashboard'>
    >();
  });
});

describe('histograms by hand', () => {
  const buckets = latency._bucket.rate('5m');

  test('le survives where it is kept', () => {
    knows(buckets).toEqualTypeOf<Knowledge<Target | 'method' | 'le', 'observations'>>();
    knows(buckets.sum({ by: 'le' }).histogramQuantile(0.9)).toEqualTypeOf<Knowledge<never, 'seconds'>>();
    knows(buckets.sum({ by: ['le', 'method'] }).histogramQuantile(0.9)).toEqualTypeOf<Knowledge<'method', 'seconds'>>();
    knows(buckets.sum({ without: 'instance' }).histogramQuantile(0.9)).toEqualTypeOf<
      Knowledge<'job' | 'team' | 'method', 'seconds'>
    >();
    knows(buckets.sum({ by: 'method' })).toEqualTypeOf<Knowledge<'method', 'observations/second'>>();
    knows(buckets.sum({ without: 'le' })).toEqualTypeOf<Knowledge<Target | 'method', 'observations/second'>>();
    const grown = latency._bucket.increase('1h').sum({ by: ['method', 'le'] });
    knows(grown.sum({ by: 'method' })).toEqualTypeOf<Knowledge<'method', 'observations'>>();
    knows(buckets.sum({ by: 'le' }).histogramFraction(0, '500ms')).toEqualTypeOf<Knowledge<never, 'ratio'>>();
  });

  test('native', () => {
    const rates = nativeLatency.rate('5m').sum({ by: 'method' });
    knows(rates.histogramQuantile(0.9)).toEqualTypeOf<Knowledge<'method', 'seconds'>>();
    knows(rates.histogramAvg()).toEqualTypeOf<Knowledge<'method', 'seconds'>>();
    knows(rates.histogramFraction(0, '1s')).toEqualTypeOf<Knowledge<'method', 'ratio'>>();
    knows(rates.histogramCount()).toEqualTypeOf<Knowledge<'method', 'unknown'>>();
    knows(nativeLatency.countOverTime('1h').max()).toEqualTypeOf<Knowledge<never, 'number'>>();
    knows(nativeLatency.avgOverTime('1h').histogramAvg()).toEqualTypeOf<Knowledge<Target | 'method', 'seconds'>>();
    refused(() => {
      // @ts-expect-error an average of histograms is a histogram
      nativeLatency.avgOverTime('1h').gt('1s');
      // @ts-expect-error so is the newest
      nativeLatency.lastOverTime('1h').max();
      // @ts-expect-error the largest of histograms there is none
      nativeLatency.maxOverTime('1h');
    });
    knows(rates.histogramQuantiles('phi', 0.5, 0.9)).toEqualTypeOf<Knowledge<'method' | 'phi', 'seconds'>>();
  });
});

describe('operators', () => {
  test('units', () => {
    knows(heap.div(rss)).toEqualTypeOf<Knowledge<Target, 'ratio'>>();
    knows(heap.div(2)).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(heap.mul(full)).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(full.mul(heap)).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(heap.sub(rss)).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(heap.deriv('5m').mul(lag.sum({ by: ['job', 'instance', 'team'] }))).toEqualTypeOf<
      Knowledge<Target, 'bytes'>
    >();
    knows(heap.pow(2)).toEqualTypeOf<Knowledge<Target, 'unknown'>>();
    knows(lastBackup.sub(lastBackup)).toEqualTypeOf<Knowledge<Target, 'seconds'>>();
    knows(byMethod.div(rate.sum({ by: 'method' }))).toEqualTypeOf<Knowledge<'method', 'ratio'>>();
  });

  test('what is counted, per thing', () => {
    knows(jobs.sum().div(2)).toEqualTypeOf<Knowledge<never, 'jobs'>>();
    knows(jobs.sum().div(web.up.count())).toEqualTypeOf<Knowledge<never, 'jobs'>>();
    knows(jobs.sum().div(requests.increase('1h').sum())).toEqualTypeOf<Knowledge<never, 'ratio'>>();
    knows(jobs.sum().mul(full.sum())).toEqualTypeOf<Knowledge<never, 'jobs'>>();
    knows(full.sum().mul(jobs.sum())).toEqualTypeOf<Knowledge<never, 'jobs'>>();
    knows(web.up.eq(1).count().div(web.up.count())).toEqualTypeOf<Knowledge<never, 'ratio', 'conditional'>>();
  });

  test('rates over rates', () => {
    knows(size._sum.rate('5m').div(size._count.rate('5m'))).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(latency._sum.rate('5m').sum().div(latency._count.rate('5m').sum())).toEqualTypeOf<
      Knowledge<never, 'seconds'>
    >();
    knows(rate.sum().div(latency._count.rate('5m').sum())).toEqualTypeOf<Knowledge<never, 'ratio'>>();
    knows(jobs.sum().div(rate.sum())).toEqualTypeOf<Knowledge<never, 'seconds'>>();
    knows(heap.sum().div(size._sum.rate('5m').sum())).toEqualTypeOf<Knowledge<never, 'seconds'>>();
  });

  test('conversions leave base units', () => {
    knows(heap.mul(0.9)).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(heap.div(1024)).toEqualTypeOf<Knowledge<Target, 'number'>>();
    knows(full.mul(100)).toEqualTypeOf<Knowledge<Target, 'number'>>();
    knows(full.mul(2)).toEqualTypeOf<Knowledge<Target, 'ratio'>>();
    knows(lag.mul(1000)).toEqualTypeOf<Knowledge<Target | 'shard', 'number'>>();
    knows(lag.div(3600)).toEqualTypeOf<Knowledge<Target | 'shard', 'unknown'>>();
    knows(heap.deriv('1h').mul(3600)).toEqualTypeOf<Knowledge<Target, 'unknown'>>();
    knows(heap.deriv('1h').div(1024)).toEqualTypeOf<Knowledge<Target, 'number'>>();
    knows(rate.mul(60)).toEqualTypeOf<Knowledge<All, 'unknown'>>();
    knows(lastBackup.mul(1000)).toEqualTypeOf<Knowledge<Target, 'number'>>();
    full.mul(100).gt(5);
    refused(() => {
      // @ts-expect-error 5 % is 0.05, and this is in percent
      full.mul(100).gt('5%');
      // @ts-expect-error KiB above bytes
      heap.div(1024).gt(rss);
    });
  });

  test('arithmetic that begins with a number', () => {
    knows(sub(1, full)).toEqualTypeOf<Knowledge<Target, 'ratio'>>();
    knows(sub(math.time(), lastBackup)).toEqualTypeOf<Knowledge<Target, 'seconds'>>();
    knows(sub(1_700_000_000, lastBackup)).toEqualTypeOf<Knowledge<Target, 'seconds'>>();
    knows(sub(math.time(), lag)).toEqualTypeOf<Knowledge<Target | 'shard', 'timestamp'>>();
    knows(sub(5, math.time())).toEqualTypeOf<Knowledge<never, 'seconds'>>();
    knows(mul(2, full)).toEqualTypeOf<Knowledge<Target, 'ratio'>>();
    knows(mul(100, full)).toEqualTypeOf<Knowledge<Target, 'number'>>();
    knows(mul(math.pi(), heap)).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(add(1, jobs)).toEqualTypeOf<Knowledge<Target | 'shard', 'jobs'>>();
    knows(div(1, lag)).toEqualTypeOf<Knowledge<Target | 'shard', 'number/second'>>();
  });

  test('a scalar of another unit', () => {
    refused(() => {
      // @ts-expect-error a time and bytes
      sub(math.time(), heap);
      // @ts-expect-error a time and bytes
      add(math.time(), heap);
    });
  });

  test('labels by matching', () => {
    const both = rate.sum({ by: ['method', 'code'] });
    knows(both.div(byMethod, { on: 'method', groupLeft: true })).toEqualTypeOf<Knowledge<'method' | 'code', 'ratio'>>();
    knows(byMethod.div(both, { on: 'method', groupRight: true })).toEqualTypeOf<
      Knowledge<'method' | 'code', 'ratio'>
    >();
    knows(both.div(rate, { on: ['method', 'code'] })).toEqualTypeOf<Knowledge<'method' | 'code', 'ratio'>>();
    knows(rate.div(both, { ignoring: ['job', 'instance', 'team'] })).toEqualTypeOf<
      Knowledge<'method' | 'code', 'ratio'>
    >();
    knows(heap.mul(build, { on: 'instance', groupLeft: 'version' })).toEqualTypeOf<
      Knowledge<Target | 'version', 'bytes'>
    >();
    knows(build.mul(heap, { on: ['instance', 'job'], groupRight: ['version'] })).toEqualTypeOf<
      Knowledge<Target | 'version', 'bytes'>
    >();
  });

  test('set operators', () => {
    knows(heap.and(rss)).toEqualTypeOf<Knowledge<Target, 'bytes', 'conditional'>>();
    knows(heap.unless(lag, { on: 'job' })).toEqualTypeOf<Knowledge<Target, 'bytes', 'conditional'>>();
    knows(heap.or(lag, { on: 'job' })).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(lag.or(heap)).toEqualTypeOf<Knowledge<Target, 'seconds'>>();
  });
});

describe('recorded series', () => {
  test('have the labels and the unit of their expression', () => {
    const recorded = shop.recordingRule('method:requests:rate5m', { expr: byMethod, labels: { tier: 'gold' } });
    knows(recorded).toEqualTypeOf<Knowledge<'method' | 'tier', 'requests/second'>>();
    valuesOf(recorded, 'tier').toEqualTypeOf<'gold'>();
    knows(shop.recordingRule('a', { expr: heap.gt(1) })).toEqualTypeOf<Knowledge<Target, 'bytes'>>();
    knows(shop.recordingRule('b', { expr: promql`x`, unit: 'seconds' })).toEqualTypeOf<Knowledge<string, 'seconds'>>();
    knows(shop.recordingRule('c', { expr: lastBackup.max() }).hour()).toEqualTypeOf<Knowledge<never, 'number'>>();
  });
});

describe('raw text', () => {
  test('may have any label and any unit', () => {
    knows(promql`up == 0`).toEqualTypeOf<Knowledge<string, 'unknown', 'conditional'>>();
    promql`up`.gt('5%').sum({ by: 'anything' });
    heap.add(promql`up`, { on: 'job' });
  });
});
