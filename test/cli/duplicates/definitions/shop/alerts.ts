import { requests } from './metrics.ts';
import { shop } from './system.ts';

shop.alert('HighErrorRate', {
  when: requests.fraction({ status: 'error' }, { over: '5m' }).gt('5%'),
  for: '5m',
  severity: 'critical',
  summary: ({ value }) => `${value.percentage} of requests fail`,
  ignore: { 'alert-runbook': 'a story needs none' },
});
