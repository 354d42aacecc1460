import { expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

const judged = checks.filter(({ id }) => id === 'recording-name');
const found = (name: string, expr: string) =>
  judge(`shop.recordingRule('${name}', { expr: promql\`${expr}\` });`, judged).map(({ message }) => message);

it.each([
  ['job:shop_requests:rate5m', 'sum by (job) (rate(shop_requests_total[5m]))'],
  ['shop:shop_requests:rate5m', 'sum(rate(shop_requests_total[5m]))'],
  [':shop_requests:rate5m', 'sum(rate(shop_requests_total[5m]))'],
  ['job_method:shop_requests:rate5m', 'sum by (job, method) (rate(shop_requests_total[5m]))'],
  ['jobs:shop_requests:rate5m', 'sum(rate(shop_requests_total[5m]))'],
  ['slo:sli_error:ratio_rate5m', 'sum(rate(shop_requests_total[5m]))'],
  ['job:unknown:sum', 'sum(unknown_metric)'],
])('%s of %s is fine', (name, expr) => expect(found(name, expr)).toEqual([]));

it.each([
  ['shop_requests_rate', 'sum(rate(shop_requests_total[5m]))', 'shop_requests_rate does not say what it is made of'],
  [
    'job:shop_requests',
    'sum by (job) (rate(shop_requests_total[5m]))',
    'job:shop_requests does not say what it is made of',
  ],
  [
    'instance:shop_requests:rate5m',
    'sum by (job) (rate(shop_requests_total[5m]))',
    'instance:shop_requests:rate5m is not told apart by "instance": sum dropped that label',
  ],
  [
    'job_method:shop_requests:rate5m',
    'sum by (job) (rate(shop_requests_total[5m]))',
    'job_method:shop_requests:rate5m is not told apart by "method": sum dropped that label',
  ],
])('%s of %s', (name, expr, expected) => expect(found(name, expr)).toEqual([expected]));
