import type { Panel, WrittenAmount } from '../model/dashboard.ts';
import type { Origin } from '../model/declaration.ts';
import { describe, readAmount } from './amount.ts';
import { refuse } from './handle.ts';

/** The options of a panel that take amounts. */
interface Amounts {
  readonly min?: unknown;
  readonly max?: unknown;
  readonly thresholds?: unknown;
}

/** The unit an amount was written in is kept, so that it can be compared with that of the queries. */
export function writtenAmounts({ min, max, thresholds = [] }: Amounts): Pick<Panel, 'amounts'> {
  const steps = (thresholds as readonly { readonly from?: unknown }[]).map(({ from }, index) => ({
    path: ['thresholds', index, 'from'],
    given: from,
  }));
  const amounts = [{ path: ['min'], given: min }, { path: ['max'], given: max }, ...steps].flatMap(
    ({ path, given }): readonly WrittenAmount[] => {
      const value = typeof given === 'string' ? readAmount(given) : undefined;
      return value === undefined ? [] : [{ path, quantity: given as string, value }];
    },
  );
  return amounts.length === 0 ? {} : { amounts };
}

/** The number that an amount of a panel stands for. */
export function amount(origin: Origin, value: unknown, key: string): number | undefined {
  if (value === undefined || typeof value === 'number') return value;
  const read = typeof value === 'string' ? readAmount(value) : undefined;
  return (
    read ??
    refuse(
      origin,
      [1, key],
      `${describe(value)} is not a quantity`,
      "write a number, or an amount with its unit: '500ms', '1GiB', '5%'",
    )
  );
}
