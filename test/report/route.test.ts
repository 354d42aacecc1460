import { expect, it } from 'vitest';
import { paintWith } from '../../src/report/paint.ts';
import { type RouteAnswer, type RouteDelivery, routeJson, routeTable, routeText } from '../../src/report/route.ts';

const paint = paintWith(false);
const delivery = (rest: Partial<RouteDelivery>): RouteDelivery => ({
  receiver: 'team',
  route: '{}',
  groupBy: ['alertname'],
  groupWait: '30s',
  groupInterval: '5m',
  repeatInterval: '4h',
  mutedBy: [],
  ...rest,
});
const answer = (cases: RouteAnswer['cases'], cut = false): RouteAnswer => ({
  alert: 'A',
  severity: 'warning',
  cases,
  cut,
});

it('a text says what holds for each receiver', () => {
  const deliveries = [
    delivery({ receiver: '', groupBy: [] }),
    delivery({ groupBy: ['...'], mutedBy: ['nights', 'outside of workdays'] }),
  ];
  const inhibitedBy = ['B', 'C', 'D', 'E', 'F', 'G', 'H'];
  expect(routeText([answer([{ where: '', deliveries, inhibitedBy }], true)], paint)).toBe(`A (warning)
  nobody  {}
    all in one group; first told after 30s, changes every 5m, again every 4h
  team  {}
    each by itself; first told after 30s, changes every 5m, again every 4h
    muted by nights, not told outside of workdays
  held back while one of these fires: B, C, D, E, F, 2 more
  and more cases than can be told: give labels, as label=value
`);
});

it('a table leaves out the columns that say nothing', () => {
  const plain = answer([{ where: '', deliveries: [delivery({}), delivery({ receiver: 'web' })], inhibitedBy: [] }]);
  expect(routeTable([plain], paint)).toBe(`alert  severity  receivers  grouped by  again
A      warning   team, web  alertname   4h
`);
  const cases = [
    { where: 'x="1"', deliveries: [delivery({ mutedBy: ['nights'] })], inhibitedBy: ['B', 'C', 'D'] },
    { where: 'any other x', deliveries: [delivery({ groupBy: [] })], inhibitedBy: [] },
  ];
  expect(
    routeTable([answer(cases)], paint),
  ).toBe(`alert  severity  where        receivers  grouped by  again  muted   inhibited by
A      warning   x="1"        team       alertname   4h     nights  3 alerts
A      warning   any other x  team       nothing     4h
`);
});

it('programs get what all cases come to first', () => {
  const cases = [
    {
      where: 'x="1"',
      deliveries: [delivery({ receiver: 'web', route: '{}/{x="1"}' }), delivery({})],
      inhibitedBy: ['B'],
    },
    { where: 'any other x', deliveries: [delivery({ mutedBy: ['nights'] })], inhibitedBy: ['B', 'C'] },
  ];
  const written = JSON.parse(routeJson([answer(cases)], { system: 'shop', environment: undefined, at: undefined }));
  expect(Object.keys(written)).toEqual(['receivers', 'route', 'groupBy', 'mutedBy', 'inhibitedBy', 'system', 'alerts']);
  expect(written).toMatchObject({
    receivers: ['web', 'team'],
    route: '{}/{x="1"}, {}',
    groupBy: ['alertname'],
    mutedBy: ['nights'],
    inhibitedBy: ['B', 'C'],
    alerts: [{ alert: 'A', cases }],
  });
});
