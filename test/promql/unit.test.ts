import * as sdk from '@grafana/grafana-foundation-sdk/units';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatQuantity, parseQuantity, quantityUnits } from '../../src/promql/quantity.ts';
import {
  add,
  alike,
  compatible,
  countOf,
  div,
  mul,
  number,
  perSecond,
  pow,
  ratio,
  sameUnit,
  scaled,
  seconds,
  singular,
  sub,
  timestamp,
  type Unit,
} from '../../src/promql/unit.ts';
import { grafanaUnit, unitOfGrafana } from '../../src/promql/unit-grafana.ts';
import {
  baseUnitOf,
  declaredUnit,
  isBaseUnit,
  type UnitName,
  unitName,
  unitNamed,
  unitNameOfOne,
  unitNames,
  unitOfMetricName,
} from '../../src/promql/unit-names.ts';

const bytes = unitNamed('bytes');
const requests = countOf('requests');
const errors = countOf('errors');
const names = Object.keys(unitNames) as UnitName[];

describe('names of units', () => {
  test.each<[Unit, string]>([
    [seconds, 'seconds'],
    [bytes, 'bytes'],
    [ratio, 'ratio'],
    [number, 'number'],
    [timestamp, 'timestamp'],
    [requests, 'requests'],
    [perSecond(bytes), 'bytes per second'],
    [perSecond(requests), 'requests per second'],
    [perSecond(number), 'per second'],
    [scaled(perSecond(requests), 60), 'requests per minute'],
    [scaled(seconds, 1 / 86400), 'days'],
    [scaled(ratio, 100), 'percent'],
    [scaled(bytes, 8), 'bits'],
    [perSecond(scaled(bytes, 2 ** -20)), 'mebibytes per second'],
    [scaled(scaled(bytes, 1 / 1024), 1 / 1024), 'mebibytes'],
    [perSecond(unitNamed('joules')), 'watts'],
    [mul(unitNamed('volts'), unitNamed('amperes')), 'watts'],
    [mul(unitNamed('watts'), seconds), 'joules'],
    [div(countOf('tokens'), requests), 'tokens per request'],
    [div(seconds, requests), 'seconds'],
    [pow(bytes, 2), 'byte²'],
    [pow(pow(bytes, 2), 0.5), 'bytes'],
    [div(bytes, pow(seconds, 2)), 'byte/second²'],
    [perSecond(seconds), 'ratio'],
  ])('%#: %o is %s', (u, name) => {
    expect(unitName(u)).toBe(name);
  });

  test('every named unit is found again by its name', () => {
    for (const name of names) expect(unitName(unitNamed(name))).toBe(name);
  });

  test('base units', () => {
    expect(isBaseUnit('seconds')).toBe(true);
    expect(isBaseUnit('milliseconds')).toBe(false);
    expect(baseUnitOf('milliseconds')).toBe('seconds');
    expect(baseUnitOf('percent')).toBe('ratio');
    expect(baseUnitOf('megabits')).toBe('bytes');
  });

  test('one of it', () => {
    expect(unitNameOfOne(perSecond(requests))).toBe('request per second');
    expect(unitNameOfOne(perSecond(bytes))).toBe('byte per second');
    expect(unitNameOfOne(unitNamed('celsius'))).toBe('degree Celsius');
  });

  test.each([
    ['requests', 'request'],
    ['queries', 'query'],
    ['batches', 'batch'],
    ['caches', 'cache'],
    ['statuses', 'status'],
    ['processes', 'process'],
    ['series', 'series'],
  ])('one of %s is a %s', (many, one) => {
    expect(singular(many)).toBe(one);
  });

  test('a name that is no unit, even one of Object.prototype', () => {
    expect(unitNamed('parsecs')).toBeUndefined();
    expect(unitNamed('constructor')).toBeUndefined();
    expect(declaredUnit(undefined, undefined)).toBeUndefined();
    expect(declaredUnit(undefined, 'jobs')?.counts).toBe('jobs');
  });

  test.each([
    ['http_request_duration_seconds', 'seconds'],
    ['http_request_duration_seconds_sum', 'seconds'],
    ['process_cpu_seconds_total', 'seconds'],
    ['process_start_time_seconds', 'timestamp'],
    ['node_boot_time_seconds', 'timestamp'],
    ['backup_last_success_timestamp_seconds', 'timestamp'],
    ['foo_created', 'timestamp'],
    ['node_disk_io_time_seconds_total', 'seconds'],
    ['go_memstats_alloc_bytes', 'bytes'],
    ['cache_hit_ratio', 'ratio'],
    ['old_latency_milliseconds', 'milliseconds'],
    ['http_requests_total', undefined],
    ['x_seconds_count', undefined],
    ['x_seconds_bucket', undefined],
    ['seconds', undefined],
  ])('%s is in %s', (metric, name) => {
    expect(unitOfMetricName(metric)?.name).toBe(name);
  });
});

describe('algebra', () => {
  test('compatible is three-valued', () => {
    expect(compatible(seconds, bytes)).toBe(false);
    expect(compatible(seconds, unitNamed('days'))).toBe(true);
    expect(compatible(seconds, undefined)).toBeUndefined();
    expect(compatible(requests, ratio)).toBe(true);
    expect(compatible(requests, errors)).toBe(true);
    expect(compatible(perSecond(requests), requests)).toBe(false);
  });

  test('a literal factor may be a quantity and proves nothing', () => {
    const grown = scaled(perSecond(bytes), 4 * 3600);
    expect(compatible(grown, bytes)).toBeUndefined();
    expect(compatible(scaled(seconds, 1 / 3600), ratio)).toBeUndefined();
    expect(compatible(scaled(bytes, 2), bytes)).toBe(true);
  });

  test('a change of expression proves as much as before', () => {
    expect(compatible(scaled(ratio, 100), bytes)).toBe(false);
    expect(compatible(scaled(seconds, 1000), bytes)).toBe(false);
  });

  test('percent back to ratio, milliseconds back to seconds', () => {
    expect(sameUnit(scaled(unitNamed('percent'), 0.01), ratio)).toBe(true);
    expect(sameUnit(scaled(unitNamed('milliseconds'), 1 / 1000), seconds)).toBe(true);
  });

  test('like by like is a ratio, and counts keep their noun', () => {
    expect(div(errors, errors).kind).toBe('ratio');
    expect(div(perSecond(requests), perSecond(requests)).kind).toBe('ratio');
    expect(div(bytes, bytes).kind).toBe('ratio');
    expect(mul(ratio, requests)).toEqual(requests);
    expect(div(errors, requests).kind).toBe('quantity');
  });

  test('timestamps', () => {
    expect(sub(timestamp, timestamp)).toEqual(seconds);
    expect(sub(timestamp, seconds)).toEqual(timestamp);
    expect(add(seconds, timestamp)).toEqual(timestamp);
    expect(add(timestamp, timestamp)).toBeUndefined();
    expect(sub(seconds, timestamp)).toBeUndefined();
    expect(scaled(timestamp, 1000)).toMatchObject({ kind: 'timestamp', scale: 1e-3 });
  });

  test('sums need like dimensions and scale', () => {
    expect(add(bytes, seconds)).toBeUndefined();
    expect(add(seconds, unitNamed('days'))).toBeUndefined();
    expect(add(requests, errors)).toEqual(number);
    expect(alike(requests, requests)).toBe(requests);
  });

  const anyUnit = fc.constantFrom(...names.filter((n) => n !== 'timestamp')).map((n) => unitNamed(n));
  test('a product divided by one factor is the other', () => {
    fc.assert(
      fc.property(anyUnit, anyUnit, (a, b) => {
        const back = div(mul(a, b), b);
        expect(compatible(back, a)).toBe(true);
        expect(back.scale).toBeCloseTo(a.scale, 12 - Math.ceil(Math.log10(a.scale + 1)));
      }),
    );
  });

  test('compatible is symmetric', () => {
    fc.assert(fc.property(anyUnit, anyUnit, (a, b) => compatible(a, b) === compatible(b, a)));
  });
});

describe('quantities', () => {
  test.each<[string, Unit, number | undefined]>([
    ['500ms', seconds, 0.5],
    ['1s', seconds, 1],
    ['1h30m', seconds, 5400],
    ['30m1h', seconds, undefined],
    ['30d', unitNamed('days'), 30],
    ['1.5h', seconds, 5400],
    ['-5m', seconds, -300],
    ['1GiB', bytes, 2 ** 30],
    ['1GB', bytes, 1e9],
    ['5%', ratio, 0.05],
    ['5%', unitNamed('percent'), 5],
    ['99.9%', ratio, 0.999],
    ['10/s', perSecond(requests), 10],
    ['600/m', perSecond(requests), 10],
    ['10/m', scaled(perSecond(requests), 60), 10],
    ['2MiB/s', perSecond(bytes), 2 * 2 ** 20],
    ['100Mbit/s', perSecond(bytes), 12.5e6],
    ['5W', unitNamed('watts'), 5],
    ['1kWh', unitNamed('joules'), 3.6e6],
    ['80°C', unitNamed('celsius'), 80],
    ['10', requests, 10],
    ['1s', bytes, undefined],
    ['1GiB', seconds, undefined],
    ['5%', seconds, undefined],
    ['5%', requests, undefined],
    ['10', seconds, undefined],
    ['10/s', requests, undefined],
    ['10', perSecond(requests), undefined],
    ['1h', timestamp, undefined],
    ['1 parsec', seconds, undefined],
    ['1constructor', seconds, undefined],
    ['', requests, undefined],
    ['s', seconds, undefined],
  ])('%s', (text, u, value) => {
    expect(parseQuantity(text, u)).toBe(value);
  });

  test.each<[number, Unit, string]>([
    [1, seconds, '1 s'],
    [0.3, seconds, '300 ms'],
    [300, seconds, '5 min'],
    [90, seconds, '1.5 min'],
    [100, seconds, '100 s'],
    [86400 * 30, seconds, '30 d'],
    [0, seconds, '0 s'],
    [30, unitNamed('days'), '30 d'],
    [2 ** 30, bytes, '1 GiB'],
    [8e9, bytes, '8 GB'],
    [1.5 * 2 ** 30, bytes, '1.5 GiB'],
    [0.05, ratio, '5 %'],
    [0.1 + 0.2, ratio, '30 %'],
    [5, unitNamed('percent'), '5 %'],
    [-0.05, ratio, '-5 %'],
    [0.5, perSecond(requests), '0.5 requests per second'],
    [1, perSecond(requests), '1 request per second'],
    [2 * 2 ** 20, perSecond(bytes), '2 MiB/s'],
    [10, requests, '10 requests'],
    [1, requests, '1 request'],
    [10, number, '10'],
    [80, unitNamed('celsius'), '80 °C'],
    [1e9, timestamp, '2001-09-09T01:46:40.000Z'],
    [1e13, timestamp, '10000000000000'],
    [Number.POSITIVE_INFINITY, seconds, 'Infinity seconds'],
  ])('%d is written %#', (value, u, text) => {
    expect(formatQuantity(value, u)).toBe(text);
  });

  test('every spelling reads as its size', () => {
    for (const [name, sizes] of Object.entries(quantityUnits)) {
      for (const [spelling, size] of Object.entries(sizes)) {
        expect(parseQuantity(`3${spelling}`, unitNamed(name as UnitName))).toBeCloseTo(3 * size, 9);
      }
    }
  });

  test('what is written for seconds, bytes and ratios reads back', () => {
    fc.assert(
      fc.property(fc.constantFrom(seconds, bytes, ratio), fc.integer({ min: 0, max: 1e12 }), (u, value) => {
        const text = formatQuantity(value, u).replace(/ ?min$/, 'm');
        expect(parseQuantity(text, u)).toBe(value);
      }),
    );
  });
});

describe('Grafana ids', () => {
  test.each<[Unit, string | undefined]>([
    [seconds, 's'],
    [bytes, 'bytes'],
    [perSecond(bytes), 'Bps'],
    [perSecond(scaled(bytes, 8)), 'bps'],
    [ratio, 'percentunit'],
    [scaled(ratio, 100), 'percent'],
    [perSecond(requests), 'reqps'],
    [perSecond(errors), 'cps'],
    [scaled(perSecond(requests), 60), 'reqpm'],
    [requests, 'short'],
    [number, 'short'],
    [timestamp, undefined],
    [scaled(timestamp, 1000), 'dateTimeFromNow'],
    [pow(bytes, 2), undefined],
  ])('%#: %s', (u, id) => {
    expect(grafanaUnit(u)).toBe(id);
  });

  test('every id chosen or understood is one of the SDK', () => {
    const known = new Set(Object.values(sdk as unknown as Record<string, string>));
    for (const id of known) if (unitOfGrafana(id) !== undefined) expect(known).toContain(id);
    for (const name of names) {
      for (const u of [unitNamed(name), perSecond(unitNamed(name))]) {
        const id = grafanaUnit(u);
        if (id !== undefined) expect(known).toContain(id);
      }
    }
    const understood = [...known].filter((id) => unitOfGrafana(id) !== undefined);
    expect(understood.length).toBeGreaterThan(70);
  });

  test('an id and its unit agree', () => {
    expect(unitOfGrafana('ms')).toEqual(unitNamed('milliseconds'));
    expect(unitOfGrafana('short')).toBeUndefined();
    expect(unitOfGrafana('dateTimeFromNow')).toMatchObject({ kind: 'timestamp', scale: 1e-3 });
  });
});
