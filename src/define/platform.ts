import { z } from 'zod';
import { type FeatureFlag, featureFlags } from '../model/flag.ts';
import type { Platform } from '../model/system.ts';
import { atLeast } from '../model/version.ts';
import { parseDuration } from '../promql/duration.ts';
import { slipOf } from '../promql/nearest.ts';
import type { Duration } from './quantity.ts';
import { durationOption } from './rule.ts';

/** What a system runs on: decides which fields are written, which PromQL is legal and what is certain of its data. */
export interface PlatformOptions {
  /** Major and minor version: `'3.5'`. */
  readonly prometheus: string;
  readonly grafana: string;
  /** Major and minor version; 0.28 unless given. */
  readonly alertmanager?: string;
  /** Feature flags Prometheus is started with. */
  readonly features?: readonly FeatureFlag[];
  /** How long Prometheus keeps data; 15 days unless given. */
  readonly retention?: Duration;
  /** How old a sample may be that an instant vector still finds (`--query.lookback-delta`); 5 minutes unless given. */
  readonly lookbackDelta?: Duration;
}

/** The record, also from options that do not hold. */
export function platformFrom(given: Partial<PlatformOptions> | undefined): Platform {
  return {
    prometheus: given?.prometheus ?? '',
    grafana: given?.grafana ?? '',
    alertmanager: given?.alertmanager ?? '0.28',
    features: given?.features ?? [],
    retention: milliseconds(given?.retention, '15d'),
    lookbackDelta: milliseconds(given?.lookbackDelta, '5m'),
  };
}

/** A duration given, or the one that stands for it. */
export function milliseconds(text: string | undefined, otherwise: string): number {
  return parseDuration(text ?? otherwise) ?? parseDuration(otherwise)!;
}

const versionHelp = "write the version as major and minor: '3.5'";
const version = z.string(versionHelp).regex(/^\d+(\.\d+)?$/, versionHelp);

export const platformSchema = z
  .strictObject({
    prometheus: version,
    grafana: version,
    alertmanager: version.optional(),
    features: z.array(z.string('a flag is named by a text'), "list the flags: ['…']").optional(),
    retention: durationOption.optional(),
    lookbackDelta: durationOption.optional(),
  })
  .superRefine(({ prometheus, features = [] }, context) => {
    for (const [index, flag] of features.entries()) {
      const message = flagProblem(flag, prometheus);
      if (message !== undefined) context.addIssue({ code: 'custom', path: ['features', index], message });
    }
  });

/** A name that is like no known one may be of a later Prometheus. */
function flagProblem(flag: string, prometheus: string): string | undefined {
  if (!Object.hasOwn(featureFlags, flag)) {
    const meant = slipOf(flag, Object.keys(featureFlags));
    return meant && `Prometheus has no feature flag "${flag}": did you mean ${meant}?`;
  }
  const { since } = featureFlags[flag as keyof typeof featureFlags];
  if (atLeast(prometheus, since)) return undefined;
  return `the flag exists since Prometheus ${since}; the system runs on ${prometheus}`;
}
