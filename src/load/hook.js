// The module hook: TypeScript in, JavaScript out. Plain JavaScript, because it is what makes the rest loadable.
// `resolve` and `load` run in Node's hook thread; `hooks` are the same two for `registerHooks`, which wants them synchronous.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformOptions } from './transform.js';
import { keep, recall } from './transform-cache.js';

const ownSources = new URL('../', import.meta.url).href;

/** Where `alidade` itself is imported from when the importer has no such package installed. */
const self = (context) => ({ ...context, parentURL: new URL('index.ts', ownSources).href });

const isOwnName = (specifier) => specifier === 'alidade' || specifier.startsWith('alidade/');
const isTypeScript = (url) => url.startsWith('file:') && /\.m?ts$/.test(new URL(url).pathname);

/** Definitions are evaluated once per environment and edition: `?environment=prod` goes from the importer to what it imports by path. */
function withEnvironment(resolved, specifier, parentURL) {
  const query = parentURL?.match(/\?(?:edition|environment)=[^#]*$/)?.[0];
  const byPath = /^(?:\.|\/|#|file:)/.test(specifier);
  if (!query || !byPath || !isDefinition(resolved.url)) return resolved;
  return { ...resolved, url: resolved.url + query };
}

function isDefinition(url) {
  return (
    url.startsWith('file:') && !url.includes('/node_modules/') && !url.startsWith(ownSources) && !url.includes('?')
  );
}

/** An error that says which file is not TypeScript, and where; own properties survive the way between threads. */
function syntaxError(failure, url) {
  const first = failure.errors?.[0];
  if (!first?.location) return failure;
  const { line, column, length } = first.location;
  return Object.assign(new SyntaxError(first.text), { file: fileURLToPath(url), line, column: column + 1, length });
}

function importError(error, specifier, parentURL) {
  return Object.assign(error, { specifier, importer: parentURL });
}

/** An edition of a file is transformed once, for however many environments it is evaluated. */
const transformed = new Map();
function once(url, transformation) {
  const key = url.replace(/[?&]environment=[^#]*/, '');
  const known = transformed.get(key) ?? transformation(readFileSync(fileURLToPath(url), 'utf8'));
  transformed.set(key, known);
  return known;
}

const asModule = (code) => ({ format: 'module', shortCircuit: true, source: code });

/** esbuild starts a process of its own: only where something is new. */
const require = createRequire(import.meta.url);

async function code(source) {
  return recall(source) ?? keep(source, (await require('esbuild').transform(source, transformOptions)).code);
}

function codeSync(source) {
  return recall(source) ?? keep(source, require('esbuild').transformSync(source, transformOptions).code);
}

export async function resolve(specifier, context, next) {
  try {
    return withEnvironment(await next(specifier, context), specifier, context.parentURL);
  } catch (error) {
    if (isOwnName(specifier)) return next(specifier, self(context));
    throw importError(error, specifier, context.parentURL);
  }
}

export async function load(url, context, next) {
  if (!isTypeScript(url)) return next(url, context);
  try {
    return asModule(await once(url, code));
  } catch (failure) {
    throw syntaxError(failure, url);
  }
}

export const hooks = {
  resolve(specifier, context, next) {
    try {
      return withEnvironment(next(specifier, context), specifier, context.parentURL);
    } catch (error) {
      if (isOwnName(specifier)) return next(specifier, self(context));
      throw importError(error, specifier, context.parentURL);
    }
  },
  load(url, context, next) {
    if (!isTypeScript(url)) return next(url, context);
    try {
      return asModule(once(url, codeSync));
    } catch (failure) {
      throw syntaxError(failure, url);
    }
  },
};
