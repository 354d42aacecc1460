import { placeOf } from '../analyze/place.ts';
import type { Platform } from '../model/system.ts';
import { atLeast } from '../model/version.ts';
import type { Fact } from '../promql/infer.ts';
import { type LanguagePart, languageParts } from '../promql/language.ts';
import { callableMeant } from '../promql/suggest.ts';
import type { Check } from './check.ts';
import { inUse, type Words } from './finding.ts';

export const promqlFeature: Check = {
  id: 'promql-feature',
  severity: 'error',
  class: 'fact',
  why: 'Prometheus refuses a whole rule file for one expression that its version, or its flags, do not know.',
  bad: `shop.alert('QueueGrows', { when: promql\`double_exponential_smoothing(shop_queue_length[1h], 0.5, 0.5) > 100\`, ...warning });`,
  good: `shop.alert('QueueGrows', { when: promql\`avg_over_time(shop_queue_length[1h]) > 100\`, ...warning });`,
  *find(analysis) {
    const { uses, project } = analysis;
    for (const { use, inference } of analysis.inferred()) {
      const name = 'histogram_fraction() of classic buckets';
      for (const { expr } of inference.nodes.filter(isFractionOfBuckets)) {
        const words = wordsFor({ name, span: expr, since: '3.4' }, project.system.runsOn);
        if (words) yield inUse(use, placeOf(expr, use.expression.origin), words);
      }
    }
    for (const use of uses) {
      const { ast, origin } = use.expression;
      for (const part of ast ? languageParts(ast) : []) {
        const words = wordsFor(part, project.system.runsOn);
        if (words) yield inUse(use, placeOf(part.span, origin), words);
      }
    }
  },
};

/** Before 3.4 only native histograms have a fraction: of buckets it is empty (CHANGELOG, #16095). */
function isFractionOfBuckets({ expr, operands }: Fact): boolean {
  return expr.kind === 'call' && expr.func === 'histogram_fraction' && operands.at(-1)?.histogram?.form === 'classic';
}

function wordsFor(
  { name, since, until, flag, stableSince: stable }: LanguagePart,
  { prometheus, features }: Platform,
): Words | undefined {
  if (since !== undefined && !atLeast(prometheus, since)) {
    const help = 'write it otherwise, or say under `runsOn` that a later version runs';
    return { message: `${name} exists since Prometheus ${since}; the system runs on ${prometheus}`, help };
  }
  if (until !== undefined && atLeast(prometheus, until)) {
    const help = callableMeant(name.replace('()', '')).help ?? 'write it otherwise';
    return { message: `${name} is gone since Prometheus ${until}; the system runs on ${prometheus}`, help };
  }
  const isOn = flag === undefined || features.includes(flag) || (stable !== undefined && atLeast(prometheus, stable));
  if (isOn) return undefined;
  const help = `start Prometheus with --enable-feature=${flag} and list it under \`runsOn\`: features: ['${flag}']`;
  return { message: `${name} is experimental in Prometheus ${prometheus}`, help };
}
