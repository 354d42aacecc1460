import type { Analysis } from '../analyze/analysis.ts';
import type { Simulation } from '../analyze/routing.ts';
import type { Leaf } from '../analyze/routing-cases.ts';
import type { Sided, Variant } from '../analyze/routing-classes.ts';
import { canBeEqual, type Domain } from '../analyze/routing-domain.ts';
import { matchersText } from '../analyze/routing-tree.ts';
import { isDecidable } from '../analyze/routing-vocabulary.ts';
import type { Inhibition } from '../model/routing.ts';
import type { Check, Finding } from './check.ts';
import { inOption } from './finding.ts';
import { routed } from './routing-example.ts';
import { matcherFault } from './routing-matcher.ts';

const pair = `shop.alert('QueueLong', { when: queueLength.avgOverTime('10m').gt(100), ...warning });
shop.alert('BasketsFull', { when: basketBytes.avgOverTime('10m').gt('1GiB'), ...warning, severity: 'critical' });`;

function inhibited(equal: string): string {
  return `${pair}
${routed(`inhibit: [{ source: { severity: 'critical' }, target: { severity: 'warning' }, equal: ['${equal}'] }],`)}`;
}

export const routingInhibit: Check = {
  id: 'routing-inhibit',
  severity: 'error',
  class: 'fact',
  concludesFromAbsence: true,
  why: 'An inhibition whose alerts never agree does nothing; one that compares a label which neither has silences alerts that have nothing to do with it.',
  bad: inhibited('alertname'),
  good: inhibited('instance'),
  *find(analysis, { elsewhere }) {
    const { routing, alerts } = analysis.project;
    const simulation = analysis.routing();
    if (!routing || !simulation || alerts.length === 0) return;
    for (const inhibition of routing.inhibitions) {
      const asked = [...inhibition.source, ...inhibition.target];
      if (asked.some((matcher) => matcherFault(matcher, analysis)) || !isDecidable(asked, simulation)) continue;
      if (!elsewhere.some((other) => appliesIn(other, inhibition))) yield* judged(inhibition, simulation, analysis);
    }
  },
};

/** Routing is written once for all environments: what does nothing in one may well do something in another. */
function appliesIn(other: Analysis, inhibition: Inhibition): boolean {
  const simulation = other.routing();
  const text = JSON.stringify(inhibition);
  const same = other.project.routing?.inhibitions.find((one) => JSON.stringify(one) === text);
  return simulation !== undefined && same !== undefined && [...judged(same, simulation, other)].length === 0;
}

/** An alert on one side of an inhibition. */
interface On extends Sided {
  readonly variant: Variant;
  readonly narrowed: Leaf<Sided>['narrowed'];
  readonly domain: (label: string) => Domain;
}

function* judged(inhibition: Inhibition, simulation: Simulation, { project }: Analysis): Generator<Finding> {
  const { source, target, path } = inhibition;
  const [sources, targets] = [onSide(inhibition, 'source', simulation), onSide(inhibition, 'target', simulation)];
  for (const [option, matchers, alerts] of [
    ['source', source, sources],
    ['target', target, targets],
  ] as const) {
    if (alerts.length > 0) continue;
    yield inOption(project.routing!, [...path, option], {
      message: `no alert is ${matchersText(matchers)}: this inhibits nothing`,
      help: `write what ${option === 'source' ? 'the alerts that explain others' : 'the explained alerts'} have, or leave the inhibition out`,
    });
    return;
  }
  if (targets.some((one) => simulation.inhibitors(one.variant, one.narrowed, [one]).length > 0))
    yield* comparesTooLittle(inhibition, sources, targets, project);
  else yield neverApplies(inhibition, sources, targets, project);
}

function onSide(inhibition: Inhibition, side: 'source' | 'target', { classes }: Simulation): readonly On[] {
  return classes.flatMap(({ variants, passages, sourceOf }) => {
    const leaves =
      side === 'source'
        ? sourceOf(inhibition)
        : passages.flatMap(({ result, narrowed }) => {
            const found = result.targetOf.find((one) => one.inhibition === inhibition);
            return found ? [{ result: found, narrowed }] : [];
          });
    return leaves.flatMap(({ result, narrowed }) =>
      variants.map(
        (variant): On => ({
          ...result,
          variant,
          narrowed,
          domain: (label) => narrowed.get(label) ?? variant.domain(label),
        }),
      ),
    );
  });
}

type Sides = readonly [inhibition: Inhibition, sources: readonly On[], targets: readonly On[], Analysis['project']];

function* comparesTooLittle(...[inhibition, sources, targets, project]: Sides): Generator<Finding> {
  yield* comparesNothing(inhibition, sources, targets, project);
  const { source, target, unlimited } = inhibition;
  const isOne = namesOf(sources).length < 2 && source.some(({ label }) => label === 'alertname');
  if (!unlimited || isOne || namesOf(targets).length < 2) return;
  yield inOption(project.routing!, inhibition.path, {
    message: `any alert that is ${matchersText(source)} silences every one that is ${matchersText(target)}, whatever they have to do with each other`,
    help: "name the labels that both have to share: equal: ['instance']; or write equal: [], where one explains all others",
  });
}

function namesOf(alerts: readonly On[]): readonly string[] {
  return [...new Set(alerts.map(({ variant }) => variant.alert.name))];
}

/** Labels that no alert of either side has. */
function* comparesNothing(...[{ equal, path }, sources, targets, { routing }]: Sides): Generator<Finding> {
  for (const label of equal) {
    if (![...sources, ...targets].every(({ domain }) => isAbsent(domain(label)))) continue;
    yield inOption(routing!, [...path, 'equal', label], {
      message: `none of these alerts has the label "${label}": absent is equal to absent, so it sets no limit`,
      help: `leave "${label}" out, or compare a label that both sides have`,
    });
  }
}

function isAbsent({ values, open }: Domain): boolean {
  return !open && values.every((value) => value === '');
}

function neverApplies(...[{ equal, path }, sources, targets, { routing }]: Sides): Finding {
  const label = equal.find((one) => !overlaps(distinctDomains(sources, one), distinctDomains(targets, one)));
  if (label !== undefined)
    return inOption(routing!, [...path, 'equal', label], {
      message: `"${label}" is never the same on both sides: this inhibits nothing`,
      help: `leave "${label}" out, or compare labels that such alerts have in common`,
    });
  const isTwoSided = [...sources, ...targets].every(({ twoSided }) => twoSided);
  return inOption(routing!, [...path, 'target'], {
    message: isTwoSided
      ? 'every alert of one side is on the other too, and such alerts do not inhibit each other: this inhibits nothing'
      : 'no two of these alerts agree on all labels of equal: this inhibits nothing',
    help: isTwoSided ? 'let the target ask for what the source is not' : 'compare fewer labels',
  });
}

function distinctDomains(alerts: readonly On[], label: string): readonly Domain[] {
  return [...new Set(alerts.map(({ domain }) => domain(label)))];
}

function overlaps(some: readonly Domain[], others: readonly Domain[]): boolean {
  if ([...some, ...others].some(({ open }) => open))
    return some.some((domain) => others.some((other) => canBeEqual(domain, other)));
  const values = new Set(some.flatMap((domain) => domain.values));
  return others.some((domain) => domain.values.some((value) => values.has(value)));
}
