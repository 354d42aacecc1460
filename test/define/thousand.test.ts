import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { literalProject } from '../../bench/generate.ts';
import { checkTypes } from '../../src/load/types.ts';

/** Types hold, and are quick enough, where a system is large: `npm run bench` measures what an alert costs. */

const wrong = `import * as m from './metrics950.ts';
import { shop } from './system.ts';

shop.alert('Share', { when: m.m951.fraction({ statuss: 'error' }, { over: '5m' }).gt('5%'), severity: 'warning' });
shop.alert('Memory', { when: m.m952.avgOverTime('10m').gt('5s'), severity: 'warning' });
shop.alert('Slow', { when: m.m950.quantile(0.95, { over: '5m', by: 'status' }).gt('500ms'), severity: 'warning' });
shop.alert('Severe', { when: m.m952.gt('5GiB'), severity: 'severe' });
shop.alert('Text', {
  when: m.m952.max().gt('5GiB'), severity: 'warning',
  summary: ({ labels }) => \`\${labels.pool}\`,
});
shop.alert('Range', { when: m.m951.rate('5 minutes').sum().gt('5/s'), severity: 'warning' });
`;
const wrongLines = [4, 5, 6, 7, 10, 12];

test('a thousand metrics and a thousand alerts compile, and the wrong ones among them are refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alidade-thousand-'));
  try {
    literalProject(folder, 1000);
    const definitions = join(folder, 'definitions');
    writeFileSync(join(definitions, 'shop', 'wrong.ts'), wrong);
    const issues = await checkTypes(definitions);
    const lines = issues.map(({ file, start }) => [basename(file), wrong.slice(0, start).split('\n').length]);
    expect(lines).toEqual(wrongLines.map((line) => ['wrong.ts', line]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
