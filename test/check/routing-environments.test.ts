import { describe, expect, it } from 'vitest';
import { judgeProjects } from '../../src/check/run.ts';
import { analysisOf } from './judge.ts';
import { judged } from './routing-judge.ts';

/** Routing is written once; what differs between environments, such as by perEnvironment, stands in `prod` and `dev`. */
function found(prod: string, dev: string, routing: string): readonly string[] {
  const receivers = ['team', 'pager'].map(
    (name) => `const ${name} = shop.receiver('${name}', { webhook: [{ url: 'http://notify:8080/${name}' }] });\n`,
  );
  const analyses = [prod, dev].map((own) => analysisOf(`${receivers.join('')}${own}\nshop.routing({ ${routing} });`));
  const list = judged(/^routing-(?:matcher|unreachable|inhibit|receiver-unused)$/);
  return judgeProjects(analyses, { list }).flatMap(({ found: all }) => all.map(({ message }) => message));
}

const alert = (rest: string) =>
  `shop.alert('QueueLong', { when: queueLength.gt(100), ...warning, ${rest} });
shop.alert('BasketsFull', { when: basketBytes.gt('1GiB'), ...warning, severity: 'critical' });`;
const [gold, silver] = [alert("labels: { tier: 'gold' }"), alert("labels: { tier: 'silver' }")];

describe('what one environment has no use for may be for another', () => {
  it.each([
    [
      'a receiver',
      `${gold}\nconst one = pager;`,
      `${gold}\nconst one = team;`,
      'receiver: one, routes: [{ receiver: team }]',
    ],
    ['a matcher', gold, silver, "receiver: team, routes: [{ match: { tier: 'gold' }, receiver: pager }]"],
    [
      'a route',
      alert("labels: { tier: 'gold', zone: 'a' }"),
      `${alert("labels: { tier: 'gold' }")}\nshop.alert('X', { when: queueLength.gt(9), ...warning, labels: { zone: 'a' } });`,
      "receiver: team, routes: [{ match: { tier: 'gold', zone: 'a' }, receiver: pager }]",
    ],
    [
      'an inhibition',
      alert("labels: { tier: 'gold' }"),
      `${silver}\nshop.alert('X', { when: queueLength.gt(9), ...warning, severity: 'critical', labels: { tier: 'gold' } });`,
      "receiver: team, routes: [{ match: { severity: 'critical' }, receiver: pager }], inhibit: [{ source: { alertname: ['BasketsFull', 'X'] }, target: { tier: 'gold', severity: 'warning' }, equal: ['instance'] }]",
    ],
  ])('%s', (_, prod, dev, routing) => expect(found(prod, dev, routing)).toEqual([]));

  it('what none of them has is told by each', () => {
    expect(found(gold, silver, 'receiver: team')).toEqual(Array(2).fill('nothing uses pager: no route leads to it'));
    const bronze = "receiver: team, routes: [{ match: { tier: 'bronze' }, receiver: pager }]";
    expect(found(gold, silver, bronze)).toEqual(Array(2).fill('no alert has tier="bronze"'));
    const both = "receiver: team, routes: [{ match: { severity: 'critical', tier: 'gold' }, receiver: pager }]";
    expect(found(gold, gold, both)).toEqual(
      Array(2).fill('no alert gets here: none has {severity="critical",tier="gold"}'),
    );
  });

  it('a slip in what one environment has for itself is told', () => {
    const routing = 'receiver: team, routes: [{ match: { tier }, receiver: pager }]';
    expect(found(`${gold}\nconst tier = 'gold';`, `${silver}\nconst tier = 'sliver';`, routing)).toEqual([
      'no alert has tier="sliver"',
    ]);
  });
});
