import { z } from 'zod';
import type { System } from '../model/system.ts';
import { parseDuration } from '../promql/duration.ts';
import { regexProblem } from '../promql/regex.ts';
import { declaredAs, option, suggestion } from './declare.ts';
import { isRecord } from './options.ts';
import { durationOption } from './rule.ts';

const matchHelp = 'write a value, a list of values, not(…), matching(…) or notMatching(…)';

/** A matcher: what `not`, `matching` and `notMatching` make, or a value, or several. */
const labelMatch = z.unknown().superRefine((given, context) => {
  const problem = matchProblem(given);
  if (problem !== undefined) context.addIssue(problem);
});

function matchProblem(given: unknown): string | undefined {
  if (typeof given === 'string') return undefined;
  if (Array.isArray(given)) {
    if (given.length === 0) return 'an empty list matches nothing: list at least one value';
    return given.every((value) => typeof value === 'string') ? undefined : matchHelp;
  }
  if (!isRecord(given) || typeof given.value !== 'string' || typeof given.op !== 'string') return matchHelp;
  return given.op.includes('~') ? regexProblem(given.value) : undefined;
}

/** Severities are the system's own words: another one is a slip. */
function matchOption({ severities }: System): z.ZodType {
  const label = z.string().min(1, 'the name of a label is not empty');
  return z
    .record(label, labelMatch, "write what labels have to be: { severity: 'critical' }")
    .superRefine((match, context) => {
      for (const [at, value] of severitiesIn(match.severity)) {
        if (severities.includes(value)) continue;
        const message = `the system has no severity "${value}"${suggestion(value, severities) || `: it has ${severities.join(', ')}`}`;
        context.addIssue({ code: 'custom', path: ['severity', ...at], message });
      }
    });
}

/** The values that are written out, and where. */
function severitiesIn(match: unknown): readonly (readonly [at: readonly number[], value: string])[] {
  if (typeof match === 'string') return [[[], match]];
  if (Array.isArray(match)) return match.map((value, index) => [[index], String(value)] as const);
  const { op, value } = (match ?? {}) as { readonly op?: unknown; readonly value?: unknown };
  return op === '!=' ? [[[], String(value)]] : [];
}

const labelNames = z
  .array(
    z.string('the name of a label is a text').min(1, 'the name of a label is not empty'),
    "list the labels: ['alertname']",
  )
  .superRefine((names, context) => {
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) < index)
        context.addIssue({ code: 'custom', path: [index], message: `"${name}" is listed twice` });
    }
  });
const groupBy = labelNames.refine(
  (names) => !names.includes('...') || names.length === 1,
  "'...' stands for all labels, and by itself: ['...']",
);
const positive = durationOption.refine(
  (text) => parseDuration(text) !== 0,
  'it is longer than nothing: leave it out, or give a time',
);
const intervals = z.array(
  declaredAs('timeInterval', 'a time interval, made with timeInterval(…),'),
  'list the time intervals: [nights]',
);
const receiver = declaredAs('receiver', 'a receiver, made with receiver(…),');

const grouping = {
  groupBy: groupBy.optional(),
  groupWait: durationOption.optional(),
  groupInterval: positive.optional(),
  repeatInterval: positive.optional(),
};

const address = z
  .string('write host:port')
  .regex(/^(?:[\w.-]+|\[[\da-fA-F:]+\]):\d{1,5}$/, "an Alertmanager is written host:port: 'alertmanager:9093'");

/** What the options of `routing` have to be. */
export function routingSchema(system: System): z.ZodType {
  const match = matchOption(system);
  const route: z.ZodType = z.strictObject({
    ...grouping,
    match: match.optional(),
    receiver: receiver.optional(),
    continue: option.flag.optional(),
    mute: intervals.optional(),
    active: intervals.optional(),
    get routes(): z.ZodType {
      return z.array(route, 'write a list of routes: [{ … }]').optional();
    },
  });
  return z.strictObject({
    ...grouping,
    receiver,
    alertmanagers: z
      .array(address, "list the Alertmanagers: ['alertmanager:9093']")
      .min(1, 'list at least one')
      .optional(),
    resolveTimeout: positive.optional(),
    secretsFolder: z.string().startsWith('/', 'write the whole path of the folder: /run/secrets').optional(),
    alerts: z
      .custom(
        (value) => typeof value === 'object' && value !== null,
        'list the alerts, or give the module that exports them',
      )
      .optional(),
    routes: z.array(route, 'write a list of routes: [{ … }]').optional(),
    inhibit: z
      .array(
        z.strictObject({ source: match, target: match, equal: labelNames.optional() }),
        'write a list: [{ source, target }]',
      )
      .optional(),
    ignore: option.ignore.optional(),
  });
}
