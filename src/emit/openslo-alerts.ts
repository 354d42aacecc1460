import type { Analysis } from '../analyze/analysis.ts';
import { shareWords } from '../analyze/slo-words.ts';
import type { Burn } from '../model/burn.ts';
import type { Receiver } from '../model/routing.ts';
import { type Alert, alertAt } from '../model/rule.ts';
import type { Slo } from '../model/slo.ts';
import { inOneUnit, windowName } from '../model/slo-series.ts';
import { exact } from '../promql/number.ts';
import { type Document, document, namesOf, part } from './openslo-document.ts';
import type { YamlMap } from './yaml.ts';

/** Burn rate alerts as OpenSLO's policies: each pair of windows is one, as a policy has one condition with one window. */

interface Policies {
  readonly said: readonly YamlMap[];
  /** What could not be said, in words. */
  readonly unsaid: readonly string[];
}

export function alertPolicies(slo: Slo, analysis: Analysis): Policies {
  const { alerts } = analysis.project;
  const [page, ticket, absent] = (['page', 'ticket', 'absent'] as const).map((role) => {
    const key = slo.alerts[role];
    return key === undefined ? undefined : alertAt(alerts, key);
  });
  const names = targetNames(analysis);
  const pairs = distinctPairs(slo.burns).flatMap((burn) => {
    const alert = burn.urgency === 'page' ? page : ticket;
    return alert === undefined ? [] : [{ burn, alert }];
  });
  const sayable = pairs.filter(({ burn }) => inOneUnit(burn.long) !== undefined);
  // One of them tells of missing data, too: the first that is as severe.
  const forNoData = sayable.find(({ alert }) => alert.severity === absent?.severity);
  return {
    said: sayable.map((pair) =>
      policy(slo, pair.burn, pair.alert, {
        noData: pair === forNoData,
        targets: toldOf(pair.alert, analysis).map((who) => names.get(who)!),
      }),
    ),
    unsaid: pairs.filter((pair) => !sayable.includes(pair)).map(({ burn, alert }) => unsaidWords(burn, alert)),
  };
}

function unsaidWords({ long, rate }: Burn, { name }: Alert): string {
  return `${name} over ${windowName(long)} (burn rate ${exact(rate)}) is left out: OpenSLO has no seconds.`;
}

/** Of several pairs with one long window the lowest rate: without the short windows the others say nothing more. */
function distinctPairs(burns: readonly Burn[]): readonly Burn[] {
  const kept = new Map<string, Burn>();
  for (const burn of burns) {
    const key = `${burn.urgency} ${burn.long}`;
    if (burn.rate < (kept.get(key)?.rate ?? Number.POSITIVE_INFINITY)) kept.set(key, burn);
  }
  return [...kept.values()];
}

interface PolicyParts {
  readonly noData: boolean;
  readonly targets: readonly string[];
}

function policy(slo: Slo, burn: Burn, alert: Alert, { noData, targets }: PolicyParts): Document {
  const { long, short, rate, urgency } = burn;
  const name = `${slo.id}-${urgency}-${windowName(long)}`;
  const agreeing = short === long ? '' : `, and over ${windowName(short)}, which OpenSLO cannot say`;
  const condition = part(
    'AlertCondition',
    name,
    {},
    {
      description: `${shareWords(burn.share)} of the error budget goes within ${windowName(long)}: the burn rate is above ${exact(rate)} over ${windowName(long)}${agreeing}.`,
      severity: alert.severity,
      condition: { kind: 'burnrate', op: 'gt', threshold: exact(rate), lookbackWindow: inOneUnit(long) },
    },
  );
  return part(
    'AlertPolicy',
    name,
    { displayName: alert.name.length > 63 ? undefined : alert.name },
    {
      alertWhenBreaching: true,
      alertWhenResolved: false,
      alertWhenNoData: noData,
      conditions: [condition],
      notificationTargets: targets.map((targetRef) => ({ targetRef })),
    },
  );
}

/** Who is told of the alerts, as far as it is declared. */
export function notificationTargets(analysis: Analysis): readonly Document[] {
  const { slos, alerts, receivers } = analysis.project;
  const names = targetNames(analysis);
  const keys = slos.flatMap((slo) => Object.values(slo.alerts));
  const told = new Set(
    keys.flatMap((key) => {
      const alert = alertAt(alerts, key);
      return alert === undefined ? [] : toldOf(alert, analysis);
    }),
  );
  return [...told].map((who) => {
    const receiver = receivers.find(({ name }) => name === who);
    const description = receiver === undefined ? `Nobody is declared to be told; ${who} answers for it.` : undefined;
    const target = receiver === undefined ? 'Alertmanager' : integrationWords(receiver);
    return document('AlertNotificationTarget', names.get(who)!, {}, { description, target });
  });
}

function targetNames({ project }: Analysis): ReadonlyMap<string, string> {
  return namesOf([...project.receivers.map(({ name }) => name), project.system.owner]);
}

/** Receivers that an alert reaches; the team that answers for it where none is declared. */
function toldOf(alert: Alert, { routing, project }: Analysis): readonly string[] {
  const cases = routing()?.of(alert).cases ?? [];
  const told = cases.flatMap(({ deliveries }) => deliveries.map(({ receiver }) => receiver));
  return told.length === 0 ? [project.system.owner] : [...new Set(told)];
}

/** `pagerduty, slack`. */
function integrationWords({ integrations }: Receiver): string {
  return [...new Set(integrations.map(({ type }) => type))].join(', ') || 'nobody';
}
