import { json } from './json.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';

/** Every format, the default first. */
export const reporters: readonly Reporter[] = [pretty, json];
