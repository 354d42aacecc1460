// What esbuild made of a file is kept from one run to the next, by the file's content: transforming our own sources again takes
// longer than anything else before definitions are read. What cannot be read or written is as if it were not there.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { transformOptions } from './transform.js';

const folder = new URL('../../node_modules/.cache/alidade/', import.meta.url);
const { version } = createRequire(import.meta.url)('esbuild/package.json');
const making = JSON.stringify([version, transformOptions]);

function placeOf(source) {
  return new URL(`${createHash('sha1').update(making).update(source).digest('hex')}.js`, folder);
}

/** The code that was made of a source before, or undefined. */
export function recall(source) {
  try {
    return readFileSync(placeOf(source), 'utf8');
  } catch {
    return undefined;
  }
}

/** Keeps the code made of a source, for whoever reads it next: whole, or not at all. */
export function keep(source, code) {
  try {
    const place = placeOf(source);
    const staged = new URL(`${place.href}.${process.pid}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(staged, code);
    renameSync(staged, place);
  } catch {}
  return code;
}
