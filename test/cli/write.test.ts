import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Disk, disk } from '../../src/cli/disk.ts';
import { planOutput, planRemoval } from '../../src/cli/output-plan.ts';
import { write } from '../../src/cli/write.ts';

let out: string;
beforeEach(() => {
  out = join(mkdtempSync(join(tmpdir(), 'alidade-write-')), 'out');
});
afterEach(() => rmSync(join(out, '..'), { recursive: true }));

type Files = Readonly<Record<string, string>>;

const before: Files = {
  'docs/README.md': 'old',
  'docs/a.md': 'a',
  'grafana/x.json': '{}',
  'prometheus/alerts.yml': 'same',
};
const after: Files = {
  'docs/README.md': 'new',
  'docs/b.md': 'b',
  'prometheus/alerts.yml': 'same',
  'stack/compose.yaml': 'c',
};

const plans = (files: Files) =>
  planOutput(out, [{ id: 'shop', files: Object.entries(files).map(([path, text]) => ({ path, text })) }]);
const synth = (files: Files, on: Disk = disk) => write(out, plans(files), on);

/** Every file below a folder, with its text. */
function tree(folder: string): Files {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

const withManifest = (files: Files): Files => ({
  '.manifest': Object.keys(files)
    .sort()
    .map((path) => `${path}\n`)
    .join(''),
  ...files,
});

describe('write', () => {
  test('makes the folder what the definitions say, from nothing and from something else', async () => {
    await synth(before);
    expect(tree(join(out, 'shop'))).toEqual(withManifest(before));
    await synth(after);
    expect(tree(out)).toEqual(
      Object.fromEntries(Object.entries(withManifest(after)).map(([path, text]) => [`shop/${path}`, text])),
    );
  });

  test('says what changes', async () => {
    await synth(before);
    const changes = plans(after)[0]!.files.map(({ path, change }) => `${change} ${path}`);
    expect(changes).toEqual([
      'changed docs/README.md',
      'added docs/b.md',
      'unchanged prometheus/alerts.yml',
      'added stack/compose.yaml',
      'removed docs/a.md',
      'removed grafana/x.json',
      'changed .manifest',
    ]);
  });

  test('leaves alone what is as it should be', async () => {
    await synth(before);
    const touched: string[] = [];
    const watching: Disk = { ...disk, stage: (file, text) => touched.push(file) && disk.stage(file, text) };
    await synth(before, watching);
    expect(touched).toEqual([]);
  });

  test('killed at any point, the next run ends at the same bytes', async () => {
    const steps = await countSteps();
    expect(steps).toBeGreaterThan(8);
    for (let step = 0; step < steps; step++) {
      rmSync(out, { recursive: true, force: true });
      await synth(before);
      await expect(synth(after, killedAt(step))).rejects.toThrow('killed');
      const whole = Object.entries(tree(join(out, 'shop'))).filter(([path]) => !path.endsWith('.alidade-tmp'));
      expect(whole.map(([, text]) => text)).not.toContain('half');
      await synth(after);
      expect(tree(join(out, 'shop'))).toEqual(withManifest(after));
    }
  });

  test('never removes what it did not write', async () => {
    await synth(before);
    writeFileSync(join(out, 'shop/docs/mine.md'), 'mine');
    writeFileSync(join(out, 'mine.txt'), 'mine');
    const manifest = join(out, 'shop/.manifest');
    const foreign = ['../mine.txt', join(out, 'mine.txt'), 'docs/../../mine.txt', './docs/mine.md', 'docs//mine.md'];
    writeFileSync(manifest, readFileSync(manifest, 'utf8') + foreign.join('\n') + '\n');
    await synth({});
    expect(tree(out)).toEqual({ 'mine.txt': 'mine', 'shop/docs/mine.md': 'mine' });
  });

  test('a system that is gone loses its files, a folder without manifest is nobody’s', async () => {
    await synth(before);
    mkdirSync(join(out, 'foreign'));
    writeFileSync(join(out, 'foreign/x.yml'), 'x');
    await write(out, planRemoval(out, ['other']));
    expect(tree(out)).toEqual({ 'foreign/x.yml': 'x' });
    expect(existsSync(join(out, 'shop'))).toBe(false);
  });

  test('does not follow a link out of its folder', async () => {
    const elsewhere = join(out, '../elsewhere');
    mkdirSync(elsewhere);
    mkdirSync(join(out, 'shop'), { recursive: true });
    symlinkSync(elsewhere, join(out, 'shop/docs'));
    expect(() => plans(before)).toThrow(/symbolic link/);
  });

  test('refuses two outputs for one file, also where a file system ignores case', () => {
    expect(() => plans({ 'docs/a.md': '1', 'docs/A.md': '2' })).toThrow(/two outputs/);
  });

  test('a lock of a process that is gone, or of long ago, does not stop it', async () => {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, '.lock'), '999999999\n');
    await synth(before);
    expect(tree(join(out, 'shop'))).toEqual(withManifest(before));
  });

  test('two runs at once both end well', async () => {
    await Promise.all([synth(after), synth(after)]);
    expect(tree(out)).toEqual(
      Object.fromEntries(Object.entries(withManifest(after)).map(([path, text]) => [`shop/${path}`, text])),
    );
  });
});

/** A disk that fails at its n-th step as a killed process would: what it was writing is left half-written. */
function killedAt(step: number): Disk {
  let count = 0;
  const counted =
    <A extends readonly string[]>(work: (...args: A) => void, half: (...args: A) => void = () => {}) =>
    (...args: A) => {
      if (count++ === step) {
        half(...args);
        throw new Error('killed');
      }
      work(...args);
    };
  return {
    stage: counted(disk.stage, (file) => disk.stage(file, 'half')),
    commit: counted(disk.commit),
    remove: counted(disk.remove),
  };
}

async function countSteps(): Promise<number> {
  let count = 0;
  const counting =
    <A extends readonly string[]>(work: (...args: A) => void) =>
    (...args: A) => {
      count++;
      work(...args);
    };
  await synth(before);
  await synth(after, { stage: counting(disk.stage), commit: counting(disk.commit), remove: counting(disk.remove) });
  return count;
}
