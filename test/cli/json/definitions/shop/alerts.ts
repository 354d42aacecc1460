import { promql } from 'alidade';
// @ts-ignore
console.log('what definitions log is no result');
import { shop } from './system.ts';

shop.alert('HighErrorRate', {
  when: promql`rate(shop_requests_totl[5m]) > 1`,
  for: '5m',
  severity: 'critical',
  summary: 'Many requests fail.',
  ignore: { 'alert-runbook': 'a story needs none' },
});
