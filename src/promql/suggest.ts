/** "Did you mean" for functions and aggregations. */
import { functions } from './functions.ts';
import { didYouMean, misspelt } from './nearest.ts';
import { aggregators } from './operators.ts';

const callables = [...Object.keys(functions), ...Object.keys(aggregators)];

/** Functions PromQL had once. */
const renamed: Readonly<Record<string, string>> = {
  holt_winters: 'double_exponential_smoothing',
  count_scalar: 'scalar',
  drop_common_labels: 'without',
};

/** Functions that older versions than 3.14 still have, and the first version without them. */
export const removedFunctions: Readonly<Record<string, { readonly until: string }>> = {
  holt_winters: { until: '3.0' },
};

/** Help for a name nothing has: the nearest that exists, if one is near. */
export function callableMeant(name: string): { help?: string; fix?: string } {
  const now = Object.hasOwn(renamed, name) ? renamed[name] : undefined;
  if (now !== undefined) return { help: `it is ${now} now` };
  const lower = name.toLowerCase().replaceAll(/[^a-z\d]+/g, '_');
  if (callables.includes(lower))
    return { help: `did you mean ${lower}? Functions are written in lower case, words with _`, fix: lower };
  const help = didYouMean(lower, callables);
  const fix = misspelt(lower, callables);
  return { ...(help !== undefined && { help }), ...(fix !== undefined && { fix }) };
}
