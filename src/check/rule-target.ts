import type { Project } from '../model/project.ts';
import { type Alert, ownLabels, type RecordingRule, type RuleGroup } from '../model/rule.ts';
import { type RuleField, ruleFields } from '../model/rule-field.ts';
import { atLeast } from '../model/version.ts';
import { isLabelName } from '../promql/keywords.ts';
import type { Check, Finding } from './check.ts';
import { inOption } from './finding.ts';

/** A shop on an old Prometheus. */
function oldShop(more: string): string {
  return `import { step, system } from 'alidade';

export const shop = system({
  title: 'Shop', owner: 'shop-team', docsUrl: 'https://docs.example.com/shop', severities: ['critical', 'warning'],
  runsOn: { prometheus: '2.40', grafana: '10' },
});
const server = shop.scrapeJob('shop', { targets: ['shop:9090'] });
const runbook = shop.runbook('down', { title: 'Down', about: 'Nothing answers.', steps: [step('Restart it')] });
shop.alert('ShopDown', {
  when: server.up.eq(0), for: '5m', severity: 'critical', summary: 'The shop is down.', runbook,${more}
});`;
}

export const ruleTarget: Check = {
  id: 'rule-target',
  severity: 'error',
  class: 'fact',
  why: 'Prometheus refuses a whole rule file for one field or name that its version does not know.',
  bad: oldShop(" keepFiringFor: '10m',"),
  good: oldShop(''),
  *find({ project }) {
    for (const group of project.ruleGroups) yield* inGroup(group, project);
    for (const alert of project.alerts) {
      if (alert.keepFiringFor !== undefined) yield* unknownField(alert, 'keepFiringFor', 'keep_firing_for', project);
      yield* unknownNames(alert, 'annotations', Object.keys(alert.annotations), project);
    }
    for (const rule of [...project.alerts, ...project.recordingRules])
      yield* unknownNames(rule, 'labels', ownLabels(rule, project.ruleGroups), project);
  },
};

function* inGroup(group: RuleGroup, project: Project): Generator<Finding> {
  yield* unknownNames(group, 'labels', Object.keys(group.labels ?? {}), project);
  if (group.limit !== undefined) yield* unknownField(group, 'limit', 'limit', project);
  if (group.queryOffset !== undefined) yield* unknownField(group, 'queryOffset', 'query_offset', project);
}

function* unknownField(of: Alert | RuleGroup, option: string, field: RuleField, project: Project): Generator<Finding> {
  const { prometheus } = project.system.runsOn;
  const { since } = ruleFields[field];
  if (atLeast(prometheus, since)) return;
  yield inOption(of, [1, option], {
    message: `${field} exists since Prometheus ${since}; the system runs on ${prometheus}`,
    help: `leave ${option} out, or say under \`runsOn\` that a later version runs`,
  });
}

/** Any name is legal from 3.0 on. */
function* unknownNames(
  subject: Alert | RecordingRule | RuleGroup,
  of: 'labels' | 'annotations',
  names: readonly string[],
  project: Project,
): Generator<Finding> {
  const { prometheus } = project.system.runsOn;
  if (atLeast(prometheus, '3.0')) return;
  for (const name of names.filter((each) => !isLabelName(each))) {
    const legal = name.replace(/\W/g, '_').replace(/^(?=\d)/, '_');
    const words = {
      message: `"${name}" is no name of ${of === 'labels' ? 'a label' : 'an annotation'} in Prometheus ${prometheus}`,
      help: `use letters, digits and _, not beginning with a digit: ${legal}`,
    };
    const finding = inOption(subject, [1, of, name], words);
    yield { ...finding, place: { ...finding.place, key: true } };
  }
}
