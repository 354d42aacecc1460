import { z } from 'zod';
import { parsePercent, ratioOf } from '../model/percent.ts';
import { parseDuration } from '../promql/duration.ts';
import { declaredAs, inOurWords, option } from './declare.ts';
import { isRecord } from './options.ts';
import { durationOption } from './rule.ts';

/** What the options of `slo()` may be at run time; whether they make sense together is for the checks slo-*. */

/** A label value, a file's name, part of a dashboard's uid (of 40 characters) and a name in OpenSLO (RFC 1123). */
export const sloIdSchema = z
  .string('a name is needed here')
  .regex(/^[a-z0-9]([a-z0-9-]{0,34}[a-z0-9])?$/, 'an SLO is named with lower-case letters, digits and -, at most 36');

const percentHelp = "write a percentage as a text: '99.9%'";
const percent = z.custom((value) => parsePercent(value) !== undefined, percentHelp);
const someOf = percent.refine((value) => (parsePercent(value)?.digits ?? 0) > 0, 'write more than 0%');
const shareOf = percent.refine((value) => ratioOf(parsePercent(value)!) <= 1, 'no more than 100% can be left');
const window = durationOption.refine((text) => !/^0+[a-z]*$/.test(text), 'the window is empty');

const calendar = z.strictObject({
  calendar: z.enum(['week', 'month', 'quarter', 'year'], "one of 'week', 'month', 'quarter', 'year'"),
  timeZone: z
    .string("write a time zone's name: 'Europe/Berlin'")
    .refine(isTimeZone, "this is no time zone: write 'UTC', 'Europe/Berlin' or another name of the IANA database")
    .optional(),
  start: z.iso.date('a day is written 2027-01-01, and must be in the calendar').optional(),
});

function isShorter(short: string, long: string): boolean {
  return (parseDuration(short) ?? 0) < (parseDuration(long) ?? Number.POSITIVE_INFINITY);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

const burn = z
  .strictObject({
    long: window,
    short: window.optional(),
    budget: someOf.optional(),
    burnRate: z.number('write a number above 0').positive('write a number above 0').optional(),
  })
  .refine(({ budget, burnRate }) => (budget === undefined) !== (burnRate === undefined), {
    message: "say how much of the budget may go in the long window, budget: '2%', or how fast, burnRate: 14.4",
  })
  .refine(({ long, short }) => short === undefined || isShorter(short, long), {
    path: ['short'],
    message: 'the short window is not shorter than the long one',
  });

/** What these labels say the SLO says itself. */
const itsOwn: ReadonlySet<string> = new Set(['alertname', 'service', 'severity', 'slo']);
const labels = option.labels.superRefine((given, context) => {
  for (const name of Object.keys(given).filter((label) => itsOwn.has(label)))
    context.addIssue({ code: 'custom', path: [name], message: `the label ${name} is set by the SLO: leave it out` });
});

const common = {
  name: option.title.optional(),
  severity: option.text.optional(),
  labels: labels.optional(),
  runbook: declaredAs('runbook', 'a runbook').optional(),
};
const burnAlert = falseOr(
  z.strictObject({
    ...common,
    windows: z.array(burn, 'list the windows: [{ … }]').min(1, 'list at least one pair of windows').optional(),
  }),
);
const absentAlert = falseOr(z.strictObject({ ...common, for: durationOption.optional() }));

/** `false`, or options: a union would say only that neither fits. */
function falseOr(schema: z.ZodType): z.ZodType {
  return z.unknown().superRefine((value, context) => {
    if (value === false || value === undefined) return;
    const { error } = schema.safeParse(value, { error: inOurWords });
    for (const issue of error?.issues ?? []) context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
  });
}

/** What is left falls from step to step. */
function descending(steps: readonly { readonly remaining: unknown }[], context: z.RefinementCtx): void {
  const left = steps.map(({ remaining }) => parsePercent(remaining));
  for (const [index, share] of left.entries()) {
    const before = left[index - 1];
    if (!share || !before || ratioOf(share) < ratioOf(before)) continue;
    const message = 'the step before it begins with no more left: list the steps from most left to least';
    context.addIssue({ code: 'custom', path: [index, 'remaining'], message });
  }
}

const options = z.strictObject({
  sli: z.custom(
    (value) => isRecord(value) && value.kind === 'sli' && 'reads' in value,
    'make it with sli.ratio(…), sli.latency(…), sli.gauge(…) or sli.raw(…)',
  ),
  objective: percent,
  window: z.union([window, calendar], "write a length of time, '30d', or { calendar: 'month' }"),
  title: option.title.optional(),
  description: option.prose.optional(),
  service: option.title.optional(),
  owner: option.title.optional(),
  runbook: declaredAs('runbook', 'a runbook').optional(),
  labels: labels.optional(),
  shortestWindow: window.optional(),
  alerts: z
    .strictObject({ page: burnAlert.optional(), ticket: burnAlert.optional(), absent: absentAlert.optional() })
    .optional(),
  policy: z
    .array(
      z.strictObject({ remaining: shareOf, action: option.prose }),
      "list the steps: [{ remaining: '25%', action: '…' }]",
    )
    .superRefine(descending)
    .optional(),
  rules: option.flag.optional(),
  dashboard: option.flag.optional(),
  ignore: option.ignore.optional(),
});

/** Labels by which it is measured tell its groups apart, in whatever is made for it. */
export const sloSchema = options.superRefine(({ sli, labels: common = {}, alerts = {} }, context) => {
  const by = (sli as { readonly by?: readonly string[] }).by ?? [];
  const refuse = (path: readonly string[], message: string) =>
    context.addIssue({ code: 'custom', path: [...path], message });
  if (by.includes('slo')) refuse(['sli'], 'it is measured by the label slo, which says of which SLO a series is');
  const given: readonly (readonly [readonly string[], unknown])[] = [
    [['labels'], common],
    ...Object.entries(alerts).map(([which, alert]) => [['alerts', which, 'labels'], labelsIn(alert)] as const),
  ];
  for (const [path, own] of given) {
    for (const name of Object.keys(own ?? {}).filter((label) => by.includes(label)))
      refuse([...path, name], `the SLO is measured by ${name}: with a label of this name all groups are one`);
  }
});

function labelsIn(alert: unknown): unknown {
  return isRecord(alert) ? alert.labels : undefined;
}
