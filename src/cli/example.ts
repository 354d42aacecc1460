import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze } from '../analyze/analyze.ts';
import type { Check } from '../check/check.ts';
import { exampleFile, ofExample } from '../check/example.ts';
import { runChecks } from '../check/run.ts';
import { load } from '../load/load.ts';
import { locate } from '../load/locate.ts';
import type { Diagnostic, Location } from '../model/diagnostic.ts';
import { today } from './today.ts';

/** What a check says of its bad example, which is judged like anybody's definitions; undefined where there is no room for it. */
export async function reportedOf(check: Check): Promise<Diagnostic<Location> | undefined> {
  try {
    const root = mkdtempSync(join(tmpdir(), 'alidade-example-'));
    try {
      return await judged(root, check);
    } finally {
      rmSync(root, { recursive: true });
    }
  } catch {
    return undefined;
  }
}

async function judged(root: string, check: Check): Promise<Diagnostic<Location> | undefined> {
  mkdirSync(join(root, 'shop'));
  writeFileSync(join(root, 'shop/shop.ts'), exampleFile(check.bad));
  const { projects } = await load(root);
  const found = projects.flatMap((project) => runChecks(analyze(project), undefined, today()));
  const [own] = locate(found.filter((one) => one.check === check.id));
  return own && ofExample(own, check.bad);
}
