import { describe, expect, it } from 'vitest';
import { mended } from './judge.ts';
import { judged, routingFindings } from './routing-judge.ts';

const routes = (text: string) => `routes: [${text}]`;
const match = (text: string) => routes(`{ match: { ${text} } }`);
const inhibit = (source: string, target: string, equal: string) =>
  `inhibit: [{ source: { ${source} }, target: { ${target} }, equal: [${equal}] }]`;

describe('labels and values that routes ask for', () => {
  const found = (options: string) => routingFindings(/^routing-matcher$/, options);
  it.each([
    [match("severity: 'critical', team: 'packing'")],
    [match("method: 'anything'")],
    [match("method: matching('G.*|P.*')")],
    [match("team: ''")],
    [match("cluster: ''")],
    [match("cluster: not('eu')")],
    [match("severity: ['info', 'warning']")],
    [match("status: ['error', 'timeout']")],
    [match("status: not('timeout')")],
    [inhibit("severity: 'critical'", "severity: ['warning', 'info']", "'instance'")],
  ])('are those of alerts in %s', (options) => expect(found(options)).toEqual([]));
  it.each([
    [match("temm: 'packing'"), 'temm | no alert has the label "temm"'],
    [match("cluster: 'eu'"), 'cluster | no alert has the label "cluster"'],
    [match("statuss: not('error')"), 'statuss | no alert has the label "statuss"'],
    [match("team: 'packer'"), '\'packer\' | no alert has team="packer"'],
    [match("alertname: 'full'"), '\'full\' | no alert has alertname="full"'],
    [match("status: ['success', 'eror']"), '\'eror\' | no alert has status="eror"'],
    [match("status: ['timeout', 'busy']"), '\'timeout\' | no alert has status="timeout"'],
    [match("status: not('eror')"), 'not(\'eror\') | no alert has status="eror"'],
    [match("status: matching('5..')"), 'matching(\'5..\') | no alert has status=~"5.."'],
    [match("severity: matching('crit')"), 'matching(\'crit\') | no alert has severity="crit"'],
    [match("alertname: ''"), '\'\' | every alert has the label "alertname"'],
    [inhibit("alertname: 'Ful'", "severity: 'warning'", "'instance'"), '\'Ful\' | no alert has alertname="Ful"'],
    [inhibit("severity: 'critical'", "team: 'packin'", "'instance'"), '\'packin\' | no alert has team="packin"'],
  ])('are no others in %s', (options, expected) => expect(found(options)).toEqual([`routing-matcher @ ${expected}`]));
  it('are mended where it is certain', () => {
    const body = (team: string) =>
      `shop.alert('Packing', { when: basketBytes.gt('1GiB'), ...warning, labels: { team: 'packing' } });
const team = shop.receiver('team', {});
shop.routing({ receiver: team, routes: [{ match: { team: ${team} }, groupWait: '1m' }] });`;
    expect(mended(body("'pakcing'"), judged(/^routing-matcher$/))).toBe(body("'packing'"));
    expect(mended(body("['pakcing', '']"), judged(/^routing-matcher$/))).toBe(body("['packing', '']"));
  });
});

describe('grouping', () => {
  const found = (options: string, more = '') => routingFindings(/^routing-group-by$/, options, more);
  it.each([
    [''],
    [routes("{ match: { alertname: 'Slow' }, groupBy: ['alertname', 'method'] }")],
    [routes("{ match: { severity: 'critical' }, groupBy: ['...'] }")],
    ["groupBy: ['alertname', 'team', 'status']"],
    ['groupBy: []'],
  ])('is by labels of the alerts with %s', (options) => expect(found(options)).toEqual([]));
  it.each([
    [
      routes("{ match: { severity: 'critical' }, groupBy: ['alertname', 'methd'] }"),
      '\'methd\' | none of the alerts that are grouped here has the label "methd"',
    ],
    [
      routes("{ match: { alertname: 'Packing' }, groupBy: ['method', 'team'] }"),
      '\'method\' | none of the alerts that are grouped here has the label "method"',
    ],
    [
      'groupBy: undefined',
      "{ receiver: team, groupBy: ['alertname'], groupBy: undefined } | 4 different alerts are told in one notification: nothing says how they are grouped",
    ],
  ])('with %s is not', (options, expected) => expect(found(options)).toEqual([`routing-group-by @ ${expected}`]));
  it('says how many notifications a label makes', () => {
    const more = `const pods = server.gauge('shop_pods', { help: 'Pods.', counts: 'pods', labels: { pod: upTo(400) } });
shop.alert('PodLost', { when: pods.lt(1), ...warning });`;
    expect(found("groupBy: ['alertname', 'pod']", more)).toEqual([
      'routing-group-by @ \'pod\' | PodLost can make 400 notifications at once: one for each "pod"',
    ]);
    expect(found("groupBy: ['alertname', 'instance']", more)).toEqual([]);
  });
});

describe('inhibition', () => {
  const found = (options: string, more = '') => routingFindings(/^routing-inhibit$/, options, more);
  const unlimited = (source: string, target: string) => `inhibit: [{ source: { ${source} }, target: { ${target} } }]`;
  it.each([
    [unlimited("alertname: 'ShopDown'", "severity: 'warning'")],
    [unlimited("severity: 'critical'", "alertname: 'Slow'")],
  ])('of one, or by one, needs no equal: %s', (options) => expect(found(options)).toEqual([]));
  it('of many by many says what they have in common, or that it is nothing', () => {
    const sides = ["severity: 'critical'", "severity: 'warning'"] as const;
    expect(found(unlimited(...sides))).toEqual([
      'routing-inhibit @ { source: { severity: \'critical\' }, target: { severity: \'warning\' } } | any alert that is {severity="critical"} silences every one that is {severity="warning"}, whatever they have to do with each other',
    ]);
    expect(found(inhibit(...sides, ''))).toEqual([]);
  });
  it.each([
    [inhibit("severity: 'critical'", "severity: 'warning'", '')],
    [inhibit("alertname: 'ShopDown'", "alertname: not('ShopDown')", '')],
    [inhibit("alertname: 'Slow', status: 'error'", "alertname: 'Slow', status: 'success'", "'method'")],
    [inhibit("severity: ['critical', 'warning']", "severity: 'warning'", "'team'")],
  ])('works with %s', (options) => expect(found(options)).toEqual([]));
  it.each([
    [
      inhibit("severity: 'critical'", "severity: 'warning'", "'alertname'"),
      '\'alertname\' | "alertname" is never the same on both sides: this inhibits nothing',
    ],
    [
      inhibit("severity: 'critical'", "team: 'packing'", "'instance'"),
      '\'instance\' | none of these alerts has the label "instance": absent is equal to absent, so it sets no limit',
    ],
    [
      inhibit("severity: 'warning'", "severity: 'warning'", "'instance'"),
      "{ severity: 'warning' } | every alert of one side is on the other too, and such alerts do not inhibit each other: this inhibits nothing",
    ],
    [
      inhibit("severity: 'info'", "severity: 'warning'", "'instance'"),
      '{ severity: \'info\' } | no alert is {severity="info"}: this inhibits nothing',
    ],
    [
      inhibit("severity: 'critical'", "team: 'packing', status: 'error'", "'alertname'"),
      '{ team: \'packing\', status: \'error\' } | no alert is {status="error",team="packing"}: this inhibits nothing',
    ],
    [
      inhibit("alertname: 'Slow', status: 'error'", "alertname: 'Slow', status: 'success'", "'status'"),
      '\'status\' | "status" is never the same on both sides: this inhibits nothing',
    ],
  ])('does not with %s', (options, expected) => expect(found(options)).toEqual([`routing-inhibit @ ${expected}`]));
});

describe('a warning beside a critical alert of the same', () => {
  const worse = `shop.alert('VerySlow', { when: promql\`sum by (method, status) (rate(shop_requests_total[5m])) > 10\`, ...warning, severity: 'critical' });`;
  const found = (options: string) => routingFindings(/^alert-pair$/, options, worse);
  it('is held back by inhibition', () =>
    expect(found(inhibit("severity: 'critical'", "severity: 'warning'", "'method'"))).toEqual([]));
  it('is told too without', () =>
    expect(found(inhibit("alertname: 'Full'", "severity: 'warning'", ''))).toEqual([
      "alert-pair @ 'warning' | people are told of Slow (warning) too while VerySlow (critical) says the same",
    ]));
});
