import { anyValue, matching, not, notMatching, oneOf, system, upTo } from 'alidade';
import { describe, expect, test } from 'vitest';
import { call, printed } from './printed.ts';
import { heap, latency, pauses, requests, shop, web } from './shop.ts';

/** Matchers, and the bounds of histograms. */

describe('a matcher', () => {
  test.each([
    ['a value', requests.where({ code: '500' }), '{code="500"}'],
    ['several', requests.where({ code: ['404', '500'] }), '{code=~"404|500"}'],
    ['one of a list', requests.where({ code: ['404'] }), '{code=~"404"}'],
    ['not a value', requests.where({ code: not('200') }), '{code!="200"}'],
    ['not one of several', requests.where({ code: not('200', '404') }), '{code!~"200|404"}'],
    ['a regular expression', requests.where({ code: matching('5..') }), '{code=~"5.."}'],
    ['its opposite', requests.where({ code: notMatching('5..') }), '{code!~"5.."}'],
    ['several labels', requests.where({ method: 'GET', code: '200' }), '{code="200",method="GET"}'],
    ['one after the other', requests.where({ method: 'GET' }).where({ code: '200' }), '{code="200",method="GET"}'],
    ['the empty value', requests.where({ method: '' }), '{method=""}'],
    ['none', requests.where({}), ''],
  ])('%s', (_, handle, matchers) => {
    expect(printed(handle)).toBe(`http_requests_total${matchers}`);
  });

  test('values in lists are taken literally', () => {
    expect(printed(requests.where({ method: ['a.b', 'c|d', '(e)', '\\f'] }))).toBe(
      'http_requests_total{method=~"a\\\\.b|c\\\\|d|\\\\(e\\\\)|\\\\\\\\f"}',
    );
    expect(printed(requests.where({ method: not('a.b', 'c+') }))).toBe('http_requests_total{method!~"a\\\\.b|c\\\\+"}');
    expect(printed(requests.where({ method: 'a.b' }))).toBe('http_requests_total{method="a.b"}');
  });

  test('quotes, backslashes and line breaks are escaped', () => {
    expect(printed(requests.where({ method: 'say "hi"\\\n' }))).toBe(
      'http_requests_total{method="say \\"hi\\"\\\\\\n"}',
    );
  });

  test('a dashboard variable', () => {
    const { labelValues, custom } = shop.variable;
    const single = labelValues(requests, 'method');
    const several = labelValues(requests, 'method', { name: 'methods', multi: true });
    const all = custom('region', ['eu', 'us'], { includeAll: true });
    expect(printed(requests.where({ method: single }))).toBe('http_requests_total{method="$method"}');
    expect(printed(requests.where({ method: several }))).toBe('http_requests_total{method=~"$methods"}');
    expect(printed(requests.where({ method: all }))).toBe('http_requests_total{method=~"$region"}');
  });

  test('of every kind of metric', () => {
    expect(printed(latency.where({ method: 'GET' })._bucket)).toBe(
      'http_request_duration_seconds_bucket{method="GET"}',
    );
    expect(printed(web.up)).toBe('up{job="web"}');
    expect(printed(web.up.where({ instance: 'a:1' }))).toBe('up{instance="a:1",job="web"}');
  });
});

describe('names that JavaScript knows too', () => {
  const odd = web.gauge('odd', {
    help: 'x',
    labels: { constructor: oneOf('a', 'b'), toString: upTo(2), hasOwnProperty: anyValue },
  });

  test('are labels like others', () => {
    expect(printed(odd.where({ constructor: 'a', toString: 'b', hasOwnProperty: 'c' }))).toBe(
      'odd{constructor="a",hasOwnProperty="c",toString="b"}',
    );
    expect(printed(odd.max({ by: ['constructor', 'toString'] }))).toBe('max by (constructor, toString) (odd)');
    const alert = shop.alert('Odd', {
      when: odd.gt(1),
      severity: 'info',
      summary: ({ labels }) => `${labels.constructor} ${labels.toString}`,
    });
    expect(alert.summary).toBe('{{ $labels.constructor }} {{ $labels.toString }}');
  });

  test('also where the prototype would be meant', () => {
    const matchers = JSON.parse('{ "__proto__": "x" }');
    expect(printed(call(heap, 'where', matchers))).toBe('heap_bytes{__proto__="x"}');
    const labels = JSON.parse('{ "__proto__": "x", "constructor": "y" }');
    const alert = shop.alert('Proto', { when: heap.gt(1), severity: 'info', labels });
    expect(Object.entries(alert.labels)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});

describe('the bound of a bucket', () => {
  const on = (prometheus: string) => {
    const job = system({
      title: 'Old',
      owner: 'o',
      docsUrl: 'https://docs.example.com',
      severities: ['info'],
      runsOn: { prometheus, grafana: '12' },
    }).scrapeJob('old', { targets: [] });
    return job.histogram('x', { help: 'x', unit: 'bytes', buckets: [1e-5, 0.5, 1, 1024, 1e5, 1e6, 1048576, 1e21] });
  };
  const boundOf = (handle: unknown) => /le(=~?"[^"]*")/.exec(printed(handle))?.[1];

  test.each(['3.0', '3.5', '3.14', '4.0'])('is stored as a float from 3.0 on: %s', (version) => {
    expect(boundOf(on(version).fractionBelow(1, { over: '5m' }))).toBe('="1.0"');
    expect(boundOf(on(version).fractionBelow('1KiB', { over: '5m' }))).toBe('="1024.0"');
    expect(boundOf(on(version).fractionBelow(0.5, { over: '5m' }))).toBe('="0.5"');
    expect(boundOf(on(version).fractionBelow(1e5, { over: '5m' }))).toBe('="100000.0"');
    expect(boundOf(on(version).fractionBelow(1e6, { over: '5m' }))).toBe('="1e+06"');
    expect(boundOf(on(version).fractionBelow('1MiB', { over: '5m' }))).toBe('="1.048576e+06"');
    expect(boundOf(on(version).fractionBelow(1e21, { over: '5m' }))).toBe('="1e+21"');
    expect(boundOf(on(version).fractionBelow(1e-5, { over: '5m' }))).toBe('="1e-05"');
  });

  test.each(['2.42', '2.55'])('may be written either way before: %s', (version) => {
    expect(boundOf(on(version).fractionBelow(1, { over: '5m' }))).toBe('=~"1(\\\\.0)?"');
    expect(boundOf(on(version).fractionBelow(0.5, { over: '5m' }))).toBe('="0.5"');
    expect(boundOf(on(version).fractionBelow(1e6, { over: '5m' }))).toBe('=~"1e\\\\+06|1000000(\\\\.0)?"');
    expect(boundOf(on(version).fractionBelow(1e-5, { over: '5m' }))).toBe('=~"1e-05|0\\\\.00001"');
  });

  test('of a summary is spelled the same way', () => {
    expect(printed(pauses.quantile(0.99))).toBe('gc_pause_seconds{quantile="0.99"}');
    expect(printed(call(pauses, 'quantile', 1))).toBe('gc_pause_seconds{quantile="1.0"}');
    expect(printed(call(pauses, 'quantile', 0))).toBe('gc_pause_seconds{quantile="0.0"}');
  });

  test('is a multiple of its spelling', () => {
    const { fractionBelow } = { fractionBelow: latency.fractionBelow.bind(latency) as (b: string) => unknown };
    for (const [text, le] of [
      ['5ms', '0.005'],
      ['0.005s', '0.005'],
      ['25ms', '0.025'],
      ['250ms', '0.25'],
      ['2500ms', '2.5'],
      ['1000ms', '1.0'],
      ['10s', '10.0'],
    ] as const) {
      expect(boundOf(fractionBelow(text))).toBe(`="${le}"`);
    }
  });
});
