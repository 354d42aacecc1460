import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analyze/analyze.ts';
import { routeTree } from '../../../src/analyze/routing-tree.ts';
import { docs } from '../../../src/emit/docs/index.ts';
import { routingDiagram } from '../../../src/emit/docs/routing-diagram.ts';
import { model } from '../../../src/emit/model.ts';
import type { TimePeriod } from '../../../src/model/routing.ts';
import { inhibition, receiver, route, routing, timeInterval } from '../../analyze/routing-sample.ts';
import { alert, metric, project } from './project.ts';

const period: TimePeriod = {
  times: [{ from: 1320, to: 360 }],
  weekdays: [{ from: 1, to: 5 }],
  daysOfMonth: [],
  months: [],
  years: [],
  location: 'Europe/Berlin',
};
const routed = project({
  metrics: [
    metric('shop_requests_total', 'counter', { labels: { method: { kind: 'oneOf', values: ['GET', 'POST', 'PUT'] } } }),
  ],
  alerts: [
    alert('ShopDown', 'up == 0', { severity: 'critical' }),
    alert('ShopBusy', 'sum by (instance, method) (rate(shop_requests_total[5m])) > 100', { severity: 'warning' }),
  ],
  receivers: [
    receiver('pager', [
      { type: 'pagerduty', settings: { routingKey: { secret: 'file', path: '/etc/pagerduty-key' } } },
      { type: 'slack', settings: { apiUrl: { secret: 'env', name: 'SLACK_URL' }, channel: '#shop' } },
    ]),
    receiver('writers', [{ type: 'webhook', settings: { url: 'http://notify:8080' } }]),
    receiver('nobody'),
  ],
  timeIntervals: [timeInterval('nights', [period])],
  routing: routing(
    route('', {
      receiver: 'nobody',
      groupBy: ['alertname'],
      routes: [
        route('severity="critical"', { receiver: 'pager', continue: true, groupBy: ['...'] }),
        route('method=~"POST|PUT"', { receiver: 'writers', groupBy: [], mute: ['nights'] }),
      ],
    }),
    [inhibition('severity="critical"', 'severity="warning"', ['instance'])],
  ),
});

const pages = new Map((await docs.emit(analyze(routed))).map(({ path, text }) => [path, text]));

test('who gets what, page and all', async () => {
  await expect(pages.get('docs/routing.md')).toMatchFileSnapshot('../golden/docs/routing.md');
});

test('each alert says whom it notifies, and the guide leads there', () => {
  expect(pages.get('docs/alerts.md')).toContain('- **Notifies:** pager\n');
  expect(pages.get('docs/alerts.md')).toContain(
    '- **Notifies:** writers (method="POST" or "PUT"); nobody (method="GET")\n',
  );
  expect(pages.get('docs/README.md')).toContain('[Who is told of them](routing.md)');
});

test('without routing there is nothing to say', async () => {
  const plain = (await docs.emit(analyze(project({ alerts: [alert('A', 'up == 0')] })))).map(({ path, text }) => ({
    path,
    text,
  }));
  expect(plain.map(({ path }) => path)).not.toContain('docs/routing.md');
  expect(plain.map(({ text }) => text).join()).not.toContain('Notifies');
});

describe('the diagram', () => {
  test('reads nothing as Mermaid', () => {
    const tree = routeTree(routing(route('', { receiver: 'a "b"', routes: [route('x="<1>"', { receiver: '#c' })] })));
    expect(routingDiagram(tree)).toBe(
      'flowchart LR\n  r1["a #quot;b#quot;"]\n  r2["#35;c"]\n  r1 -->|"x=#quot;#lt;1#gt;#quot;"| r2',
    );
  });
  test('has an arrow for each route, in their order', () => {
    const inner = route('b="1"', { routes: [route('c="1"')] });
    const tree = routeTree(routing(route('', { receiver: 'all', routes: [inner, route('', { active: ['days'] })] })));
    expect(routingDiagram(tree).split('\n').slice(1)).toEqual([
      '  r1["all"]',
      '  r2["all"]',
      '  r3["all"]',
      '  r4["all<br/>only in days"]',
      '  r1 -->|"b=#quot;1#quot;"| r2',
      '  r2 -->|"c=#quot;1#quot;"| r3',
      '  r1 -->|"all others"| r4',
    ]);
  });
});

test('the model says of each alert who is told, for programs', async () => {
  const [file] = await model.emit(analyze(routed));
  const { alerts } = JSON.parse(file!.text) as { alerts: { name: string; notifications: unknown[] }[] };
  expect(alerts.map(({ name, notifications }) => [name, notifications.length])).toEqual([
    ['ShopDown', 1],
    ['ShopBusy', 2],
  ]);
  expect(alerts[1]?.notifications[0]).toEqual({
    where: { method: { values: ['POST', 'PUT'], patterns: [], others: false } },
    receivers: ['writers'],
    routes: ['{}/{method=~"POST|PUT"}'],
    groupBy: [],
    mutedBy: ['nights'],
    inhibitedBy: ['ShopDown{severity="critical"}'],
    inhibitedByCount: 1,
  });
});
