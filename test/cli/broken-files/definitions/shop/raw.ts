import { promql } from 'alidade';
import { shop } from './system.ts';

shop.alert('Raw', {
  when: promql`rate(shop_requests_total{statuss="error"}[5m]) > 1`,
  for: '5m',
  severity: 'warning',
  summary: 'Requests fail.',
  ignore: { 'alert-runbook': 'a story needs none' },
});
