import { matching, not, secret } from 'alidade';
import { describe, expect, test } from 'vitest';
import { DefinitionError } from '../../src/model/declaration.ts';
import { registryOf } from '../../src/model/project.ts';
import { issuesOf, newShop } from '../emit/alertmanager/shop.ts';

/** What becomes of receivers, routes and times, and what is said of what gets past the compiler. */

const key = secret.env('KEY');
const last = (handle: unknown) => registryOf(handle)!.declarations.at(-1)!;

function receiver(options: unknown): readonly string[] {
  const { shop } = newShop();
  shop.receiver('team', options as never);
  return issuesOf(shop);
}

function routing(options: (made: Handles) => unknown): readonly string[] {
  const made = handles();
  made.shop.routing(options(made) as never);
  return issuesOf(made.shop);
}
type Handles = ReturnType<typeof handles>;
function handles() {
  const { shop } = newShop();
  const nights = shop.timeInterval('nights', [{ times: [{ from: '22:00', to: '06:00' }] }]);
  return { shop, nights, team: shop.receiver('team', {}), template: shop.notificationTemplate('t', 'x') };
}

describe('records', () => {
  test('of a receiver hold references to secrets and templates', () => {
    const { shop } = newShop();
    const text = shop.notificationTemplate('shop.text', 'x');
    const team = shop.receiver('team', {
      webhook: [{ url: 'http://hook' }],
      slack: [{ apiUrl: key, text, fields: [{ title: 'a', value: text }] }, { apiUrl: secret.file('/key') }],
    });
    const reference = { template: 'shop.text', reference: true };
    expect(team).toMatchObject({
      kind: 'receiver',
      name: 'team',
      integrations: [
        {
          type: 'slack',
          settings: {
            apiUrl: { secret: 'env', name: 'KEY' },
            text: reference,
            fields: [{ title: 'a', value: reference }],
          },
        },
        { type: 'slack', settings: { apiUrl: { secret: 'file', path: '/key' } } },
        { type: 'webhook', settings: { url: 'http://hook' } },
      ],
    });
    expect(issuesOf(shop)).toEqual([]);
  });

  test('of routes say where each stands', () => {
    const { shop, team, nights } = handles();
    shop.routing({
      receiver: team,
      groupWait: '0s',
      routes: [
        {
          match: { severity: ['critical', 'warning'] },
          mute: [nights],
          routes: [{ match: { team: not('a') }, continue: true }],
        },
      ],
      inhibit: [{ source: { severity: 'critical' }, target: { team: matching('a.*') }, equal: ['alertname'] }],
    });
    const inherited = { groupBy: undefined, groupInterval: undefined, repeatInterval: undefined };
    expect(last(shop)).toMatchObject({
      kind: 'routing',
      alertmanagers: ['alertmanager:9093'],
      secretsFolder: '/run/secrets',
      resolveTimeout: undefined,
      root: {
        ...inherited,
        path: [0],
        matchers: [],
        receiver: 'team',
        groupWait: 0,
        routes: [
          {
            ...inherited,
            path: [0, 'routes', 0],
            matchers: [{ label: 'severity', op: '=~', value: 'critical|warning' }],
            receiver: undefined,
            mute: ['nights'],
            routes: [
              {
                path: [0, 'routes', 0, 'routes', 0],
                matchers: [{ label: 'team', op: '!=', value: 'a' }],
                continue: true,
              },
            ],
          },
        ],
      },
      inhibitions: [
        {
          path: [0, 'inhibit', 0],
          source: [{ label: 'severity', op: '=', value: 'critical' }],
          target: [{ label: 'team', op: '=~', value: 'a.*' }],
          equal: ['alertname'],
        },
      ],
    });
  });

  test('of times count minutes, days and months', () => {
    const { shop } = newShop();
    const interval = shop.timeInterval('some', [
      {
        times: [{ from: '22:30', to: '06:00' }],
        weekdays: ['sunday', { from: 'friday', to: 'monday' }],
        months: ['may', { from: 'june', to: 8 }],
        location: 'Asia/Tokyo',
      },
      { daysOfMonth: [1, { from: -3, to: -1 }], years: [2027] },
    ]);
    expect(interval.periods).toEqual([
      {
        times: [{ from: 1350, to: 360 }],
        weekdays: [
          { from: 0, to: 0 },
          { from: 5, to: 1 },
        ],
        daysOfMonth: [],
        months: [
          { from: 5, to: 5 },
          { from: 6, to: 8 },
        ],
        years: [],
        location: 'Asia/Tokyo',
      },
      {
        times: [],
        weekdays: [],
        daysOfMonth: [
          { from: 1, to: 1 },
          { from: -3, to: -1 },
        ],
        months: [],
        years: [{ from: 2027, to: 2027 }],
        location: undefined,
      },
    ]);
  });
});

describe('a secret', () => {
  test.each([
    [() => secret.env('https://hooks.slack.com/x'), 'is no environment variable'],
    [() => secret.env(5 as never), '5 is no environment variable'],
    [() => secret.file(''), 'is no path of a file'],
    [() => secret.file('https://hooks.slack.com/x'), 'is no path of a file'],
  ])('%s', (call, message) => {
    expect(call).toThrow(DefinitionError);
    expect(call).toThrow(message);
  });
});

describe('receivers behind a cast', () => {
  const never = 'a secret is never written into definitions: write';
  test.each<[string, unknown, string]>([
    [
      'a secret in the clear',
      { slack: [{ apiUrl: 'https://hooks.slack.com/x' }] },
      `1.slack.0.apiUrl: ${never} secret.env('API_URL') or secret.file('…')`,
    ],
    [
      'a secret further in',
      { webhook: [{ url: key, httpConfig: { basicAuth: { username: 'u', password: 'p' } } }] },
      `1.webhook.0.httpConfig.basicAuth.password: ${never} secret.env('PASSWORD') or secret.file('…')`,
    ],
    [
      'a password in an address',
      { webhook: [{ url: 'https://user:pass@hook/' }] },
      `1.webhook.0.url: ${never} secret.env('URL') or secret.file('…')`,
    ],
    [
      'no address',
      { webhook: [{ url: 'hook:80' }] },
      "1.webhook.0.url: an address begins with http:// or https://; one that nobody may see is written secret.env('URL') or secret.file('…')",
    ],
    [
      'no secret at all',
      { discord: [{}] },
      `1.discord.0.webhookUrl: webhookUrl is missing: ${never} secret.env('WEBHOOK_URL') or secret.file('…')`,
    ],
    [
      'a secret that only the configuration could hold',
      { sns: [{ topicArn: 'a', sigv4: { secretKey: key } }] },
      '1.sns.0.sigv4.secretKey: Alertmanager reads secret_key from nowhere but its configuration, where no secret stands: use another way to sign in',
    ],
    [
      'neither of two',
      { slack: [{ channel: '#a' }] },
      '1.slack.0: give apiUrl or appToken: one of them has to be there',
    ],
    [
      'both of two',
      { pagerduty: [{ routingKey: key, serviceKey: key }] },
      '1.pagerduty.0.serviceKey: routingKey and serviceKey cannot stand together: leave one of them out',
    ],
    [
      'no way to sign in',
      { incidentio: [{ url: key, httpConfig: {} }] },
      '1.incidentio.0: give alertSourceToken or httpConfig.authorization: one of them has to be there',
    ],
    [
      'two ways to sign in',
      {
        webhook: [
          {
            url: key,
            httpConfig: { authorization: { credentials: key }, basicAuth: { username: 'u', password: key } },
          },
        ],
      },
      '1.webhook.0.httpConfig.basicAuth: authorization and basicAuth cannot stand together: leave one of them out',
    ],
    [
      'exceptions from no proxy',
      { webhook: [{ url: key, httpConfig: { noProxy: 'a' } }] },
      '1.webhook.0.httpConfig.noProxy: noProxy is nothing without proxyUrl: give both',
    ],
    [
      'a responder who is nobody',
      { opsgenie: [{ apiKey: key, responders: [{ type: 'team' }] }] },
      '1.opsgenie.0.responders.0: give id or name or username: one of them has to be there',
    ],
    [
      'an action that does nothing',
      { slack: [{ apiUrl: key, actions: [{ type: 'button', text: 'a' }] }] },
      '1.slack.0.actions.0: give url or name: one of them has to be there',
    ],
    [
      'messages that only a bot can change',
      { slack: [{ apiUrl: key, updateMessage: true }] },
      '1.slack.0.updateMessage: updateMessage asks for apiUrl in the clear, and the token under httpConfig.authorization',
    ],
    [
      'an address that is none',
      { pagerduty: [{ routingKey: key, url: 'events' }] },
      '1.pagerduty.0.url: an address is written https://…, without a password',
    ],
    [
      'a password of a proxy',
      { webhook: [{ url: key, httpConfig: { proxyUrl: 'http://user:pass@proxy:3128' } }] },
      '1.webhook.0.httpConfig.proxyUrl: an address is written https://…, without a password',
    ],
    [
      'a mail server without a port',
      { email: [{ to: 'a', from: 'b', smarthost: 'smtp' }] },
      "1.email.0.smarthost: write host:port: 'mail.example.com:587'",
    ],
    ['an unknown integration', { slak: [] }, '1.slak: there is no option "slak" here: did you mean slack?'],
    [
      'an unknown field',
      { slack: [{ apiUrl: key, chanel: '#a' }] },
      '1.slack.0.chanel: there is no option "chanel" here: did you mean channel?',
    ],
    ['no list', { slack: { apiUrl: key } }, '1.slack: write a list: [{ … }]'],
    [
      'no text',
      { slack: [{ apiUrl: key, text: 5 }] },
      '1.slack.0.text: write a text, or a template made with notificationTemplate(…)',
    ],
    [
      'a missing field',
      { email: [{ to: 'a', from: 'b' }] },
      "1.email.0.smarthost: smarthost is missing: write host:port: 'mail.example.com:587'",
    ],
    [
      'a secret in a tree',
      { webhook: [{ url: key, payload: { a: key } }] },
      '1.webhook.0.payload: a value here is a text, a number, true or false, a template, or a list or record of these',
    ],
    [
      'another choice',
      { telegram: [{ botToken: key, chatId: 5, parseMode: 'html' }] },
      "1.telegram.0.parseMode: write one of 'MarkdownV2', 'Markdown', 'HTML', ''",
    ],
    [
      'no number',
      { telegram: [{ botToken: key, chatId: '5' }] },
      '1.telegram.0.chatId: write the number, or secret.file(…) with the file it stands in',
    ],
    ['no options', null, '1: write the options: { … }'],
    [
      'no address',
      { webhook: [{}] },
      "1.webhook.0.url: url is missing: write 'https://…', or secret.env('URL') or secret.file('…')",
    ],
    [
      'a template for an address',
      { webhook: [{ url: 'http://hook/{{ .Status }}' }] },
      '1.webhook.0.url: an address has no spaces, and is no template: write it out',
    ],
    [
      'an app without its channel',
      { slack: [{ appToken: key }] },
      '1.slack.0.appToken: appToken is nothing without channel: give both',
    ],
    [
      'no way to sign in where one is needed',
      { webex: [{ roomId: 'r' }] },
      '1.webex.0.httpConfig: httpConfig is missing: write { authorization: … }',
    ],
    // What is missing is what was misspelt: one finding.
    [
      'a name of the file',
      { slack: [{ api_url: key }] },
      '1.slack.0.api_url: there is no option "api_url" here: did you mean apiUrl?',
    ],
  ])('%s', (_, options, message) => {
    expect(receiver(options)).toEqual([message]);
  });

  test('what is wrong is left out, and the rest is kept', () => {
    const { shop } = newShop();
    shop.receiver('team', { slack: [{ apiUrl: 'x' }], webhook: [{ url: 'http://hook' }] } as never);
    expect(last(shop)).toMatchObject({ integrations: [{ type: 'webhook' }] });
  });

  test('a template has a name and a text', () => {
    const { shop } = newShop();
    shop.notificationTemplate('a b', 5 as never, { ignor: {} } as never);
    expect(issuesOf(shop)).toEqual([
      '0: a template is named without spaces, quotes and braces: shop.slack.text',
      '1: write a text in quotes',
      '2.ignor: there is no option "ignor" here: did you mean ignore?',
    ]);
  });
});

describe('routes behind a cast', () => {
  test.each<[string, (made: Handles) => unknown, string]>([
    [
      'an unknown severity',
      ({ team }) => ({ receiver: team, routes: [{}, { match: { severity: 'critcal' } }] }),
      '0.routes.1.match.severity: the system has no severity "critcal": did you mean critical?',
    ],
    [
      'one in a list',
      ({ team }) => ({ receiver: team, routes: [{ match: { severity: ['critical', 'p1'] } }] }),
      '0.routes.0.match.severity.1: the system has no severity "p1": it has critical, warning, info',
    ],
    [
      'one to leave out',
      ({ team }) => ({ receiver: team, routes: [{ match: { severity: not('p1') } }] }),
      '0.routes.0.match.severity: the system has no severity "p1": it has critical, warning, info',
    ],
    [
      'one further in',
      ({ team }) => ({ receiver: team, routes: [{ routes: [{ match: { severity: 'p1' } }] }] }),
      '0.routes.0.routes.0.match.severity: the system has no severity "p1": it has critical, warning, info',
    ],
    [
      'no matcher',
      ({ team }) => ({ receiver: team, routes: [{ match: { a: 5 } }] }),
      '0.routes.0.match.a: write a value, a list of values, not(…), matching(…) or notMatching(…)',
    ],
    [
      'a dashboard variable',
      ({ team }) => ({ receiver: team, routes: [{ match: { a: { variable: 'a' } } }] }),
      '0.routes.0.match.a: write a value, a list of values, not(…), matching(…) or notMatching(…)',
    ],
    [
      'an empty list',
      ({ team }) => ({ receiver: team, routes: [{ match: { a: [] } }] }),
      '0.routes.0.match.a: an empty list matches nothing: list at least one value',
    ],
    [
      'no regular expression',
      ({ team }) => ({ receiver: team, inhibit: [{ source: { a: matching('(') }, target: {} }] }),
      '0.inhibit.0.source.a: error parsing regexp: missing closing ): `(`',
    ],
    ['no receiver', () => ({}), '0.receiver: receiver is missing: a receiver, made with receiver(…), is needed here'],
    [
      'the name of one',
      ({ team }) => ({ receiver: team, routes: [{ receiver: 'team' }] }),
      '0.routes.0.receiver: a receiver, made with receiver(…), is needed here',
    ],
    [
      'something else',
      ({ template }) => ({ receiver: template }),
      '0.receiver: a receiver, made with receiver(…), is needed here',
    ],
    [
      'no interval',
      ({ team }) => ({ receiver: team, routes: [{ mute: [team] }] }),
      '0.routes.0.mute.0: a time interval, made with timeInterval(…), is needed here',
    ],
    [
      'a muted root',
      ({ team, nights }) => ({ receiver: team, mute: [nights] }),
      '0.mute: the root takes every alert, always: write mute in a route, routes: [{ mute: … }]',
    ],
    ['a label twice', ({ team }) => ({ receiver: team, groupBy: ['a', 'a'] }), '0.groupBy.1: "a" is listed twice'],
    [
      'all labels and one',
      ({ team }) => ({ receiver: team, groupBy: ['...', 'a'] }),
      "0.groupBy: '...' stands for all labels, and by itself: ['...']",
    ],
    [
      'no time between',
      ({ team }) => ({ receiver: team, groupInterval: '0s' }),
      '0.groupInterval: it is longer than nothing: leave it out, or give a time',
    ],
    [
      'no duration',
      ({ team }) => ({ receiver: team, repeatInterval: 'often' }),
      "0.repeatInterval: write a duration as Prometheus does, units descending: '30s', '5m', '1h30m'",
    ],
    [
      'an address with a path',
      ({ team }) => ({ receiver: team, alertmanagers: ['http://alertmanager:9093'] }),
      "0.alertmanagers.0: an Alertmanager is written host:port: 'alertmanager:9093'",
    ],
    [
      'a relative folder',
      ({ team }) => ({ receiver: team, secretsFolder: 'secrets' }),
      '0.secretsFolder: write the whole path of the folder: /run/secrets',
    ],
    [
      'a misspelt option',
      ({ team }) => ({ receiver: team, routes: [{ recever: team }] }),
      '0.routes.0.recever: there is no option "recever" here: did you mean receiver?',
    ],
    [
      'the receiver of another system that is called the same',
      ({ team }) => ({ receiver: team, routes: [{ receiver: handles().team }] }),
      '0.routes.0.receiver: this is the receiver "team" of another system: name the one of Shop',
    ],
    [
      'the time interval of another system that is called the same',
      ({ team, nights }) => ({
        receiver: team,
        routes: [{ mute: [nights], routes: [{ active: [handles().nights] }] }],
      }),
      '0.routes.0.routes.0.active.0: this is the time interval "nights" of another system: name the one of Shop',
    ],
    // What is missing is what was misspelt: one finding.
    [
      'a misspelt receiver',
      ({ team }) => ({ reciever: team }),
      '0.reciever: there is no option "reciever" here: did you mean receiver?',
    ],
  ])('%s', (_, options, message) => {
    expect(routing(options)).toEqual([message]);
  });
});

describe('times behind a cast', () => {
  const night = { from: '22:00', to: '06:00' };
  test.each<[string, unknown, string]>([
    ['a range as a text', [{ times: ['22:00-06:00'] }], "1.0.times.0: write { from: '22:00', to: '06:00' }"],
    [
      'no time of day',
      [{ times: [{ from: '8:00', to: '12:00' }] }],
      "1.0.times.0.from: a time of day is written '06:00', at most '24:00'",
    ],
    [
      'past midnight',
      [{ times: [{ from: '08:00', to: '25:00' }] }],
      "1.0.times.0.to: a time of day is written '06:00', at most '24:00'",
    ],
    [
      'no time at all',
      [{ times: [{ from: '08:00', to: '08:00' }] }],
      "1.0.times.0: this is no time at all; the whole day is { from: '00:00', to: '24:00' }",
    ],
    [
      'from the end of the day',
      [{ times: [{ from: '24:00', to: '08:00' }] }],
      '1.0.times.0: no time begins at the end of the day: begin at 00:00',
    ],
    [
      'no weekday',
      [{}, { weekdays: ['Monday'] }],
      '1.1.weekdays.0: a weekday is one of sunday, monday, tuesday, wednesday, thursday, friday, saturday',
    ],
    [
      'no weekday in a range',
      [{ weekdays: [{ from: 'monday', to: 'fri' }] }],
      '1.0.weekdays.0.to: a weekday is one of sunday, monday, tuesday, wednesday, thursday, friday, saturday',
    ],
    ['no day', [{ daysOfMonth: [0] }], '1.0.daysOfMonth.0: days count from 1 to 31, and back from -1, the last one'],
    [
      'days in the wrong order',
      [{ daysOfMonth: [{ from: 5, to: 3 }] }],
      '1.0.daysOfMonth.0.to: day 3 comes before day 5',
    ],
    [
      'days over the end of the month',
      [{ daysOfMonth: [{ from: -3, to: 2 }] }],
      '1.0.daysOfMonth.0.to: a range that begins from the end of the month ends there too: give a negative day',
    ],
    [
      'days that February lacks',
      [{ daysOfMonth: [{ from: 28, to: -1 }] }],
      '1.0.daysOfMonth.0.to: a range that ends on day -1 begins at day 27 at most, or Alertmanager refuses it; the rest of the month ends on day 31',
    ],
    [
      'no month',
      [{ months: [13] }],
      "1.0.months.0: a month is its name in small letters, such as 'january', or 1 to 12",
    ],
    [
      "over the year's end",
      [{ months: [{ from: 'november', to: 2 }] }],
      "1.0.months.0.to: it goes over the year's end: write two ranges",
    ],
    ['years in the wrong order', [{ years: [{ from: 2030, to: 2027 }] }], '1.0.years.0.to: 2027 comes before 2030'],
    [
      'across midnight on days of the month',
      [{ times: [night], daysOfMonth: [1] }],
      "1.0.times.0: with daysOfMonth it cannot be said which days it goes on in after midnight: write two ranges, to '24:00' and from '00:00'",
    ],
    [
      'across midnight in years',
      [{ times: [night], years: [2027] }],
      "1.0.times.0: with years it cannot be said which days it goes on in after midnight: write two ranges, to '24:00' and from '00:00'",
    ],
    [
      'an empty list',
      [{ weekdays: [] }],
      "1.0.weekdays: list at least one, or leave it out: ['monday', { from: 'wednesday', to: 'friday' }]",
    ],
    ['a zone of which only the check knows that there is none', [{ location: 'Europe/Berln' }], ''],
    [
      'words for a zone',
      [{ location: 'Berlin time' }],
      "1.0.location: a time zone is written by its IANA name: 'Europe/Berlin'",
    ],
    [
      'a misspelt option',
      [{ weekday: ['monday'] }],
      '1.0.weekday: there is no option "weekday" here: did you mean weekdays?',
    ],
    ['no period', [], '1: list at least one period'],
    ['no list of periods', { weekdays: ['monday'] }, '1: write a list of periods: [{ … }]'],
  ])('%s', (_, periods, message) => {
    const { shop } = newShop();
    shop.timeInterval('some', periods as never);
    expect(issuesOf(shop)).toEqual(message === '' ? [] : [message]);
  });
});
