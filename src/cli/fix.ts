import { readFileSync, statSync } from 'node:fs';
import { CannotRun } from '../load/cannot-run.ts';
import { type Edit, edited, editsOf } from '../load/edits.ts';
import { plural } from '../report/count.ts';
import { type DefinitionsOptions, type Judged, judge } from './definitions.ts';
import { disk } from './disk.ts';
import { nameOf, tell } from './terminal.ts';
import type { Timings } from './timings.ts';

/** A mended word may bring another fault to light. */
const mostRounds = 5;

/** Judges the definitions, writes into them what findings certainly ask for, and judges them again until nothing is left to write. */
export async function judgeAndFix(options: DefinitionsOptions, timings: Timings): Promise<Judged> {
  const mended = new Map<string, number>();
  for (let round = 0; ; round++) {
    const judged = await judge(options, timings, round);
    const files = round < mostRounds ? changesIn(judged) : [];
    if (files.length === 0) return said(judged, mended);
    for (const { file, text, edits } of files) {
      write(file, text);
      mended.set(file, (mended.get(file) ?? 0) + edits);
    }
  }
}

function said(judged: Judged, mended: ReadonlyMap<string, number>): Judged {
  for (const place of editsOf(judged.diagnostics).contradictory)
    tell(`${nameOf(place.file)}:${place.line}:${place.column}: not mended, findings ask for different things`);
  for (const [file, count] of mended) tell(`${nameOf(file)}: ${plural(count, 'finding')} mended`);
  return judged;
}

interface FileChange {
  readonly file: string;
  readonly text: string;
  readonly edits: number;
}

/** Every file is looked at before one is written. */
function changesIn({ diagnostics, textOf }: Judged): FileChange[] {
  return [...editsOf(diagnostics).byFile].map(([file, edits]) => ({
    file,
    text: change(file, edits, textOf(file)),
    edits: edits.length,
  }));
}

function change(file: string, edits: readonly Edit[], judged: string | undefined): string {
  const bytes = readFileSync(file);
  const whole = bytes.toString('utf8');
  const mark = whole.startsWith('\ufeff') ? '\ufeff' : '';
  const text = whole.slice(mark.length);
  if (text !== judged) throw cannotMend(file, 'it changed while it was judged', 'run alidade check --fix again');
  if (!Buffer.from(whole).equals(bytes)) throw cannotMend(file, 'it is not UTF-8');
  if ((statSync(file).mode & 0o222) === 0) throw cannotMend(file, 'it is read-only');
  return mark + edited(text, edits);
}

/** Whole or not at all, and as accessible as it was. */
function write(file: string, text: string): void {
  try {
    disk.stage(file, text);
    disk.commit(file);
  } catch (error) {
    throw cannotMend(file, (error as Error).message);
  }
}

function cannotMend(file: string, reason: string, help?: string): CannotRun {
  return new CannotRun(`cannot mend ${file}: ${reason}`, help);
}
