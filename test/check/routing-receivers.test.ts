import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';
import { judged, routingFindings } from './routing-judge.ts';

const said = (ids: RegExp, body: string) => judge(body, judged(ids)).map(({ at, message }) => `${at} | ${message}`);

describe('intervals', () => {
  const found = (options: string) =>
    routingFindings(/^routing-interval$/, options).map((text) => text.replace('routing-interval @ ', ''));
  it.each([
    [''],
    ["groupWait: '0s', groupInterval: '1m', repeatInterval: '5m'"],
    ["repeatInterval: '5d'"],
    ["groupInterval: '1h', routes: [{ receiver: pager, groupInterval: '2h' }]"],
  ])('are fine with %s', (options) => expect(found(options)).toEqual([]));
  it.each([
    ["repeatInterval: '6m'", "'6m' | it is told again every 10m: repeatInterval 6m is no multiple of groupInterval 5m"],
    ["repeatInterval: '1m'", "'1m' | repeatInterval 1m is shorter than groupInterval 5m: it is told again every 5m"],
    ["groupInterval: '1d'", "'1d' | repeatInterval 4h is shorter than groupInterval 1d: it is told again every 1d"],
    [
      "repeatInterval: '6d'",
      "'6d' | after 5d Alertmanager has forgotten that it told: repeatInterval 6d does not last",
    ],
    [
      "routes: [{ receiver: pager, groupInterval: '3h' }]",
      "'3h' | it is told again every 6h: repeatInterval 4h is no multiple of groupInterval 3h",
    ],
  ])('with %s are not', (options, expected) => expect(found(options)).toEqual([expected]));
});

describe('times', () => {
  const found = (period: string) => said(/^routing-time$/, `shop.timeInterval('t', [${period}]);`);
  it.each([
    ["{ times: [{ from: '22:00', to: '06:00' }], location: 'America/New_York' }"],
    ["{ location: 'UTC' }, { location: 'Local' }, { location: 'Asia/Calcutta' }, { location: 'Etc/GMT+3' }"],
    ["{ weekdays: [{ from: 'friday', to: 'monday' }] }"],
    ["{ daysOfMonth: [29], months: ['february'] }"],
    ["{ daysOfMonth: [{ from: -7, to: -1 }], weekdays: ['friday'], years: [2027] }"],
    ['{ daysOfMonth: [{ from: 31, to: -1 }] }'],
  ])('come with %s', (period) => expect(found(period)).toEqual([]));
  it.each([
    ["{ location: 'Europe/berlin' }", '\'Europe/berlin\' | there is no time zone "Europe/berlin"'],
    ["{ location: 'CEST' }", '\'CEST\' | there is no time zone "CEST"'],
    ["{ daysOfMonth: [30], months: ['february'] }", '[30] | no day is in this period: day 30, february'],
    [
      '{ daysOfMonth: [29], months: [2], years: [{ from: 2025, to: 2027 }] }',
      '[29] | no day is in this period: day 29, february, 2025 to 2027',
    ],
    [
      "{ daysOfMonth: [1], months: [1], weekdays: ['monday'], years: [2027] }",
      '[1] | no day is in this period: day 1, monday, january, 2027',
    ],
  ])('never come with %s', (period, expected) => expect(found(period)).toEqual([expected]));
});

describe('routes that never tell', () => {
  const found = (period: string, options: string) =>
    said(
      /^routing-time$/,
      `const team = shop.receiver('team', { webhook: [{ url: 'http://notify:8080/team' }] });
const quiet = shop.timeInterval('quiet', [${period}]);
shop.routing({ receiver: team, groupBy: ['alertname'], routes: [{ ${options} }] });`,
    );
  it.each([
    ["{ times: [{ from: '00:00', to: '24:00' }], weekdays: [{ from: 'monday', to: 'saturday' }] }", 'mute: [quiet]'],
    ["{ months: [{ from: 'january', to: 'november' }] }", 'mute: [quiet]'],
    ["{ location: 'UTC' }", 'active: [quiet]'],
    ["{ times: [{ from: '06:00', to: '05:59' }] }", 'mute: [quiet]'],
  ])('are none with %s under %s', (period, options) => expect(found(period, options)).toEqual([]));
  it.each([
    ["{ times: [{ from: '00:00', to: '24:00' }] }", 'mute: [quiet]', '"quiet" holds always'],
    [
      "{ weekdays: [{ from: 'saturday', to: 'friday' }], months: [{ from: 1, to: 12 }] }",
      'mute: [quiet]',
      '"quiet" holds always',
    ],
    ["{ weekdays: ['sunday'] }", 'mute: [quiet], active: [quiet]', '"quiet" stands under active too'],
  ])('with %s under %s', (period, options, why) =>
    expect(found(period, options)).toEqual([`[quiet] | this route never tells anybody: ${why}`]),
  );
});

describe('secrets', () => {
  const found = (integrations: string) => said(/^routing-secret$/, `shop.receiver('r', { ${integrations} });`);
  it.each([
    ["slack: [{ apiUrl: secret.env('SLACK_URL'), channel: '#token=abcdefgh' }]"],
    ["webhook: [{ url: 'http://notify:8080/alerts?team=shop&key=' }]"],
    ["webhook: [{ url: 'http://user@notify:8080/' }]"],
    [
      "webhook: [{ url: secret.file('/etc/url'), httpConfig: { authorization: { credentials: secret.env('TOKEN') } } }]",
    ],
    ["email: [{ to: 'a@b.c', from: 'a@b.c', smarthost: 'm:25', headers: { 'Reply-To': 'team@b.c' } }]"],
    [
      "pagerduty: [{ routingKey: secret.env('K'), links: [{ href: 'https://shop.example.com/?token={{ .Status }}' }] }]",
    ],
  ])('are not in %s', (integrations) => expect(found(integrations)).toEqual([]));
  it.each([
    [
      "webhook: [{ url: 'https://notify.example.com/?api_key=0123456789' }]",
      'the address holds a secret, as "api_key"',
    ],
    [
      "webhook: [{ url: 'https://discord.com/api/webhooks/123/abc' }]",
      'who knows this address can post to Discord: it is a secret',
    ],
    [
      "webhook: [{ url: 'https://chat.googleapis.com/v1/spaces/A/messages?key=x' }]",
      'who knows this address can post to Google Chat: it is a secret',
    ],
    [
      "pagerduty: [{ routingKey: secret.env('K'), clientUrl: 'http://u:p@shop:3128' }]",
      'the address holds a user and password',
    ],
    [
      "pagerduty: [{ routingKey: secret.env('K'), details: { token: 'Bearer abcdefghijk' } }]",
      'a password or token stands here in the clear, as token',
    ],
    [
      "pagerduty: [{ routingKey: secret.env('K'), details: { apiToken: '5f2c9e1ab7d04' } }]",
      'a password or token stands here in the clear, as apiToken',
    ],
    [
      "discord: [{ webhookUrl: secret.env('D'), message: '{{ .Status }}: see https://me:pass@grafana.example.com/d/1' }]",
      'the address holds a user and password',
    ],
    [
      `discord: [{ webhookUrl: secret.env('D'), message: 'curl -H "Authorization: Bearer 0123456789abcdef0123"' }]`,
      'a password or token stands here in the clear',
    ],
    [
      "discord: [{ webhookUrl: secret.env('D'), message: 'xoxb-0123456789-abcdef' }]",
      'a password or token stands here in the clear',
    ],
  ])('are in %s', (integrations, message) =>
    expect(found(integrations).map((text) => text.split(' | ')[1])).toEqual([message]),
  );
  it('are not in texts that tell how to sign in', () =>
    expect(
      found(
        "discord: [{ webhookUrl: secret.env('D'), title: 'Basic authentication-of-the-shop fails', message: 'https://{{ .GroupLabels.a }}:{{ .GroupLabels.b }}@shop' }]",
      ),
    ).toEqual([]));
  it('are not in templates either', () =>
    expect(
      said(/^routing-secret$/, "shop.notificationTemplate('t', 'see https://hooks.slack.com/services/T0/B0/x1');"),
    ).toEqual([
      "'see https://hooks.slack.com/services/T0/B0/x1' | who knows this address can post to Slack: it is a secret",
    ]));
});

describe('the end of an alert', () => {
  const found = (integrations: string) => said(/^routing-resolved$/, `shop.receiver('r', { ${integrations} });`);
  const slack = (more: string) =>
    `slack: [{ apiUrl: secret.env('A'), sendResolved: true }, { apiUrl: secret.env('B')${more} }]`;
  it.each([
    [slack(', sendResolved: false')],
    ["webhook: [{ url: 'http://a:1' }]"],
    ["discord: [{ webhookUrl: secret.env('D') }]"],
  ])('is told, or is not on purpose, by %s', (integrations) => expect(found(integrations)).toEqual([]));
  it('is not told by some unless asked', () =>
    expect(found(slack(''))).toEqual([
      "{ apiUrl: secret.env('B') } | slack does not tell when an alert is over: sendResolved is false there unless given",
    ]));
});
