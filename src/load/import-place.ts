import { ts } from '@ts-morph/common';

/** Where a file imports what `importPath` names. */
export function importedAt(tree: ts.SourceFile, path: readonly (string | number)[]) {
  const [, specifier, name] = path;
  for (const use of importsOf(tree)) {
    if (use.module.text !== specifier) continue;
    const node =
      (name === undefined ? undefined : use.names.find((one) => (one.propertyName ?? one.name).text === name)) ??
      use.module;
    return { start: node.getStart(), end: node.end };
  }
  return undefined;
}

interface ImportUse {
  readonly module: ts.StringLiteralLike;
  readonly names: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[];
}

function importsOf(tree: ts.SourceFile): ImportUse[] {
  const uses: ImportUse[] = [];
  const visit = (node: ts.Node): void => {
    const module = moduleOf(node);
    if (module) uses.push({ module, names: namesOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return uses;
}

function moduleOf(node: ts.Node): ts.StringLiteralLike | undefined {
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const module = isDynamic ? node.arguments[0] : isStatic(node) ? node.moduleSpecifier : undefined;
  return module && ts.isStringLiteralLike(module) ? module : undefined;
}

function isStatic(node: ts.Node): node is ts.ImportDeclaration | ts.ExportDeclaration {
  return ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
}

function namesOf(node: ts.Node): readonly (ts.ImportSpecifier | ts.ExportSpecifier)[] {
  const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : exportsOf(node);
  return bindings && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings)) ? [...bindings.elements] : [];
}

function exportsOf(node: ts.Node): ts.NamedExportBindings | undefined {
  return ts.isExportDeclaration(node) ? node.exportClause : undefined;
}
