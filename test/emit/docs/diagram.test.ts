import { expect, test } from 'vitest';
import { diagram } from '../../../src/emit/docs/diagram.ts';
import { receiver, route, routing } from '../../analyze/routing-sample.ts';
import { alert, project } from './project.ts';

test('only what there is', () => {
  expect(diagram(project({ scrapeJobs: [] }), [])).toBe('flowchart LR');
  expect(diagram(project(), [])).not.toContain('Grafana');
  expect(diagram(project({ alerts: [alert('A', 'up == 0')] }), [])).toContain('["Alert rules<br/>1 alert"]');
});

test('a flow joins the nodes that are there, whatever their case', () => {
  const text = diagram(project(), [{ from: 'Shop', to: 'Jaeger', carries: 'spans' }]);
  expect(text).toContain('n1["shop<br/>shop:9090"]');
  expect(text).toContain('n1 -->|"spans"| n3');
  expect(text).toContain('n3["Jaeger"]');
});

test('alerts go to Alertmanager where the system says what becomes of them', () => {
  const text = diagram(project({ routing: routing(route('')), receivers: [receiver('a'), receiver('b')] }), []);
  expect(text).toContain('n3["Alertmanager<br/>2 receivers"]');
  expect(text).toContain('n2 -->|"alerts"| n3');
  expect(diagram(project(), [])).not.toContain('Alertmanager');
});

test('nothing in a label is read as Mermaid', () => {
  const text = diagram(project({ scrapeJobs: [] }), [{ from: 'a "b" <c>', to: '#1', carries: '' }]);
  expect(text).toContain('n1["a #quot;b#quot; #lt;c#gt;"]');
  expect(text).toContain('n2["#35;1"]');
  expect(text).toContain('n1 --> n2');
});
