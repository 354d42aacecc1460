import { z } from 'zod';
import type { PanelType } from '../model/dashboard.ts';
import type { Origin } from '../model/declaration.ts';
import { declaredAs, inOurWords, option } from './declare.ts';
import { refuse } from './handle.ts';
import { linksOption } from './link.ts';
import { isRecord } from './options.ts';

/** Refuses options that no panel can be made of; `argument` is where they stand. */
export function refuseWrongOptions(origin: Origin, type: PanelType, given: object, argument: number): void {
  if (!('query' in given && given.query !== undefined) && type !== 'text' && type !== 'custom')
    refuse(origin, [argument], 'the panel has no query', 'give it one: { query: … }');
  const result = panelSchema.safeParse(given, { error: inOurWords });
  const issue = result.error?.issues[0];
  if (!issue) return;
  const keys = issue.path.filter((key) => typeof key !== 'symbol');
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  if (unknown !== undefined) refuse(origin, [argument, ...keys, unknown], `there is no option "${unknown}" here`);
  refuse(origin, [argument, ...keys], issue.message);
}

/** Settings of a plugin, which are written out as they are. */
const pluginOption = z.custom(
  (value) => isRecord(value) && isPlain(value),
  'only texts, numbers, true, false, lists and { … } of them can be written out',
);
const deepest = 100;

function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value !== 'object' || depth === deepest) return false;
  if (Array.isArray(value)) return Array.from(value).every((one) => isPlain(one, depth + 1));
  return isRecord(value) && Object.values(value).every((one) => one === undefined || isPlain(one, depth + 1));
}

const amountOption = z.union([z.number(), z.string()], 'write a number or a quantity');
const panelSchema = z.strictObject({
  query: z
    .union(
      [
        option.expression,
        z.array(
          z.strictObject({ query: option.expression, legend: option.text.optional(), instant: option.flag.optional() }),
        ),
      ],
      'a query is an expression, or a list of { query, legend }',
    )
    .optional(),
  legend: option.text.optional(),
  description: option.text.optional(),
  unit: option.text.optional(),
  min: amountOption.optional(),
  max: amountOption.optional(),
  decimals: option.number.optional(),
  thresholds: z.array(z.strictObject({ from: amountOption.optional(), color: option.text })).optional(),
  thresholdOf: declaredAs('alert', 'an alert').optional(),
  width: z
    .number()
    .int()
    .min(1, 'a panel is 1 to 24 columns wide')
    .max(24, 'a panel is 1 to 24 columns wide')
    .optional(),
  height: z.number().int().min(1, 'a panel is at least 1 row high').optional(),
  links: linksOption.optional(),
  key: option.text.optional(),
  options: pluginOption.optional(),
  custom: pluginOption.optional(),
  ignore: option.ignore.optional(),
  content: option.text.optional(),
  plugin: option.text.min(1, 'name the plugin').optional(),
});
