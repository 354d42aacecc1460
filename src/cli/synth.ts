import { relative, resolve, sep } from 'node:path';
import { CannotRun } from '../load/cannot-run.ts';
import { plural } from '../report/count.ts';
import type { FileChange } from '../report/reporter.ts';
import { type DefinitionsOptions, judge } from './definitions.ts';
import { fails, type Outcome, type ReportingOptions, report } from './outcome.ts';
import { type Plan, planOutput, planRemoval } from './output-plan.ts';
import { nameOf, tell } from './terminal.ts';
import { startTimings } from './timings.ts';

export interface SynthOptions extends DefinitionsOptions, ReportingOptions {
  readonly out: string;
  /** Compare only. */
  readonly check: boolean;
}

/** Judges the definitions and, where nothing is wrong, writes what they make. */
export async function synth(options: SynthOptions): Promise<Outcome> {
  const timings = startTimings();
  const out = outputFolder(options);
  const judged = await judge(options, timings);
  // What was not asked for is not shown; it keeps from writing all the same.
  if (fails([...judged.diagnostics, ...judged.leftOut], options)) {
    report(judged, [], options, timings, 'nothing was written');
    return 'findings';
  }
  const { render } = await import('./render.ts');
  const rendered = await timings.time('emit', () => render(judged.analyses));
  const plans = [
    ...planOutput(out, rendered),
    ...(options.system.length === 0 ? planRemoval(out, judged.systems) : []),
  ];
  if (!options.check) {
    const { write } = await import('./write.ts');
    await timings.time('write', () => write(out, plans));
  }
  const files = plans.flatMap(changes);
  for (const plan of plans) tell(`${nameOf(plan.folder)}: ${counted(plan)}`);
  const outcome = report(judged, files, options, timings);
  if (judged.hidden > 0) tell(`${plural(judged.hidden, 'note')}: alidade check shows them`);
  if (!options.check || files.length === 0) return outcome;
  tell(`${nameOf(out)} is not what the definitions make: run alidade synth`);
  return 'findings';
}

function outputFolder({ out, definitions }: SynthOptions): string {
  const path = relative(resolve(definitions), resolve(out));
  if (path === '' || (!path.startsWith('..') && !path.includes(`..${sep}`))) {
    throw new CannotRun(
      `the output folder ${nameOf(resolve(out))} lies in the definitions`,
      'name another one with --out <dir>',
    );
  }
  return resolve(out);
}

function changes({ folder, files }: Plan): FileChange[] {
  return files.flatMap(({ path, change }) =>
    change === 'unchanged' ? [] : { change, path: `${nameOf(folder)}/${path}` },
  );
}

function counted({ files }: Plan): string {
  const kinds = ['added', 'changed', 'removed', 'unchanged'] as const;
  return kinds.map((kind) => `${files.filter(({ change }) => change === kind).length} ${kind}`).join(', ');
}
