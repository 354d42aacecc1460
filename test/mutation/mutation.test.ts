import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTypes, tsconfigText } from '../../src/load/types.ts';
import { analysisOfFile, judgeFile } from '../check/judge.ts';
import { inFolder } from '../programs.ts';
import { type Mutant, mutants } from './mutants.ts';

/**
 * Correct definitions, one fault at a time: what notices it? The compiler is asked, and so is every check, as if the
 * compiler had been told to be quiet. score.md is the answer, and says why nothing can notice those that survive.
 */
const correct = readFileSync(join(import.meta.dirname, 'tickets.ts'), 'utf8');

interface Verdict {
  readonly mutant: Mutant;
  readonly compiler: boolean;
  /** Ids of the checks that report it; `load` where options are refused, `throws` where the definitions do not get that far. */
  readonly checks: readonly string[];
}

describe('mutations', () => {
  it('begin with definitions that nothing is wrong with', async () => {
    expect(judgeFile(correct, 'tickets')).toEqual([]);
    expect(await typeErrors([correct])).toEqual([]);
  });

  it('each replace one text', () => {
    for (const { kind, from, to } of mutants) {
      expect({ kind, from, times: correct.split(from).length - 1 }).toEqual({ kind, from, times: 1 });
      expect(to).not.toBe(from);
    }
    expect(new Set(mutants.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(30);
  });

  it('are caught, 95 in 100 or more', async () => {
    const texts = mutants.map(({ from, to }) => correct.replace(from, () => to));
    const refused = new Set(await typeErrors(texts));
    const verdicts = mutants.map((mutant, at) => ({ mutant, compiler: refused.has(at), checks: reported(texts[at]!) }));
    await expect(score(verdicts)).toMatchFileSnapshot(join(import.meta.dirname, 'score.md'));
    const survivors = verdicts.filter((verdict) => !isCaught(verdict));
    expect(survivors.filter(({ mutant }) => mutant.survives === undefined)).toEqual([]);
    expect(verdicts.filter(isCaught).length / verdicts.length).toBeGreaterThanOrEqual(0.95);
  }, 120_000);
});

function isCaught({ compiler, checks }: Verdict): boolean {
  return compiler || checks.length > 0;
}

/** Which checks report the definitions, whatever the compiler says of them. */
function reported(text: string): readonly string[] {
  try {
    const refused = analysisOfFile(text, 'tickets').project.invalid.length > 0 ? ['load'] : [];
    return [...new Set([...refused, ...judgeFile(text, 'tickets').map(({ check }) => check)])].sort();
  } catch {
    return ['throws'];
  }
}

/** The positions of the texts that the compiler refuses. */
async function typeErrors(texts: readonly string[]): Promise<readonly number[]> {
  const files = texts.map((text, at) => ({ path: `${at}/tickets.ts`, text }));
  return inFolder([...files, { path: 'tsconfig.json', text: tsconfigText }], async (folder) => {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(resolve('.'), join(folder, 'node_modules/alidade'));
    const issues = await checkTypes(folder);
    return [...new Set(issues.map(({ file }) => Number(/(\d+)\/tickets\.ts$/.exec(file)?.[1])))];
  });
}

function score(verdicts: readonly Verdict[]): string {
  const caught = verdicts.filter(isCaught).length;
  const rows = verdicts.map(({ mutant, compiler, checks }) => {
    const by = checks.join(', ') || (mutant.survives ? `none: ${mutant.survives}` : 'none');
    return `| ${mutant.kind} | ${code(mutant.from)} | ${code(mutant.to)} | ${compiler ? 'yes' : 'no'} | ${by} |`;
  });
  const kinds = new Set(mutants.map(({ kind }) => kind)).size;
  const percent = ((100 * caught) / verdicts.length).toFixed(1);
  return [
    '# Which faults are noticed',
    '',
    `${verdicts.length} faults of ${kinds} kinds in tickets.ts: ${caught} are noticed (${percent} %), ` +
      `${verdicts.filter(({ compiler }) => compiler).length} by the compiler, ` +
      `${verdicts.filter(({ checks }) => checks.length > 0).length} when the definitions are evaluated and checked.`,
    '',
    '| kind | instead of | somebody writes | compiler | checks |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function code(text: string): string {
  return `\`\` ${text.replaceAll('\n', ' ').replaceAll('|', '\\|')} \`\``;
}
