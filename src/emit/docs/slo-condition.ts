/** When the alerts of an SLO fire, in words. */
import { threshold } from '../../analyze/slo-detection.ts';
import { rateWords, shareWords } from '../../analyze/slo-words.ts';
import type { Burn } from '../../model/burn.ts';
import type { Alert } from '../../model/rule.ts';
import { badWords, roleOf, type Slo } from '../../model/slo.ts';
import { windowName } from '../../model/slo-series.ts';
import { listed, plain } from './markdown.ts';

/** `more than 1.44 % of requests are bad over 1h and over 5m (2 % of the error budget within 1h), or more than 0.6 % …`. */
export function sloCondition(alert: Alert, slo: Slo): string | undefined {
  const role = roleOf(alert, slo);
  if (role === undefined) return undefined;
  if (role === 'absent') return absenceWords(slo);
  const pairs = slo.burns.filter(({ urgency }) => urgency === role);
  return pairs.map((burn, i) => burnWords(slo, burn, i === 0)).join(', or ') + floorWords(slo);
}

function burnWords(slo: Slo, burn: Burn, first: boolean): string {
  const bad = first ? ` ${plain(badWords(slo.sli))}` : '';
  const of = first ? ' of the error budget' : '';
  const above = shareWords(threshold(slo, burn)).replace('about ', '');
  return `more than ${above}${bad} ${overWords(burn)} (${shareWords(burn.share)}${of} within ${windowName(burn.long)})`;
}

/** `over 1h and over 5m`. */
export function overWords({ long, short }: Burn): string {
  return listed([...new Set([long, short])].map((window) => `over ${windowName(window)}`));
}

function floorWords({ sli }: Slo): string {
  const { minimumTraffic, events } = sli;
  return minimumTraffic === undefined ? '' : `; never with fewer ${plain(events)} than ${rateWords(minimumTraffic)}`;
}

function absenceWords({ sli }: Slo): string {
  const gone = sli.by.length === 0 ? '' : `, or a ${sli.by.map(plain).join(' and ')} has none that had some within 1d`;
  return `there is no data to measure the SLO by${gone}`;
}
