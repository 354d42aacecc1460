/** The examples of docs/promql.md: what stands behind `//` is what the line before it gives. */
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import * as promql from '../../src/promql/index.ts';

const page = readFileSync(new URL('../../docs/promql.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

/** An expression statement with its result as a comment, on its line or the next. */
const shown = /^(?<code>[^\n]*?);(?:\n| )\/\/ (?<result>[^\n]*)$/gm;

interface Shown {
  readonly code: string;
  readonly result: unknown;
  readonly expected: unknown;
}

function runExamples(block: string): readonly Shown[] {
  const results: Shown[] = [];
  const body = block
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(shown, (_, code: string, result: string) => `record(${JSON.stringify(code)}, ${code}, ${result});`);
  const { code } = transformSync(body, { loader: 'ts' });
  const record = (text: string, result: unknown, expected: unknown) => results.push({ code: text, result, expected });
  new Function('record', ...Object.keys(promql), code)(record, ...Object.values(promql));
  return results;
}

describe('docs/promql.md', () => {
  const examples = blocks.flatMap(runExamples);

  test('shows results', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(6);
    expect(examples.length).toBeGreaterThanOrEqual(17);
  });

  test.each(examples)('$code', ({ result, expected }) => {
    if (typeof expected === 'object' && !Array.isArray(expected)) expect(result).toMatchObject(expected as object);
    else expect(result).toEqual(expected);
  });

  test('imports only what the package exports', () => {
    const names = [...page.matchAll(/^import \{(.*)\} from 'alidade\/promql';$/gm)].flatMap(([, list = '']) =>
      list.split(','),
    );
    const values = names.map((name) => name.trim()).filter((name) => !name.startsWith('type '));
    for (const name of values) expect(Object.keys(promql)).toContain(name);
  });
});
