import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from 'ts-morph';
import { expect, test } from 'vitest';

const golden = join(import.meta.dirname, 'golden/grafana/grafana/dashboards/shop.json');

/** Grafana's types, with enums as the strings and numbers that JSON holds. Lists may be read-only, keys more than the known. */
const types = `
import type { Dashboard } from '@grafana/schema';
type Written<T> = T extends string ? \`\${T}\`
  : T extends number ? (\`\${T}\` extends \`\${infer N extends number}\` ? N : never)
  : T extends readonly (infer Item)[] ? readonly Written<Item>[]
  : T extends object ? { readonly [Key in keyof T]: Written<T[Key]> }
  : T;
declare function dashboard<const T extends Written<Dashboard>>(value: T): void;
`;

/** What TypeScript says of a dashboard's JSON. */
function complaints(json: string): readonly string[] {
  const project = new Project({ tsConfigFilePath: 'tsconfig.json', skipAddingFilesFromTsConfig: true });
  const file = project.createSourceFile(join(import.meta.dirname, 'dashboard.gen.ts'), `${types}dashboard(${json});`);
  return file.getPreEmitDiagnostics().map((found) => JSON.stringify(found.getMessageText()));
}

test("dashboards satisfy Grafana's own type", { timeout: 60_000 }, () => {
  const json = readFileSync(golden, 'utf8');
  expect(complaints(json)).toEqual([]);
  expect(complaints(json.replace('"schemaVersion": 41', '"schemaVersion": "41"'))).not.toEqual([]);
  expect(complaints(json.replace('"mode": "absolute"', '"mode": "relative"'))).not.toEqual([]);
});
