import { describe, expect, test } from 'vitest';
import { routingTarget } from '../../src/check/routing-target.ts';
import { judgeFile } from './judge.ts';

/** What is found where Alertmanager is of a version: the characters, and what is said. */
function found(alertmanager: string, body: string): readonly string[] {
  const file = `import { matching, secret, system } from 'alidade';
const shop = system({
  title: 'Shop', owner: 'shop-team', docsUrl: 'https://docs.example.com/shop', severities: ['critical', 'warning'],
  runsOn: { prometheus: '3.5', grafana: '12', alertmanager: '${alertmanager}' },
});
export { shop };
const key = secret.env('KEY');
${body}
`;
  return judgeFile(file, 'shop', [routingTarget]).map(({ at, message }) => `${at}: ${message}`);
}
const told = (options: string) => `shop.routing({ receiver: shop.receiver('team', ${options}) });`;
const routes = (options: string) => `shop.routing({ receiver: shop.receiver('nobody', {}), ${options} });`;

describe('receivers', () => {
  test.each([
    ['0.29', '{ mattermost: [{ webhookUrl: key }] }', ['mattermost: mattermost exists since Alertmanager 0.30']],
    ['0.30', '{ mattermost: [{ webhookUrl: key }] }', []],
    ['0.30', "{ mattermost: [{ webhookUrl: key, title: 't' }] }", ['title: title exists since Alertmanager 0.32']],
    ['0.24', '{ pagerduty: [{ routingKey: key }] }', ['key: routing_key is read from a file since Alertmanager 0.25']],
    ['0.25', '{ pagerduty: [{ routingKey: key }] }', []],
    [
      '0.29',
      "{ pagerduty: [{ routingKey: key, details: { a: { b: 'c' } } }] }",
      ["{ a: { b: 'c' } }: details holds more than texts since Alertmanager 0.30"],
    ],
    ['0.29', "{ pagerduty: [{ routingKey: key, details: { a: 'b' } }] }", []],
    [
      '0.27',
      "{ webhook: [{ url: 'http://hook' }, { url: key }] }",
      ['key: url is read from a file since Alertmanager 0.28'],
    ],
    [
      '0.24',
      "{ webhook: [{ url: 'http://hook', httpConfig: { enableHttp2: true, tlsConfig: { minVersion: 'TLS12' } } }] }",
      [
        'enableHttp2: enable_http2 exists since Alertmanager 0.25',
        'minVersion: min_version exists since Alertmanager 0.25',
      ],
    ],
    [
      '0.30',
      "{ wechat: [{ apiSecret: key, corpId: 'c' }] }",
      ['key: api_secret is read from a file since Alertmanager 0.31'],
    ],
    [
      '0.30',
      '{ telegram: [{ botToken: key, chatId: key }] }',
      ['key: chat_id is read from a file since Alertmanager 0.31'],
    ],
    ['0.30', '{ telegram: [{ botToken: key, chatId: 5 }] }', []],
  ])('on %s: %s', (version, options, expected) => {
    expect(found(version, told(options))).toEqual(expected.map((one) => `${one}; the system runs on ${version}`));
  });

  test('are of no interest where nothing is routed', () => {
    expect(found('0.20', "shop.receiver('team', { slack: [{ appToken: key }] });")).toEqual([]);
  });
});

describe('routes', () => {
  const anyName = 'label names with other characters than letters, digits and _ exist since Alertmanager';
  test.each([
    ['0.26', "routes: [{ match: { 'my team': 'x' } }]", [`'my team': ${anyName} 0.27`]],
    ['0.27', "routes: [{ match: { 'my team': 'x' } }]", []],
    ['0.26', "groupBy: ['alertname', 'my team']", [`'my team': ${anyName} 0.27`]],
    ['0.26', "groupBy: ['...']", []],
    ['0.27', "inhibit: [{ source: {}, target: {}, equal: ['my team'] }]", [`'my team': ${anyName} 0.28`]],
    ['0.26', "inhibit: [{ source: { 'my team': matching('a') }, target: {} }]", [`'my team': ${anyName} 0.27`]],
    [
      '0.30',
      "groupBy: ['alertname'], routes: [{ groupBy: [] }]",
      ['[]: an empty groupBy undoes that of the route above since Alertmanager 0.31'],
    ],
    ['0.30', 'groupBy: []', []],
    ['0.31', "groupBy: ['alertname'], routes: [{ groupBy: [] }]", []],
  ])('on %s: %s', (version, options, expected) => {
    expect(found(version, routes(options))).toEqual(expected.map((one) => `${one}; the system runs on ${version}`));
  });
});

test('times', () => {
  const night = "const night = shop.timeInterval('night', [{ weekdays: ['monday'] }, { location: 'Europe/Berlin' }]);";
  const body = `${night}\n${routes('routes: [{ active: [night] }]')}`;
  expect(found('0.23', body)).toEqual([
    "'night': named time intervals exist since Alertmanager 0.24; the system runs on 0.23",
    "'Europe/Berlin': location exists since Alertmanager 0.25; the system runs on 0.23",
    'active: active intervals exist since Alertmanager 0.24; the system runs on 0.23',
  ]);
  expect(found('0.25', body)).toEqual([]);
});
