import { formatGeneral, formatNumber } from '../promql/number.ts';
import { atLeast } from './version.ts';

/**
 * How a bound or quantile may stand in a label. Prometheus stores `1.0` and `1e+06` from 3.0 on, however they are exposed (its
 * migration guide: "le and quantile label values"); before, as exposed: as Go clients write it (`1`), or in full (`1000000.0`).
 */
export function numberLabels(value: number, prometheus: string): readonly string[] {
  const short = formatGeneral(value);
  if (atLeast(prometheus, '3.0')) return [/[e.]/.test(short) ? short : `${short}.0`];
  const plain = formatNumber(value);
  return [plain, ...(Number.isInteger(value) ? [`${plain}.0`] : []), ...(short === plain ? [] : [short])];
}
