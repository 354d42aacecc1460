import { requests } from './metrics.ts';
import { shop } from './system.ts';

shop.alert('HighErrorRate', {
  when: requests.fraction({ status: 'error' }, { over: '5m' }).gt(shop.perEnvironment({ dev: 0.5, prod: 0.05 }) / 2),
  for: '5m',
  severity: 'critical',
  summary: 'Requests fail.',
  ignore: { 'alert-runbook': 'a story needs none' },
});
