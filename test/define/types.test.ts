import { math, oneOf, panelOf, promql, row, sub, system, timeseries, upTo } from 'alidade';
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
  soonCounted,
  web,
} from './shop.ts';
import { refused } from './typed.ts';

/** What TypeScript itself refuses: each wrong line beside the right one. `npm test` compiles this file; nothing in `refused` runs. */

const rate = requests.rate('5m');
const byMethod = rate.sum({ by: 'method' });

describe('not a value, not a label, of this metric', () => {
  test('values of a closed label', () => {
    requests.where({ code: '500' });
    requests.where({ code: ['404', '500'] });
    refused(() => {
      // @ts-expect-error no such value
      requests.where({ code: '501' });
      // @ts-expect-error no such value in a list
      requests.where({ code: ['404', '501'] });
      // @ts-expect-error no number
      requests.where({ code: 500 });
    });
  });

  test('labels', () => {
    requests.where({ method: 'GET', team: 'checkout', job: 'web' });
    refused(() => {
      // @ts-expect-error no such label
      requests.where({ methd: 'GET' });
      // @ts-expect-error no such label beside one that is
      requests.where({ code: '500', methd: 'GET' });
      // @ts-expect-error no such label, of a histogram
      latency.where({ code: '500' });
      // @ts-expect-error no such label in a share
      requests.fraction({ codee: '500' }, { over: '5m' });
      // @ts-expect-error a label of the target has one value
      requests.where({ team: 'shipping' });
      // @ts-expect-error the job is known
      requests.where({ job: 'wep' });
    });
  });
});

describe("wrong operation for the metric's type", () => {
  test('a counter is read through rate and the like', () => {
    requests.rate('5m').gt(5);
    requests.increase('1h').gt(5);
    requests.count({ by: 'method' }).gt(5);
    refused(() => {
      // @ts-expect-error a bare counter is no condition
      requests.gt(5);
      // @ts-expect-error nor is its sum
      requests.sum();
      // @ts-expect-error nor its average
      requests.avgOverTime('5m');
      // @ts-expect-error a counter has no quantiles
      requests.quantile(0.9);
      // @ts-expect-error delta is for gauges
      requests.delta('5m');
      // @ts-expect-error a bare counter in arithmetic
      requests.div(requests);
      // @ts-expect-error a bare counter returns something all the time
      shop.alert('Bare', { when: requests, severity: 'info' });
    });
  });

  test('a gauge has no rate', () => {
    heap.deriv('5m');
    heap.delta('5m');
    refused(() => {
      // @ts-expect-error rate is for counters
      heap.rate('5m');
      // @ts-expect-error increase too
      heap.increase('5m');
      // @ts-expect-error an info metric is always 1
      build.rate('5m');
      // @ts-expect-error a gauge has no fraction
      heap.fraction({ job: 'web' }, { over: '5m' });
      // @ts-expect-error a rate is a gauge
      requests.rate('5m').rate('5m');
    });
  });

  test('histograms and summaries', () => {
    latency.quantile(0.95, { over: '5m', by: 'method' }).gt('1s');
    latency._count.rate('5m').gt(1);
    pauses.quantile(0.99).gt('1s');
    pauses._sum.rate('5m');
    refused(() => {
      // @ts-expect-error a histogram has no series of its own name
      latency.rate('5m');
      // @ts-expect-error nor a value
      latency.gt(5);
      // @ts-expect-error nor can it be summed
      latency.sum();
      // @ts-expect-error rates of buckets mean something only summed by le
      latency._bucket.rate('5m').gt(5);
      // @ts-expect-error the sum has to say what becomes of le
      latency._bucket.rate('5m').sum();
      // @ts-expect-error without le there is no quantile
      latency._bucket.rate('5m').sum({ by: 'method' }).histogramQuantile(0.9);
      // @ts-expect-error a summary has the quantiles that it has
      pauses.quantile(0.9);
      // @ts-expect-error they cannot be computed
      pauses.quantile(0.99, { over: '5m' });
      // @ts-expect-error there are no buckets to look into
      pauses.fractionBelow('1s');
      // @ts-expect-error a native histogram is no number
      nativeLatency.rate('5m').gt(5);
      // @ts-expect-error it has no maximum
      nativeLatency.rate('5m').max();
    });
  });

  test('calendar functions are for times', () => {
    lastBackup.hour();
    lastBackup.where({ team: 'checkout' }).dayOfWeek();
    refused(() => {
      // @ts-expect-error seconds are no time
      lag.hour();
      // @ts-expect-error nor is a counter
      requests.hour();
      // @ts-expect-error an age is a length of time
      sub(math.time(), lastBackup).hour();
    });
  });
});

describe('labels flow through the type of the expression', () => {
  test('grouping', () => {
    rate.sum({ by: ['method', 'code'] });
    rate.sum({ without: 'instance' });
    byMethod.max({ by: 'method' });
    refused(() => {
      // @ts-expect-error no such label
      rate.sum({ by: 'methd' });
      // @ts-expect-error no such label in a list
      rate.sum({ by: ['method', 'cod'] });
      // @ts-expect-error no such label to drop
      rate.sum({ without: 'methd' });
      // @ts-expect-error one of by and without
      rate.sum({ by: 'method', without: 'code' });
      // @ts-expect-error no such label, in a recipe
      latency.quantile(0.9, { over: '5m', by: 'code' });
      // @ts-expect-error no target has it
      rate.sum({ by: 'service' });
      // @ts-expect-error le is dropped by the quantile
      latency.quantile(0.9, { over: '5m' }).max({ by: 'le' });
    });
  });

  test('a label that an aggregation dropped', () => {
    byMethod.sum({ by: 'method' });
    refused(() => {
      // @ts-expect-error code was dropped
      byMethod.sum({ by: 'code' });
      // @ts-expect-error by nothing drops all
      rate.sum().sum({ by: 'method' });
      // @ts-expect-error without drops it
      rate.sum({ without: 'method' }).max({ by: 'method' });
      // @ts-expect-error in label_replace
      byMethod.labelReplace('area', '$1', 'code', '(.).*');
      // @ts-expect-error in sorting
      byMethod.sortByLabel('code');
    });
  });

  test('labels in the text of an alert', () => {
    shop.alert('Method', { when: byMethod.gt(5), severity: 'info', summary: ({ labels }) => `${labels.method}` });
    shop.alert('Raw', { when: promql`up == 0`, severity: 'info', summary: ({ labels }) => `${labels.instance}` });
    refused(() => {
      // @ts-expect-error code was dropped
      shop.alert('Code', { when: byMethod.gt(5), severity: 'info', summary: ({ labels }) => `${labels.code}` });
      shop.alert('None', {
        when: rate.sum().gt(5),
        severity: 'info',
        // @ts-expect-error nothing is left
        description: ({ labels }) => `${labels.instance}`,
      });
      shop.alert('Annotated', {
        when: byMethod.gt(5),
        severity: 'info',
        // @ts-expect-error in an annotation of one's own
        annotations: { query: ({ labels }) => `${labels.code}` },
      });
    });
  });

  test('forms of the value fit its unit', () => {
    const severity = 'info';
    shop.alert('Bytes', {
      when: heap.gt('1GiB'),
      severity,
      summary: ({ value }) => `${value.bytes} ${value.humanize}`,
    });
    shop.alert('Time', { when: lag.gt('1m'), severity, summary: ({ value }) => `${value.duration}` });
    shop.alert('Share', { when: full.gt('90%'), severity, summary: ({ value }) => `${value.percentage}` });
    shop.alert('When', { when: lastBackup.lt(1), severity, summary: ({ value }) => `${value.timestamp}` });
    shop.alert('Plain', { when: plain.lt(1), severity, summary: ({ value }) => `${value.duration} ${value.bytes}` });
    shop.alert('Any', { when: jobs.gt(1), severity, summary: ({ value }) => `${value.raw} ${value.printf('%.2f')}` });
    refused(() => {
      // @ts-expect-error bytes are no length of time
      shop.alert('Bytes', { when: heap.gt('1GiB'), severity, summary: ({ value }) => `${value.duration}` });
      // @ts-expect-error seconds are no share
      shop.alert('Time', { when: lag.gt('1m'), severity, summary: ({ value }) => `${value.percentage}` });
      // @ts-expect-error jobs are no bytes
      shop.alert('Any', { when: jobs.gt(1), severity, summary: ({ value }) => `${value.bytes}` });
    });
  });

  test('template values are no text', () => {
    shop.alert('Text', { when: byMethod.gt(5), severity: 'info', summary: ({ labels }) => `${labels.method}` });
    refused(() => {
      // @ts-expect-error it is filled in when the alert fires, not now
      shop.alert('Text', { when: byMethod.gt(5), severity: 'info', summary: ({ labels }) => labels.method });
      shop.alert('Upper', {
        when: byMethod.gt(5),
        severity: 'info',
        // @ts-expect-error it has no letters yet
        summary: ({ labels }) => labels.method.toUpperCase(),
      });
    });
  });
});

describe('label sets that differ need on, ignoring or a group', () => {
  test('arithmetic', () => {
    rate.div(requests.rate('1h'));
    byMethod.div(rate.sum({ by: ['method', 'code'] }), { on: 'method', groupRight: true });
    rate.div(byMethod, { on: 'method', groupLeft: true });
    rate.div(byMethod, { ignoring: ['code', 'instance', 'job', 'team'], groupLeft: true });
    refused(() => {
      // @ts-expect-error one is by method
      rate.div(byMethod);
      // @ts-expect-error one is of all
      byMethod.div(rate.sum());
      // @ts-expect-error of another metric
      requests.rate('5m').div(jobs);
      // @ts-expect-error no common label
      byMethod.div(jobs, { on: 'shard' });
      // @ts-expect-error a label of neither
      byMethod.div(rate, { ignoring: 'shrad' });
      // @ts-expect-error on or ignoring
      byMethod.div(rate, { on: 'method', ignoring: 'code' });
      // @ts-expect-error a label the right side does not have
      rate.div(byMethod, { on: 'method', groupLeft: 'version' });
      // @ts-expect-error a group alone says nothing
      rate.div(byMethod, { groupLeft: true });
    });
  });

  test('comparisons and set operators', () => {
    byMethod.gt(requests.rate('1h').sum({ by: 'method' }));
    byMethod.unless(web.up.eq(0), { on: [] });
    jobs.and(lag.gt('1m'));
    refused(() => {
      // @ts-expect-error one is by method
      byMethod.gt(rate);
      // @ts-expect-error no label is common
      byMethod.unless(web.up.eq(0));
      // @ts-expect-error not of one side
      jobs.and(heap.gt(1), { on: 'shard' });
      // @ts-expect-error a number is no set
      jobs.unless(5);
    });
  });

  test('a number or a scalar has no labels to match', () => {
    heap.div(2);
    heap.div(math.time());
    refused(() => {
      // @ts-expect-error nothing to match
      heap.div(2, { on: 'job' });
    });
  });
});

describe('units are part of the type', () => {
  test('quantities', () => {
    heap.gt('1GiB');
    heap.gt('500MB');
    lag.gt('500ms');
    lag.lt('1.5h');
    full.gt('5%');
    rate.gt('10/s');
    cpu.rate('5m').gt('80%');
    size._sum.rate('5m').gt('1MiB/s');
    plain.gt('5%');
    plain.gt('1GiB');
    heap.gt(1e9);
    refused(() => {
      // @ts-expect-error bytes
      heap.gt('1s');
      // @ts-expect-error bytes
      heap.gt('5%');
      // @ts-expect-error seconds
      lag.gt('1GiB');
      // @ts-expect-error seconds
      latency.quantile(0.9, { over: '5m' }).gt('1GiB');
      // @ts-expect-error a share
      full.gt('5s');
      // @ts-expect-error jobs have no spelling
      jobs.gt('5s');
      // @ts-expect-error requests per second
      rate.gt('5%');
      // @ts-expect-error a rate of bytes
      size._sum.rate('5m').gt('1MiB');
      // @ts-expect-error no quantity
      heap.gt('much');
      // @ts-expect-error no spelling of seconds
      lag.gt('5 minutes');
      // @ts-expect-error a limit of another unit
      heap.clampMax('1s');
      // @ts-expect-error a quantity times a quantity
      heap.mul('1GiB');
    });
  });

  test('two expressions', () => {
    heap.add(rss);
    heap.gt(rss);
    heap.div(rss).gt('5%');
    lag.sum().or(math.vector(0));
    lastBackup.lt(math.time());
    plain.add(heap);
    refused(() => {
      // @ts-expect-error seconds plus bytes
      lag.add(heap, { on: 'job' });
      // @ts-expect-error bytes against seconds
      heap.gt(lag, { on: 'job', groupRight: true });
      // @ts-expect-error requests per second against bytes
      rate.sum().gt(heap.sum());
      // @ts-expect-error a rate against what it is the rate of
      size._sum.rate('5m').sum().gt(heap.sum());
      // @ts-expect-error seconds per byte are no share
      lag.sum().div(heap.sum()).gt('5%').gt('1s').add(heap.sum()).sub(lag.sum()).gt(full.sum(), { on: 'nothing' });
    });
  });

  test('quantities that the environment decides', () => {
    heap.gt(shop.perEnvironment({ dev: '1GiB', prod: '4GiB' }));
    const much = shop.perEnvironment({ dev: 1e9, prod: '4GiB' });
    expectTypeOf(much).toEqualTypeOf<1e9 | '4GiB'>();
    heap.gt(much);
    refused(() => {
      // @ts-expect-error one of them is a length of time
      heap.gt(shop.perEnvironment({ dev: '1s', prod: '4GiB' }));
      // @ts-expect-error all of them are
      heap.gt(shop.perEnvironment({ dev: '1s', prod: '2s' }));
    });
  });

  test('thresholds of panels', () => {
    timeseries('Heap', { query: heap, max: '4GiB', thresholds: [{ color: 'green' }, { from: '3GiB', color: 'red' }] });
    refused(() => {
      // @ts-expect-error bytes
      timeseries('Heap', { query: heap, max: '4s' });
      // @ts-expect-error bytes
      timeseries('Heap', { query: heap, thresholds: [{ from: '3s', color: 'red' }] });
    });
  });
});

describe("the bounds of a histogram's buckets", () => {
  test('in all spellings', () => {
    latency.fractionBelow(0.25, { over: '5m' });
    latency.fractionBelow('0.25s', { over: '5m' });
    latency.fractionBelow('250ms', { over: '5m' });
    latency.fractionBelow('5ms', { over: '5m' });
    latency.fractionBelow('25ms', { over: '5m' });
    latency.fractionBelow('100ms', { over: '5m' });
    latency.fractionBelow('1s', { over: '5m' });
    latency.fractionBelow('1000ms', { over: '5m' });
    latency.fractionBelow('2.5s', { over: '5m' });
    latency.fractionBelow('2500ms', { over: '5m' });
    latency.fractionBelow(10, { over: '5m', by: 'method' });
    size.fractionBelow('1KiB', { over: '5m' });
    size.fractionBelow('1MiB', { over: '5m' });
    size.fractionBelow('5kB', { over: '5m' });
    size.fractionBelow('3000kB', { over: '5m' });
    size.fractionBelow('3MB', { over: '5m' });
    size.fractionBelow('500B', { over: '5m' });
    nativeLatency.fractionBelow('300ms', { over: '5m' });
    refused(() => {
      // @ts-expect-error no such bucket
      latency.fractionBelow('300ms', { over: '5m' });
      // @ts-expect-error no such bucket
      latency.fractionBelow(0.3);
      // @ts-expect-error no such bucket
      latency.fractionBelow('10ms');
      // @ts-expect-error no such bucket
      size.fractionBelow('2KiB');
      // @ts-expect-error no such bucket
      size.fractionBelow('4kB');
      // @ts-expect-error of another unit
      latency.fractionBelow('1KiB');
      // @ts-expect-error of another unit
      nativeLatency.fractionBelow('1KiB');
    });
  });
});

describe('durations, and what only dashboards have', () => {
  test('durations', () => {
    requests.rate('1h30m');
    requests.rate('1d12h');
    shop.alert('Held', { when: heap.gt(1), for: '0s', keepFiringFor: '10m', severity: 'info' });
    refused(() => {
      // @ts-expect-error no duration
      requests.rate('5 minutes');
      // @ts-expect-error no duration
      requests.rate('5x');
      // @ts-expect-error no duration
      requests.rate(5);
      // @ts-expect-error no duration
      requests.fraction({ code: '500' }, { over: 'hour' });
      // @ts-expect-error no duration
      shop.alert('Held', { when: heap.gt(1), for: '5x', severity: 'info' });
      // @ts-expect-error no duration
      heap.offset('yesterday');
      // @ts-expect-error no duration
      heap.avgOverTime('1h', { step: 'minute' });
      // @ts-expect-error no duration
      shop.ruleGroup('slow', { interval: '5' });
      // @ts-expect-error no duration
      shop.scrapeJob('other', { targets: [], interval: 15 });
    });
  });

  test('a range left out is $__rate_interval', () => {
    timeseries('Requests', { query: requests.rate() });
    timeseries('Slow', { query: latency.quantile(0.95) });
    refused(() => {
      // @ts-expect-error in an alert
      shop.alert('NoRange', { when: requests.rate().gt(5), severity: 'info' });
      // @ts-expect-error in a recipe
      shop.alert('NoOver', { when: latency.quantile(0.9).gt('1s'), severity: 'info' });
      // @ts-expect-error in a share
      shop.alert('NoOver', { when: requests.fraction({ code: '500' }).gt('5%'), severity: 'info' });
      // @ts-expect-error below other methods
      shop.alert('Deep', { when: requests.rate().sum().max().mul(2).gt(5), severity: 'info' });
      // @ts-expect-error on the right
      shop.alert('Right', { when: requests.rate('5m').gt(requests.rate()), severity: 'info' });
      // @ts-expect-error in a recording rule
      shop.recordingRule('job:requests:rate', { expr: requests.rate().sum({ by: 'job' }) });
      // @ts-expect-error in raw text's hole it is not seen, but an expression built on it is
      shop.alert('Neg', { when: requests.rate().neg().lt(-5), severity: 'info' });
    });
  });

  test('dashboard variables', () => {
    const method = shop.variable.labelValues(requests, 'method');
    timeseries('Requests', { query: requests.where({ method }).rate() });
    refused(() => {
      // @ts-expect-error in an alert
      shop.alert('Variable', { when: requests.where({ method }).rate('5m').gt(5), severity: 'info' });
      // @ts-expect-error in a share
      shop.alert('Variable', { when: requests.fraction({ method }, { over: '5m' }).gt('5%'), severity: 'info' });
      // @ts-expect-error in a recording rule
      shop.recordingRule('x', { expr: requests.where({ method }).rate('5m') });
      // @ts-expect-error the metric has no such label
      shop.variable.labelValues(requests, 'methd');
      // @ts-expect-error nor the histogram
      shop.variable.labelValues(latency, 'code');
      // @ts-expect-error a derived expression is no metric
      shop.variable.labelValues(requests.rate('5m'), 'method');
    });
  });
});

describe('only what may return nothing decides an alert', () => {
  test('comparisons, unless, absent and raw text', () => {
    const severity = 'info';
    shop.alert('Compared', { when: heap.gt(1), severity });
    shop.alert('Unless', { when: heap.unless(rss), severity });
    shop.alert('And', { when: heap.and(rss.gt(1)), severity });
    shop.alert('Absent', { when: requests.absent(), severity });
    shop.alert('AbsentOver', { when: requests.absentOverTime('1h'), severity });
    shop.alert('Kept', { when: heap.gt(1).sum({ by: 'job' }), severity });
    shop.alert('Raw', { when: promql`up == 0`, severity });
    shop.alert('Either', { when: heap.gt(1).or(rss.gt(1)), severity });
    shop.alert('DeadMan', { when: math.vector(1), severity, alwaysFiring: 'a dead man’s switch' });
    refused(() => {
      // @ts-expect-error it fires all the time
      shop.alert('Bare', { when: heap, severity });
      // @ts-expect-error a rate too
      shop.alert('Rate', { when: requests.rate('5m').sum(), severity });
      // @ts-expect-error 0 and 1 are both something
      shop.alert('Bool', { when: heap.is('gt', 1), severity });
      // @ts-expect-error one side of `or` is always there
      shop.alert('Either', { when: heap.gt(1).or(rss), severity });
      // @ts-expect-error a scalar is no vector
      shop.alert('Scalar', { when: math.time(), severity });
      // @ts-expect-error a number is no condition
      shop.alert('Number', { when: 1, severity });
    });
  });
});

describe("the system's vocabulary", () => {
  test('severities', () => {
    shop.alert('Severe', { when: heap.gt(1), severity: 'critical' });
    refused(() => {
      // @ts-expect-error no such severity
      shop.alert('Severe', { when: heap.gt(1), severity: 'crit' });
      // @ts-expect-error a severity is needed
      shop.alert('Severe', { when: heap.gt(1) });
    });
  });

  test('environments', () => {
    expectTypeOf(shop.perEnvironment({ dev: 1, prod: 0.1 })).toEqualTypeOf<1 | 0.1>();
    refused(() => {
      // @ts-expect-error no such environment
      shop.perEnvironment({ dev: 1, prd: 2 });
      // @ts-expect-error one is missing
      shop.perEnvironment({ dev: 1 });
      // @ts-expect-error one too many
      shop.perEnvironment({ dev: 1, prod: 2, staging: 3 });
      const small = system({
        title: 'Small',
        owner: 'o',
        docsUrl: 'https://docs.example.com',
        severities: ['page'],
        runsOn: { prometheus: '3.5', grafana: '12' },
      });
      // @ts-expect-error it has no environments
      small.perEnvironment({ dev: 1 });
      // @ts-expect-error its severities are its own
      small.alert('A', { when: heap.gt(1), severity: 'critical' });
    });
  });

  test('options', () => {
    refused(() => {
      // @ts-expect-error help is needed
      web.gauge('x', { unit: 'bytes' });
      // @ts-expect-error not a base unit
      web.gauge('x', { help: 'x', unit: 'milliseconds' });
      // @ts-expect-error a histogram has buckets
      web.histogram('x', { help: 'x', unit: 'seconds' });
      // @ts-expect-error no such option
      web.counter('x_total', { help: 'x', label: { a: upTo(2) } });
      // @ts-expect-error values of a label are made with oneOf, upTo, anyValue
      web.counter('x_total', { help: 'x', labels: { a: ['b', 'c'] } });
      // @ts-expect-error no such stage
      web.counter('x_total', { help: 'x', lifecycle: 'soon' });
      // @ts-expect-error an info metric has no unit
      web.info('x_info', { help: 'x', unit: 'seconds' });
      // @ts-expect-error no such section
      shop.guide('tracking', { body: 'x' });
      // @ts-expect-error a checklist has items
      shop.guide('checklist', { body: 'x' });
      // @ts-expect-error no such group of checks
      shop.alert('A', { when: heap.gt(1), severity: 'info', ignore: { 'allert-runbook': 'x' } });
      // @ts-expect-error a runbook, not its name
      shop.alert('A', { when: heap.gt(1), severity: 'info', runbook: 'high' });
    });
  });
});

describe('planned metrics', () => {
  test('fire nothing', () => {
    const severity = 'info';
    shop.alert('Soon', { when: soon.gt(1), severity, plannedMetrics: 'comes next week' });
    timeseries('Soon', { query: soon });
    refused(() => {
      // @ts-expect-error nothing exposes it yet
      shop.alert('Soon', { when: soon.gt(1), severity });
      // @ts-expect-error nor this
      shop.alert('Soon', { when: soonCounted.rate('5m').sum().gt(1), severity });
      // @ts-expect-error on the right too
      shop.alert('Soon', { when: plain.gt(soon), severity });
      // @ts-expect-error in a recording rule
      shop.recordingRule('x', { expr: soon.sum() });
    });
  });
});

describe('titles of panels', () => {
  const overview = shop.dashboard('overview', {
    title: 'Overview',
    rows: [row('Memory', [timeseries('Heap', { query: heap }), timeseries('RSS', { query: rss })])],
  });

  test('of a dashboard at hand, and of one elsewhere', () => {
    overview.panel('Heap');
    panelOf<typeof overview>('overview', 'RSS');
    refused(() => {
      // @ts-expect-error no such panel
      overview.panel('Heep');
      // @ts-expect-error no such panel
      panelOf<typeof overview>('overview', 'Heep');
      // @ts-expect-error no such dashboard
      panelOf<typeof overview>('overfiew', 'Heap');
    });
  });
});

describe('raw text', () => {
  test('holes', () => {
    promql`rate(${requests}[5m]) > ${5}`;
    promql`histogram_quantile(0.9, sum by (le) (rate(${latency}_bucket[5m])))`;
    refused(() => {
      // @ts-expect-error text in a hole would hide what it names
      promql`rate(${'http_requests_total'}[5m])`;
      // @ts-expect-error an object is no PromQL
      promql`rate(${{ a: 1 }}[5m])`;
    });
  });

  test('an untyped metric offers what counters and gauges do', () => {
    foreign.rate('5m').gt(1);
    foreign.avgOverTime('5m').gt(1);
    foreign.gt(1);
  });

  test('labels of oneOf are literals', () => {
    expectTypeOf(oneOf('a', 'b')).toEqualTypeOf<import('../../src/define/label.ts').OneOf<'a' | 'b'>>();
  });
});
