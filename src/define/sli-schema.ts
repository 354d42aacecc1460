import { z } from 'zod';
import { readAmount } from './amount.ts';
import { option } from './declare.ts';
import { isHandle } from './handle.ts';

/** What the options of an indicator may be at run time. */

const labelHelp = "write a label or a list of labels: 'service'";
const label = z.string(labelHelp).regex(/^[a-zA-Z_]\w*$/, labelHelp);
const by = z.union([label, z.array(label)], labelHelp).optional();

const rateHelp = "write events a second as a number above 0, or '50/s', '100/h'";
const traffic = z
  .custom((value) => {
    const rate = typeof value === 'string' && /^[\d.]+\/[smhd]$/.test(value) ? readAmount(value) : value;
    return typeof rate === 'number' && Number.isFinite(rate) && rate > 0;
  }, rateHelp)
  .optional();
const amount = z.custom((value) => {
  const read = typeof value === 'string' ? readAmount(value) : value;
  return typeof read === 'number' && Number.isFinite(read);
}, "write a number, or an amount with its unit: '500ms', '1GiB', '5%'");
const counter = z.custom(isHandle, 'a counter is needed here');

export const ratioSchema = z
  .strictObject({
    total: counter.optional(),
    good: counter.optional(),
    bad: counter.optional(),
    by,
    partOfTotal: option.title.optional(),
    traffic,
    minimumTraffic: traffic,
  })
  .superRefine((given, context) => {
    const named = (['good', 'bad', 'total'] as const).filter((name) => given[name] !== undefined);
    if (named.length === 2) return;
    const path = named.length === 3 ? ['total'] : [];
    context.addIssue({ code: 'custom', path, message: 'give two of good, bad and total: the third follows from them' });
  });

export const latencySchema = z.strictObject({ below: amount, by, traffic, minimumTraffic: traffic });

const thresholds = ['atMost', 'below', 'atLeast', 'above'] as const;

export const gaugeSchema = z
  .strictObject({
    by,
    atMost: amount.optional(),
    below: amount.optional(),
    atLeast: amount.optional(),
    above: amount.optional(),
  })
  .superRefine((given, context) => {
    const [, second] = thresholds.filter((name) => given[name] !== undefined);
    if (second !== undefined)
      context.addIssue({ code: 'custom', path: [second], message: 'there is one threshold: leave the other out' });
  });
