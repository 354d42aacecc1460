import type { Check } from './check.ts';

/** Every check, sorted by id. */
export const checks: readonly Check[] = [];
