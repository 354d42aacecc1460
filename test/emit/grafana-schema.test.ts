import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from 'ts-morph';
import { expect, test } from 'vitest';

const golden = (path: string) => readFileSync(join(import.meta.dirname, 'golden', path), 'utf8');

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

/** What TypeScript says of each dashboard's JSON. */
function complaints(...dashboards: readonly string[]): readonly (readonly string[])[] {
  const project = new Project({ tsConfigFilePath: 'tsconfig.json', skipAddingFilesFromTsConfig: true });
  const files = dashboards.map((json, index) => {
    return project.createSourceFile(join(import.meta.dirname, `${index}.gen.ts`), `${types}dashboard(${json});`);
  });
  return files.map((file) => file.getPreEmitDiagnostics().map((found) => JSON.stringify(found.getMessageText())));
}

test("dashboards satisfy Grafana's own type", { timeout: 60_000 }, () => {
  const json = golden('grafana/grafana/dashboards/shop.json');
  const [written, slo, slos, wrongType, wrongValue] = complaints(
    json,
    golden('slo/grafana/dashboards/slo-errors.json'),
    golden('slo/grafana/dashboards/web-shop-slos.json'),
    json.replace('"schemaVersion": 41', '"schemaVersion": "41"'),
    json.replace('"mode": "absolute"', '"mode": "relative"'),
  );
  expect([written, slo, slos]).toEqual([[], [], []]);
  expect(wrongType).not.toEqual([]);
  expect(wrongValue).not.toEqual([]);
});
