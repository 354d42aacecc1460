import { type AlertHandle, matching, not, notMatching, promql, secret, system } from 'alidade';
import { describe, expectTypeOf, test } from 'vitest';
import { jobs, requests, shop } from './shop.ts';
import { refused } from './typed.ts';

/** What TypeScript refuses of receivers, routes and times: each wrong line beside the right one. */

const key = secret.env('KEY');
const slack = shop.receiver('slack', { slack: [{ apiUrl: key, channel: '#shop' }] });
const template = shop.notificationTemplate('shop.text', '{{ .Status }}');
const nights = shop.timeInterval('nights', [{ times: [{ from: '22:00', to: '06:00' }], weekdays: ['monday'] }]);
const alerts = {
  requests,
  aNumber: 5,
  slow: shop.alert('Slow', { when: requests.increase('5m').gt(5), severity: 'warning', labels: { team: 'checkout' } }),
  full: shop.alert('Full', { when: jobs.gt(5), severity: 'critical', owner: 'storage' }),
};
const raw = { any: shop.alert('Raw', { when: promql`up == 0`, severity: 'info' }) };

describe('an alert knows what it carries', () => {
  test('its name, its labels and those of its expression', () => {
    type Labels = typeof alerts.slow extends AlertHandle<infer L> ? L : never;
    expectTypeOf<Labels['alertname']>().toEqualTypeOf<'Slow'>();
    expectTypeOf<Labels['code']>().toEqualTypeOf<'200' | '404' | '500'>();
    expectTypeOf<Labels['team']>().toEqualTypeOf<'checkout'>();
  });
});

describe('receivers', () => {
  test('a secret is a reference', () => {
    shop.receiver('a', { slack: [{ apiUrl: secret.file('/etc/slack') }] });
    shop.receiver('a', { slack: [{ apiUrl: 'https://slack.com/api/chat.postMessage', updateMessage: true }] });
    shop.receiver('a', { webhook: [{ url: 'http://hook:8080/' }, { url: key }] });
    shop.receiver('a', { telegram: [{ botToken: key, chatId: 5 }] });
    refused(() => {
      // @ts-expect-error a secret in the clear
      shop.receiver('a', { slack: [{ apiUrl: 'https://hooks.slack.com/services/x' }] });
      // @ts-expect-error a key in the clear
      shop.receiver('a', { pagerduty: [{ routingKey: 'abc' }] });
      // @ts-expect-error a password in the clear
      shop.receiver('a', { webhook: [{ url: key, httpConfig: { basicAuth: { username: 'u', password: 'p' } } }] });
    });
  });

  test('what has to be there', () => {
    shop.receiver('nobody', {});
    shop.receiver('a', { email: [{ to: 'a@b', from: 'c@d', smarthost: 'mail:25' }] });
    shop.receiver('a', { webex: [{ roomId: 'r', httpConfig: { authorization: { credentials: key } } }] });
    refused(() => {
      // @ts-expect-error nobody to write to
      shop.receiver('a', { email: [{ from: 'c@d', smarthost: 'mail:25' }] });
      // @ts-expect-error no key at all
      shop.receiver('a', { pagerduty: [{ severity: 'critical' }] });
      // @ts-expect-error two keys
      shop.receiver('a', { pagerduty: [{ routingKey: key, serviceKey: key }] });
      // @ts-expect-error webex signs in by http
      shop.receiver('a', { webex: [{ roomId: 'r' }] });
      // @ts-expect-error neither a token nor another way to sign in
      shop.receiver('a', { incidentio: [{ url: key }] });
      // @ts-expect-error no integration
      shop.receiver('a', { slak: [{ apiUrl: key }] });
      // @ts-expect-error no field
      shop.receiver('a', { slack: [{ apiUrl: key, chanel: '#a' }] });
      // @ts-expect-error no list
      shop.receiver('a', { slack: { apiUrl: key } });
      // @ts-expect-error no choice of it
      shop.receiver('a', { wechat: [{ apiSecret: key, corpId: 'c', messageType: 'html' }] });
      // @ts-expect-error no duration
      shop.receiver('a', { webhook: [{ url: key, timeout: '5 minutes' }] });
    });
  });

  test('a template stands for a text, and for nothing else', () => {
    shop.receiver('a', { slack: [{ apiUrl: key, text: template, fields: [{ title: 'a', value: template }] }] });
    shop.receiver('a', { pagerduty: [{ routingKey: key, details: { firing: template, nested: { n: 5 } } }] });
    refused(() => {
      // @ts-expect-error no text that is filled in
      shop.receiver('a', { email: [{ to: 'a@b', from: 'c@d', smarthost: template }] });
      // @ts-expect-error no text
      shop.receiver('a', { slack: [{ apiUrl: key, text: slack }] });
    });
  });
});

describe('routes', () => {
  test('severities are those of the system, also where no alerts are given', () => {
    shop.routing({
      receiver: slack,
      groupBy: ['alertname', 'anything'],
      routes: [
        { match: { severity: 'critical', anything: 'x' }, routes: [{ match: { severity: ['warning', 'info'] } }] },
        { match: { severity: not('critical'), team: matching('a.*'), zone: notMatching('b') } },
      ],
    });
    refused(() => {
      // @ts-expect-error no such severity
      shop.routing({ receiver: slack, routes: [{ match: { severity: 'crit' } }] });
      // @ts-expect-error no such severity in a list
      shop.routing({ receiver: slack, routes: [{ match: { severity: ['critical', 'crit'] } }] });
      // @ts-expect-error no such severity to leave out
      shop.routing({ receiver: slack, routes: [{ match: { severity: not('crit') } }] });
      // @ts-expect-error no such severity further in
      shop.routing({ receiver: slack, routes: [{ routes: [{ match: { severity: 'crit' } }] }] });
      // @ts-expect-error no such severity in an inhibition
      shop.routing({ receiver: slack, inhibit: [{ source: { severity: 'crit' }, target: {} }] });
    });
  });

  test('labels and values are those of the alerts', () => {
    shop.routing({
      receiver: slack,
      alerts,
      groupBy: ['alertname', 'team', 'shard', 'code'],
      routes: [{ match: { team: 'checkout', alertname: ['Slow', 'Full'], code: not('200'), owner: 'anybody' } }],
      inhibit: [{ source: { alertname: 'Full' }, target: { severity: 'info' }, equal: ['instance'] }],
    });
    shop.routing({ receiver: slack, alerts: [alerts.full], groupBy: ['shard'] });
    shop.routing({ receiver: slack, alerts: raw, groupBy: ['whatever'] });
    refused(() => {
      // @ts-expect-error no alert has this label
      shop.routing({ receiver: slack, alerts, groupBy: ['teem'] });
      // @ts-expect-error only the other alert has it
      shop.routing({ receiver: slack, alerts: [alerts.full], groupBy: ['code'] });
      // @ts-expect-error no alert has this label
      shop.routing({ receiver: slack, alerts, routes: [{ match: { teem: 'checkout' } }] });
      // @ts-expect-error no alert has this value
      shop.routing({ receiver: slack, alerts, routes: [{ match: { alertname: 'Slwo' } }] });
      // @ts-expect-error no alert has this label
      shop.routing({ receiver: slack, alerts, inhibit: [{ source: {}, target: {}, equal: ['servis'] }] });
    });
  });

  test('external labels are on every alert', () => {
    const labelled = system({
      title: 'L',
      owner: 'l',
      docsUrl: 'https://docs.example.com/l',
      severities: ['critical'],
      runsOn: { prometheus: '3.5', grafana: '12' },
      externalLabels: { cluster: 'eu' },
    });
    const nobody = labelled.receiver('nobody', {});
    labelled.routing({ receiver: nobody, alerts, routes: [{ match: { cluster: 'eu' } }], groupBy: ['cluster'] });
    refused(() => {
      // @ts-expect-error neither on alerts nor external
      labelled.routing({ receiver: nobody, alerts, groupBy: ['clustr'] });
    });
  });

  test('receivers and times are declared ones, and the root takes everything', () => {
    shop.routing({ receiver: slack, routes: [{ mute: [nights], active: [nights], continue: true }], groupBy: ['...'] });
    refused(() => {
      // @ts-expect-error a name
      shop.routing({ receiver: 'slack' });
      // @ts-expect-error a time is no receiver
      shop.routing({ receiver: nights });
      // @ts-expect-error nobody to send to
      shop.routing({ routes: [] });
      // @ts-expect-error a name
      shop.routing({ receiver: slack, routes: [{ mute: ['nights'] }] });
      // @ts-expect-error the root cannot be muted
      shop.routing({ receiver: slack, mute: [nights] });
      // @ts-expect-error the root takes everything
      shop.routing({ receiver: slack, match: { severity: 'critical' } });
    });
  });
});

describe('times', () => {
  test('days and months by name', () => {
    shop.timeInterval('a', [{ weekdays: ['monday', { from: 'friday', to: 'sunday' }], months: ['may', 6] }]);
    refused(() => {
      // @ts-expect-error no weekday
      shop.timeInterval('a', [{ weekdays: ['Monday'] }]);
      // @ts-expect-error no weekday in a range
      shop.timeInterval('a', [{ weekdays: [{ from: 'mon', to: 'friday' }] }]);
      // @ts-expect-error no month
      shop.timeInterval('a', [{ months: ['Mai'] }]);
      // @ts-expect-error no time of day
      shop.timeInterval('a', [{ times: [{ from: '10pm', to: '06:00' }] }]);
      // @ts-expect-error no list
      shop.timeInterval('a', { weekdays: ['monday'] });
    });
  });
});
