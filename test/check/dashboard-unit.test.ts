import { describe, expect, it } from 'vitest';
import { dashboardUnit } from '../../src/check/dashboard-unit.ts';
import { judge } from './judge.ts';

const seconds = 'promql`rate(shop_request_duration_seconds_sum[5m]) / rate(shop_request_duration_seconds_count[5m])`';
const bytes = 'promql`shop_basket_bytes`';
const share = 'promql`rate(shop_requests_total{status="error"}[5m]) / rate(shop_requests_total[5m])`';

function said(query: string, options: string): string[] {
  const body = `shop.dashboard('d', { title: 'D', rows: [row('R', [timeseries('A', { query: ${query}, ${options} })])] });`;
  return judge(body, [dashboardUnit]).map(({ at, message }) => `<${at}> ${message}`);
}

describe('amounts of a panel', () => {
  it.each([
    [seconds, "max: '5s'"],
    [seconds, "max: 5, min: '0s'"],
    [seconds, "thresholds: [{ color: 'green' }, { from: '500ms', color: 'red' }]"],
    [bytes, "max: '1GiB'"],
    [bytes, "max: '1GiB', unit: 'decbytes'"],
    ['promql`shop_basket_bytes * 8`', "max: 80, unit: 'bits'"],
    [share, "max: '5%'"],
    [share, "max: '5%', unit: 'percentunit'"],
    ['promql`100 * shop_basket_bytes / shop_basket_bytes`', "max: 100, unit: 'percent'"],
    ['promql`shop_unknown`', "max: '5s', unit: 'short'"],
    ['promql`count(shop_queue_length) / 7`', "max: '5%', unit: 'short'"],
    ['promql`rate(shop_requests_total[5m])`', "max: '10/s'"],
  ])('of %s may be %s', (query, options) => {
    expect(said(query, options)).toEqual([]);
  });
  it.each([
    [bytes, "max: '5s'", "<'5s'> 5s is no amount of bytes, which the panel shows"],
    [seconds, "min: '1GiB'", "<'1GiB'> 1GiB is no amount of seconds, which the panel shows"],
    [seconds, "thresholds: [{ from: '5%', color: 'red' }]", "<'5%'> 5% is no amount of seconds, which the panel shows"],
    [
      'promql`shop_request_duration_seconds_sum * 1000`',
      "unit: 'ms', max: '5s'",
      "<'5s'> 5s is 5000 milliseconds, but stands at 5 on the panel",
    ],
    [
      'promql`100 * shop_basket_bytes / shop_basket_bytes`',
      "unit: 'percent', max: '50%'",
      "<'50%'> 50% is 50 percent, but stands at 0.5 on the panel",
    ],
  ])('of %s are reported: %s', (query, options, finding) => {
    expect(said(query, options)).toEqual([finding]);
  });
});

describe('a unit that is probably a fraction', () => {
  it('is named by somebody', () => {
    expect(said('promql`3600 * shop_basket_bytes / shop_basket_bytes`', '')).toEqual([
      "<'A'> the unit does not follow from the query",
    ]);
  });
  it('follows where 100 makes it percent', () => {
    expect(said('promql`100 * shop_basket_bytes / shop_basket_bytes`', '')).toEqual([]);
  });
});

describe('the unit of a panel', () => {
  it.each([
    [seconds, 'Celcius'],
    [seconds, 'watts'],
    [seconds, 'percentage'],
    [seconds, 'suffix:percnt'],
    [seconds, 'kwatt'],
    ['promql`shop_unknown`', 'percntunit'],
    ['promql`1000 * process_start_time_seconds`', 'dateTimeAsIso'],
  ])('of %s may be %s', (query, unit) => {
    const body = `server.gauge('process_start_time_seconds', { help: 'Start.', unit: 'timestamp' });
shop.dashboard('d', { title: 'D', rows: [row('R', [timeseries('A', { query: ${query}, unit: '${unit}' })])] });`;
    expect(judge(body, [dashboardUnit])).toEqual([]);
  });
  it.each([
    [share, 'percntunit', 'did you mean percentunit?'],
    [share, 'percentUnit', 'did you mean percentunit?'],
    [share, 'percent_unit', 'did you mean percentunit?'],
    [seconds, 'dateTimeFromNow', 'use "s", or leave unit out: it follows from the query'],
    [seconds, 'dateTimeAsISO', 'did you mean dateTimeAsIso?'],
  ])('of %s is not %s', (query, unit, help) => {
    const body = `shop.dashboard('d', { title: 'D', rows: [row('R', [timeseries('A', { query: ${query}, unit: '${unit}' })])] });`;
    expect(judge(body, [dashboardUnit]).map((one) => one.help)).toEqual([help]);
  });
  it('is told once, whatever amounts are written for the right one', () => {
    expect(said(seconds, "unit: 'ms', max: '5s'")).toEqual([
      `<'ms'> unit "ms" shows milliseconds, but the query returns seconds`,
    ]);
  });
});
