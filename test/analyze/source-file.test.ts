import { expect, test } from 'vitest';
import { sourceFile } from '../../src/analyze/source-file.ts';
import { declaredIn, project } from '../emit/sample.ts';

test.each([
  ['/home/someone/definitions/shop/alerts.ts', 'alerts.ts'],
  ['/home/shop/definitions/shop/mcp/alerts.ts', 'mcp/alerts.ts'],
  ['/home/someone/definitions/recipes/red.ts', 'red.ts'],
  ['C:\\work\\definitions\\shop\\mcp\\alerts.ts', 'mcp/alerts.ts'],
  ['alerts.ts', 'alerts.ts'],
])('%s is %s of its system', (file, expected) => {
  expect(sourceFile(project(), declaredIn(file).origin)).toBe(expected);
});
