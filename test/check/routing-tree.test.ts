import { describe, expect, it } from 'vitest';
import { routingFindings } from './routing-judge.ts';

const routes = (text: string) => `routes: [${text}]`;

describe('alerts that nobody is told of', () => {
  const found = (options: string, more = '') => routingFindings(/^routing-unrouted$/, options, more);
  it.each([
    [''],
    [routes("{ match: { severity: 'critical' }, receiver: pager }")],
    // Some of the alert's series reach somebody.
    [routes("{ match: { method: 'GET' }, receiver: nobody }")],
    [routes("{ match: { alertname: 'Full' }, receiver: nobody, continue: true }, { receiver: team }")],
  ])('there are none with %s', (options) => expect(found(options)).toEqual([]));
  it.each([
    [routes("{ match: { alertname: 'Full' }, receiver: nobody }"), ['Full']],
    [
      routes(
        "{ match: { severity: 'warning' }, receiver: nobody, routes: [{ match: { alertname: 'Slow' }, receiver: web }] }",
      ),
      ['Packing', 'ShopDown'],
    ],
    [
      routes(
        "{ match: { method: ['GET', 'PUT'] }, receiver: nobody }, { match: { alertname: 'Slow' }, receiver: nobody }",
      ),
      ['Slow'],
    ],
  ])('with %s', (options, names) =>
    expect(
      found(options)
        .map((text) => /@ '(\w+)'/.exec(text)?.[1])
        .sort(),
    ).toEqual(names),
  );
  it('counts a dead man’s switch among them', () => {
    const more =
      "shop.alert('Watchdog', { when: promql`vector(1)`, ...warning, alwaysFiring: 'tells that alerts are told' });";
    expect(found(routes("{ match: { alertname: 'Watchdog' }, receiver: nobody }"), more)).toEqual([
      'routing-unrouted @ \'Watchdog\' | nobody is told of Watchdog: it reaches "nobody", without integrations',
    ]);
  });
});

it('a receiver whose options do not hold may well tell somebody', () => {
  const more = "const broken = shop.receiver('broken', { webhok: [] } as never);";
  expect(
    routingFindings(/^routing-unrouted$/, routes("{ match: { alertname: 'Full' }, receiver: broken }"), more),
  ).toEqual([]);
});

describe('routes that no alert reaches', () => {
  const found = (options: string) => routingFindings(/^routing-(unreachable|matcher)$/, options);
  it.each([
    [routes("{ match: { severity: 'critical' }, receiver: pager }, { match: { severity: 'warning' } }")],
    [
      routes(
        "{ match: { severity: ['critical', 'warning'] }, continue: true }, { match: { severity: 'critical' }, receiver: pager }",
      ),
    ],
    [
      routes(
        "{ match: { method: matching('G.*') } }, { match: { method: matching('[A-Z]+') } }, { match: { method: not('') } }",
      ),
    ],
    [routes("{ match: { method: matching('G.*') } }, { match: { method: 'POST' } }")],
    [routes("{ match: { alertname: 'Slow', status: 'error' } }, { match: { alertname: 'Slow' } }")],
    [routes("{ match: { method: matching('\\\\p{Lu}+') } }")],
    [routes("{ match: { team: not('packing') } }, { match: { team: 'packing' } }")],
    // Whether one value matches both there is no telling.
    [routes("{ match: { method: matching('[A-Z]{3}') }, routes: [{ match: { method: matching('.E.') } }] }")],
  ])('there are none with %s', (options) => expect(found(options)).toEqual([]));
  const unreachable = (at: string, message: string) => [`routing-unreachable @ ${at} | no alert gets here: ${message}`];
  it.each([
    [
      routes("{ receiver: web }, { match: { severity: 'critical' }, receiver: pager }"),
      unreachable("{ severity: 'critical' }", 'the route before it, without match, takes them all'),
    ],
    [
      routes(
        "{ match: { method: matching('.*') }, receiver: web }, { match: { severity: 'critical' }, receiver: pager }",
      ),
      unreachable("{ severity: 'critical' }", 'the route before it, {method=~".*"}, takes them all'),
    ],
    [
      routes("{ match: { status: 'error' } }, { match: { status: 'success' } }, { match: { alertname: 'Slow' } }"),
      unreachable("{ alertname: 'Slow' }", 'the route before it, {status="error"}, takes them all'),
    ],
    [
      routes(
        "{ match: { severity: 'warning' }, routes: [{ match: { severity: 'critical' }, receiver: pager, routes: [{ match: { alertname: 'Full' } }] }] }",
      ),
      unreachable("{ severity: 'critical' }", 'none has {severity="critical",severity="warning"}'),
    ],
    [
      routes(
        "{ match: { method: 'GET' } }, { match: { method: ['POST', 'GET'] }, routes: [{ match: { method: 'GET' }, receiver: web }] }",
      ),
      unreachable("{ method: 'GET' }", 'the route before it, {method="GET"}, takes them all'),
    ],
    // A severity that no alert has yet.
    [routes("{ match: { severity: 'info' } }"), unreachable("{ severity: 'info' }", 'none has {severity="info"}')],
    [
      routes("{ match: { alertname: 'Full', status: 'error' } }"),
      unreachable("{ alertname: 'Full', status: 'error' }", 'none has {alertname="Full",status="error"}'),
    ],
  ])('with %s', (options, expected) => expect(found(options)).toEqual(expected));
});

describe('receivers and intervals', () => {
  const found = (options: string, more = '') => routingFindings(/^routing-receiver/, options, more);
  const all =
    "{ match: { alertname: 'Full' }, receiver: pager, mute: [nights] }, { match: { alertname: 'Slow' }, receiver: web, active: [days] }, { match: { alertname: 'Packing' }, receiver: nobody }";
  it('are all declared and used', () => expect(found(routes(all))).toEqual([]));
  it.each([
    [
      "{ match: { team: 'packing' }, receiver: { ...web, name: 'wep' } }",
      'routing-receiver @ { ...web, name: \'wep\' } | Shop has no receiver "wep"',
    ],
    [
      "{ match: { team: 'packing' }, mute: [nights, { ...days, name: 'day' }] }",
      'routing-receiver @ { ...days, name: \'day\' } | Shop has no time interval "day"',
    ],
    [
      "{ active: [{ ...days, name: 'x' }] }",
      'routing-receiver @ { ...days, name: \'x\' } | Shop has no time interval "x"',
    ],
  ])('not those of %s', (route, expected) => expect(found(routes(`${all}, ${route}`))).toEqual([expected]));
  it('that nothing uses', () => {
    const more =
      "shop.notificationTemplate('a', '{{ template \"b\" . }}'); shop.notificationTemplate('b', 'B'); shop.notificationTemplate('slack.default.text', 'mine');";
    expect(found(routes("{ match: { alertname: 'Full' }, receiver: pager, mute: [nights] }"), more)).toEqual([
      'routing-receiver-unused @ name | nothing uses web: no route leads to it',
      "routing-receiver-unused @ 'nobody' | nothing uses nobody: no route leads to it",
      "routing-receiver-unused @ 'days' | nothing uses days: no route names it",
      "routing-receiver-unused @ 'a' | nothing uses a: no receiver names it",
      "routing-receiver-unused @ 'b' | nothing uses b: no receiver names it",
    ]);
  });
});

describe('continue, and what is not inherited', () => {
  const found = (options: string) => routingFindings(/^routing-continue$/, options);
  it.each([
    [routes("{ match: { severity: 'critical' }, receiver: pager, continue: true }, { receiver: web }")],
    [routes("{ match: { method: 'GET' }, continue: true }, { match: { status: 'error' }, receiver: web }")],
    [
      routes(
        "{ match: { severity: 'warning' }, mute: [nights], routes: [{ match: { alertname: 'Slow' }, receiver: web }] }",
      ),
    ],
    // By day one, by night the other.
    [routes('{ receiver: web, active: [days], continue: true }, { receiver: web, mute: [days] }')],
  ])('are fine with %s', (options) => expect(found(options)).toEqual([]));
  it.each([
    [
      routes("{ match: { severity: 'critical' }, continue: true }, { match: { severity: 'warning' } }"),
      ['routing-continue @ true | continue changes nothing here: no route behind it takes any of these alerts'],
    ],
    [
      routes(
        "{ match: { severity: 'critical' }, continue: true }, { match: { severity: 'critical' }, groupWait: '1m' }",
      ),
      [
        'routing-continue @ { severity: \'critical\' } | "team" is told twice of Full: here and by {severity="critical"}',
      ],
    ],
    [
      routes(
        "{ match: { alertname: 'Slow' }, mute: [nights], routes: [{ match: { status: 'error' } }, { receiver: web }] }",
      ),
      [
        'routing-continue @ [nights] | mute does nothing here: the routes within take every alert, and do not inherit it',
      ],
    ],
  ])('with %s', (options, expected) => expect(found(options)).toEqual(expected));
});
