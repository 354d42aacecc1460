import type { Project } from '../model/project.ts';
import { type Alert, ownLabels, type RecordingRule, type RuleGroup } from '../model/rule.ts';
import type { Check, Finding } from './check.ts';
import { inOption } from './finding.ts';

export const ruleExternalLabel: Check = {
  id: 'rule-external-label',
  severity: 'warning',
  class: 'advice',
  why: 'An external label is added where it is missing: a rule that sets it itself makes its series look as if another Prometheus wrote them.',
  bad: `import { step, system } from 'alidade';

export const shop = system({
  title: 'Shop', owner: 'shop-team', docsUrl: 'https://docs.example.com/shop', severities: ['critical', 'warning'],
  runsOn: { prometheus: '3.5', grafana: '12' }, externalLabels: { cluster: 'eu' },
});
const server = shop.scrapeJob('shop', { targets: ['shop:9090'] });
const runbook = shop.runbook('down', { title: 'Down', about: 'Nothing answers.', steps: [step('Restart it')] });
shop.alert('ShopDown', {
  when: server.up.eq(0), for: '5m', severity: 'critical', summary: 'The shop is down.', runbook, labels: { cluster: 'us' },
});`,
  good: `shop.alert('QueueLong', { when: queueLength.avgOverTime('10m').gt(100), ...warning, labels: { cluster: 'us' } });`,
  *find({ project }) {
    const { ruleGroups, recordingRules, alerts } = project;
    for (const group of ruleGroups) yield* hidden(group, Object.keys(group.labels ?? {}), project);
    for (const rule of [...recordingRules, ...alerts]) yield* hidden(rule, ownLabels(rule, ruleGroups), project);
  },
};

type Labelled = Alert | RecordingRule | RuleGroup;

function* hidden(subject: Labelled, names: readonly string[], { system }: Project): Generator<Finding> {
  const external = system.externalLabels;
  for (const name of names.filter((label) => Object.hasOwn(external, label))) {
    const finding = inOption(subject, [1, 'labels', name], wordsFor(subject, name, external[name]!));
    yield { ...finding, place: { ...finding.place, key: true } };
  }
}

function wordsFor({ kind, labels }: Labelled, name: string, value: string) {
  const what = kind === 'ruleGroup' ? 'group' : 'rule';
  return {
    message: `"${name}" is an external label of the system ("${value}"), which this ${what}'s "${labels?.[name]}" hides`,
    help: 'leave it to Prometheus, or give the label another name',
  };
}
