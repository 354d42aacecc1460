import type { Analysis } from '../analyze/analysis.ts';
import { type Route, routesIn } from '../model/routing.ts';
import type { Check, Finding } from './check.ts';
import { inOption, listed, meantName, quoted } from './finding.ts';
import { routed } from './routing-example.ts';

const critical = `shop.alert('QueueTooLong', {
  when: queueLength.avgOverTime('10m').gt(1000), ...warning, severity: 'critical',
});`;

export const routingReceiver: Check = {
  id: 'routing-receiver',
  severity: 'error',
  class: 'fact',
  concludesFromAbsence: true,
  why: 'Alertmanager refuses a configuration with a route to a receiver or time interval that is not in it, and keeps the old one.',
  bad: `const bank = system({
  title: 'Bank', owner: 'bank-team', docsUrl: 'https://docs.example.com/bank', severities: ['critical'],
  runsOn: { prometheus: '3.5', grafana: '12' },
});
const bankTeam = bank.receiver('bank-team', { webhook: [{ url: 'http://notify:8080/bank' }] });
${critical}
${routed("routes: [{ match: { severity: 'critical' }, receiver: bankTeam }],")}`,
  good: `const bankTeam = shop.receiver('bank-team', { webhook: [{ url: 'http://notify:8080/bank' }] });
${critical}
${routed("routes: [{ match: { severity: 'critical' }, receiver: bankTeam }],")}`,
  *find({ project }) {
    const { routing } = project;
    if (!routing) return;
    for (const route of routesIn(routing.root)) {
      yield* unknown('receiver', route, route.receiver === undefined ? [] : [route.receiver], project);
      yield* unknown('mute', route, route.mute, project);
      yield* unknown('active', route, route.active, project);
    }
  },
};

function* unknown(
  option: 'receiver' | 'mute' | 'active',
  { path }: Route,
  names: readonly string[],
  { routing, receivers, timeIntervals, system }: Analysis['project'],
): Generator<Finding> {
  const declared = (option === 'receiver' ? receivers : timeIntervals).map(({ name }) => name);
  const what = option === 'receiver' ? 'receiver' : 'time interval';
  const method = option === 'receiver' ? 'receiver' : 'timeInterval';
  for (const [index, name] of names.entries()) {
    if (declared.includes(name)) continue;
    const has = declared.length === 0 ? 'it has none' : `it has ${listed(declared, 'and')}`;
    const help = meantName(name, declared, quoted)?.help ?? `declare it with this system's ${method}(…): ${has}`;
    const message = `${system.title} has no ${what} ${quoted(name)}`;
    yield inOption(routing!, [...path, option, ...(option === 'receiver' ? [] : [index])], { message, help });
  }
}
