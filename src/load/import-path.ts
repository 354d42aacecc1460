/** Leads to an import instead of a call: of a module, or of one name from it. */
export function importPath(specifier: string, name?: string): readonly string[] {
  return name === undefined ? ['import', specifier] : ['import', specifier, name];
}
