import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ts } from '@ts-morph/common';
import { describe, expect, test } from 'vitest';

/** Which of our folders each folder of src/ may import. */
const layers: Readonly<Record<string, readonly string[]>> = {
  promql: [],
  model: ['promql'],
  define: ['model', 'promql'],
  catalogs: ['define'],
  load: ['model'],
  analyze: ['model', 'promql'],
  check: ['model', 'promql', 'analyze'],
  emit: ['model', 'promql', 'analyze'],
  diff: ['model', 'promql', 'analyze'],
  import: ['model', 'promql', 'analyze'],
  live: ['model', 'promql', 'analyze'],
  report: ['model'],
  cli: ['promql', 'model', 'catalogs', 'load', 'analyze', 'check', 'emit', 'diff', 'import', 'live', 'report'],
};

/** Which folders may import each package; `node` stands for all modules of Node. */
const packages: Readonly<Record<string, readonly string[]>> = {
  zod: ['model', 'define', 'load', 'cli'],
  re2js: ['promql', 'analyze'],
  '@grafana/grafana-foundation-sdk': ['emit/grafana'],
  '@ts-morph/common': ['load', 'import'],
  '@jridgewell/trace-mapping': ['load'],
  esbuild: ['load'],
  typescript: ['load'],
  commander: ['cli'],
  node: ['load', 'cli'],
};

/** What only some folders may use, because it makes the same input give different output, or acts on the world. */
const globals: Readonly<Record<string, readonly string[]>> = {
  console: ['cli'],
  process: ['load', 'cli'],
  fetch: ['live'],
  performance: ['cli'],
  setTimeout: ['cli', 'live'],
  'Date.now': ['cli'],
  'new Date()': ['cli'],
  'Math.random': ['cli'],
};

const root = fileURLToPath(new URL('../', import.meta.url));

interface Source {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly string[];
  /** What it uses by name: `console`, `Math.random`. */
  readonly names: ReadonlySet<string>;
  readonly saysAny: boolean;
}

const sources = sourcesIn('src');
const definitions = sourcesIn('definitions');

function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => ['.ts', '.js'].includes(extname(path)))
    .map((path) => read(posix.join(folder, path.replaceAll('\\', '/'))))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: string[] = [];
  const names = new Set<string>();
  const own = new Set<string>();
  let saysAny = false;
  const visit = (node: ts.Node): void => {
    const imported = importedBy(node);
    if (imported !== undefined) imports.push(imported);
    const name = nameIn(node);
    if (name !== undefined) names.add(name);
    if (isNamed(node)) own.add(node.name.text);
    if (node.kind === ts.SyntaxKind.AnyKeyword) saysAny = true;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return {
    path,
    lines: text.split('\n').length - 1,
    imports,
    names: new Set([...names].filter((name) => !own.has(name))),
    saysAny,
  };
}

/** What an `import`, `export … from`, `import(…)` or `import type` names. */
function importedBy(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined;
  }
  const called = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const argument = called ? node.arguments[0] : ts.isImportTypeNode(node) ? node.argument : undefined;
  const literal = argument && ts.isLiteralTypeNode(argument) ? argument.literal : argument;
  return literal && ts.isStringLiteral(literal) ? literal.text : undefined;
}

function nameIn(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) return isMember(node) ? undefined : node.text;
  if (ts.isPropertyAccessExpression(node)) return node.getText();
  return ts.isNewExpression(node) && node.arguments?.length === 0 ? node.getText() : undefined;
}

/** A function, variable or parameter of the file itself. */
function isNamed(node: ts.Node): node is ts.Node & { readonly name: ts.Identifier } {
  const declares = ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node) || ts.isParameter(node);
  return declares && node.name !== undefined && ts.isIdentifier(node.name);
}

/** A name that means nothing by itself: `x.console`, `{ console: 1 }`, `NodeJS.process`. */
function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) return parent.name === node;
  return ts.isQualifiedName(parent) || ts.isPropertySignature(parent) || ts.isBindingElement(parent);
}

/** The folder of src/ that a path is in: `emit` for `src/emit/grafana/panel.ts`, '' for `src/index.ts`. */
function folderOf(path: string): string {
  const [, folder, ...rest] = path.split('/');
  return rest.length === 0 ? '' : (folder ?? '');
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`src/${folder}/`));
}

/** `@scope/name/part` is the package `@scope/name`. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const folders = [...new Set(sources.map(({ path }) => folderOf(path)))].filter((folder) => folder !== '');

describe('folders of src/', () => {
  test.each(folders)('%s is in the table', (folder) => {
    expect(Object.keys(layers)).toContain(folder);
  });

  test.each(folders)('%s imports what is below it, and nothing else of ours', (folder) => {
    const allowed = [folder, ...(layers[folder] ?? [])];
    const wrong = sources
      .filter(({ path }) => folderOf(path) === folder)
      .flatMap(({ path, imports }) =>
        imports
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => posix.join(dirname(path), specifier))
          .filter((imported) => imported.startsWith('src/') && !allowed.includes(folderOf(imported)))
          .map((imported) => `${path} imports ${imported}`),
      );
    expect(wrong).toEqual([]);
  });

  test('index.ts re-exports define/ alone', () => {
    const index = sources.find(({ path }) => path === 'src/index.ts');
    expect(index?.imports.filter((specifier) => !specifier.startsWith('./define/'))).toEqual([]);
  });

  test('no import leads out of src/ but to package.json', () => {
    const outside = sources.flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => posix.join(dirname(path), specifier))
        .filter((imported) => !imported.startsWith('src/') && imported !== 'package.json')
        .map((imported) => `${path} imports ${imported}`),
    );
    expect(outside).toEqual([]);
  });
});

describe('packages', () => {
  test('are imported in their folders alone', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => !specifier.startsWith('.'))
        .filter((specifier) => !isBelow(path, packages[packageOf(specifier)] ?? []))
        .map((specifier) => `${path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test('what the table names is installed', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const named = Object.keys(packages).filter((name) => name !== 'node');
    expect(named.sort()).toEqual(Object.keys(dependencies).sort());
  });
});

describe('what depends on the machine', () => {
  test.each(Object.entries(globals))('%s is used in %j alone', (name, allowed) => {
    const wrong = sources.filter(({ path, names }) => names.has(name) && !isBelow(path, allowed));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe('sources', () => {
  test('are at most 300 lines long', () => {
    expect(sources.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([]);
  });

  test('say `any` in define/ alone', () => {
    const wrong = sources.filter(({ path, saysAny }) => saysAny && !isBelow(path, ['define']));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe('definitions/', () => {
  test('import the package by its name, and one another', () => {
    const wrong = definitions.flatMap(({ path, imports }) =>
      imports
        .filter((specifier) =>
          specifier.startsWith('.')
            ? !posix.join(dirname(path), specifier).startsWith('definitions/')
            : packageOf(specifier) !== 'alidade',
        )
        .map((specifier) => `${path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
});
