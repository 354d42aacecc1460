import type { Burn, Urgency } from '../model/burn.ts';
import { percentage } from '../model/percent.ts';
import { type Alert, ruleKey } from '../model/rule.ts';
import { badWords, periodOf, type Slo, type SloRole } from '../model/slo.ts';
import { countSeries, errorRatioSeries, windowName } from '../model/slo-series.ts';
import type { Expr } from '../promql/ast.ts';
import { binary, call, numberNode, paren } from './build.ts';
import { declareAlert, declareRuleGroup } from './rule.ts';
import { ofSets } from './sli-measure.ts';
import type { BurnWindow } from './slo.ts';
import { errorRatioNode, identityOf, overWindow, recordedNode, vectorOf } from './slo-nodes.ts';
import type { SystemScope } from './system.ts';

/** The alerts of an SLO. */

type Labels = Readonly<Record<string, string>>;

/** How one of them is to be; false where it is not wanted. */
export type AlertSetting =
  | false
  | {
      readonly name?: string;
      readonly severity?: string;
      readonly labels?: Labels;
      readonly runbook?: unknown;
      readonly for?: string;
      readonly windows?: readonly BurnWindow[];
    };
export type SloAlerts = Readonly<Record<SloRole, Alert>>;
export type AlertSettings = Readonly<Partial<Record<SloRole, AlertSetting>>>;

/** What all alerts of an SLO are given. */
export interface AlertContext {
  readonly settings: AlertSettings;
  readonly labels: Labels | undefined;
  readonly runbook: unknown;
}

const suffixes = { page: 'FastBurn', ticket: 'SlowBurn', absent: 'Absent' } as const;
const roles = Object.keys(suffixes) as readonly SloRole[];

/** Declares those that are wanted; of the others there are handles only. */
export function sloAlerts(scope: SystemScope, slo: Slo, context: AlertContext): SloAlerts {
  const unwanted = apart(scope);
  const isAny = roles.some((role) => isWanted(slo, context.settings, role));
  const group = declareRuleGroup(isAny ? scope : unwanted, `slo-${slo.id}-alerts`, {});
  const made = (role: SloRole, options: object) =>
    declareAlert(
      isWanted(slo, context.settings, role) ? scope : unwanted,
      nameOf(slo, role, context.settings[role]),
      { ...optionsOf(scope, slo, role, context), group, ...options },
      slo.id,
    );
  return {
    page: made('page', burnAlert(slo, 'page')),
    ticket: made('ticket', burnAlert(slo, 'ticket')),
    absent: made('absent', absenceAlert(slo, context.settings.absent)),
  };
}

/** Keys of the alerts that are declared. */
export function alertKeys(slo: Slo, alerts: SloAlerts, settings: AlertSettings): Slo['alerts'] {
  const wanted = roles.filter((role) => isWanted(slo, settings, role));
  return Object.fromEntries(wanted.map((role) => [role, ruleKey(alerts[role])]));
}

/** The same system with nothing declared in it, for what there are to be handles of and no more. */
export function apart({ registry }: SystemScope): SystemScope {
  return { registry: { ...registry, declarations: [] } };
}

/** Whether it is declared: a burn alert has windows that decide. */
function isWanted({ burns }: Slo, settings: AlertSettings, role: SloRole): boolean {
  return settings[role] !== false && (role === 'absent' || burns.some(({ urgency }) => urgency === role));
}

function nameOf({ id }: Slo, which: SloRole, setting: AlertSetting | undefined): string {
  const given = setting === false ? undefined : setting?.name;
  return given ?? `${id.split('-').map(capitalized).join('')}${suffixes[which]}`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function optionsOf({ registry }: SystemScope, slo: Slo, which: SloRole, context: AlertContext): object {
  const { severities } = registry.system;
  const { severity, labels, runbook } = context.settings[which] || {};
  const usual = which === 'page' ? severities[0] : (severities[1] ?? severities[0]);
  return {
    severity: severity ?? usual,
    owner: slo.owner,
    labels: { ...identityOf(slo), ...context.labels, ...labels },
    runbook: runbook ?? context.runbook,
    ignore: slo.ignore,
  };
}

/** The pairs of one urgency, of which each fires by itself. */
function burnAlert(slo: Slo, urgency: Urgency): object {
  const pairs = slo.burns.filter((burn) => burn.urgency === urgency);
  const conditions = pairs.map((burn) => paren(slo.origin, conditionOf(slo, burn)));
  const [first, ...others] = pairs.length === 1 ? [conditionOf(slo, pairs[0]!)] : conditions;
  const when = first && others.reduce((all, one) => joined(slo, 'or', all, one), first);
  const going = urgency === 'page' ? 'is going fast' : 'is going too fast';
  return {
    when: vectorOf(slo, when ?? numberNode(slo.origin, 0)),
    summary: `${slo.title}${groupWords(slo)}: the error budget ${going}, {{ $value | humanizePercentage }} ${badWords(slo.sli)}`,
    description: `${spentWords(pairs)} At most ${percentage(slo.budget)} may be bad over ${windowName(periodOf(slo.window))}.`,
  };
}

/** Both windows are above the rate, and there is traffic enough to tell. The short one first: its value is how bad it is now. */
function conditionOf(slo: Slo, { long, short, rate }: Burn): Expr {
  const { origin, budget } = slo;
  const above = (window: number) => {
    const threshold = binary(origin, '*', numberNode(origin, rate), numberNode(origin, budget), undefined);
    return binary(origin, '>', errorRatioNode(slo, window), threshold, undefined);
  };
  const both = short === long ? above(long) : joined(slo, 'and', above(short), above(long));
  const floor = slo.sli.minimumTraffic;
  if (floor === undefined) return both;
  const enough = binary(
    origin,
    '>=',
    recordedNode(slo, countSeries('events', slo.sli.type, long)),
    numberNode(origin, floor),
    undefined,
  );
  return joined(slo, 'and', both, enough);
}

function joined({ origin }: Slo, op: 'and' | 'or', left: Expr, right: Expr): Expr {
  return binary(origin, op, left, right, ofSets);
}

/** Fires when the SLI has no data; of several groups also when one of them is gone that was there within a day. */
function absenceAlert(slo: Slo, setting: AlertSetting | undefined): object {
  const { origin, sli, base } = slo;
  const name = sli.type === 'raw' ? errorRatioSeries(base) : countSeries('events', sli.type, base);
  const absent = call(origin, 'absent', [recordedNode(slo, name)]);
  const gone = binary(
    origin,
    'unless',
    overWindow('present_over_time', slo, name, day),
    recordedNode(slo, name),
    ofSets,
  );
  const when = sli.by.length === 0 ? absent : joined(slo, 'or', absent, gone);
  return {
    when: vectorOf(slo, when),
    for: (setting || undefined)?.for ?? '10m',
    summary: `${slo.title}${groupIfAny(slo)}: there is no data to measure it by`,
    description: 'While it lasts the other alerts of this SLO are silent, whatever happens.',
  };
}
const day = 86_400_000;

/** ` of {{ $labels.service }}`, where the SLI is measured by labels. */
function groupWords({ sli }: Slo): string {
  return sli.by.length === 0 ? '' : ` of ${sli.by.map((label) => `{{ $labels.${label} }}`).join(' ')}`;
}

/** The same where only some of what fires has these labels. */
function groupIfAny({ sli }: Slo): string {
  const words = sli.by.map((label, index) => `${index === 0 ? ' of' : ''} {{ $labels.${label} }}`);
  return words.map((word, index) => `{{ if $labels.${sli.by[index]} }}${word}{{ end }}`).join('');
}

/** `At this rate the error budget loses 2% within 1h, or 5% within 6h.` */
function spentWords(pairs: readonly Burn[]): string {
  const words = pairs.map(({ share, long }) => `${percentage(share)} within ${windowName(long)}`);
  return words.length === 0 ? '' : `At this rate the error budget loses ${words.join(', or ')}.`;
}
