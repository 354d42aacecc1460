import { github } from './github.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';
import { sarif } from './sarif.ts';
import { summary } from './summary.ts';

/** Every format, the default first. */
export const reporters: readonly Reporter[] = [pretty, summary, json, sarif, github, markdown];
