import { requests } from './metrics.ts';
import { shop } from './system.ts';

shop.alert('HighErrorRate', {
  when: requests.fraction({ status: 'eror' }, { over: '5m' }).gt('5%'),
  for: '5x',
  severity: 'crit',
  summary: 'Requests fail.',
  ignore: { 'alert-runbook': 'a story needs none' },
});
