import { requests } from './metrics.ts';
import { shop } from './system.ts';

shop.alert('HighErrorRate', {
  when: requests.fraction({ status: 'error' }, { over: '1h' }).gt('1%'),
  for: '1h',
  severity: 'critical',
  summary: 'Requests fail.',
  ignore: { 'alert-runbook': 'a story needs none' },
});
shop.scrapeJob('shop', { targets: ['shop:9092'] });

shop.guide('tracing', { body: 'Spans go to Jaeger.' });
shop.guide('tracing', { body: 'Spans go to Tempo.' });
