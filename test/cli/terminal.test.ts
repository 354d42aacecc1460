import { afterEach, expect, test, vi } from 'vitest';
import { wantsColor } from '../../src/cli/terminal.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['a terminal', { isTTY: true }, {}, true],
  ['a pipe', {}, {}, false],
  ['a terminal that cannot', { isTTY: true }, { TERM: 'dumb' }, false],
  ['NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR says nothing', { isTTY: true }, { NO_COLOR: '' }, true],
  ['FORCE_COLOR', {}, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0', { isTTY: true }, { FORCE_COLOR: '0' }, false],
])('colour: %s', (_, stream, environment, expected) => {
  const all = { NO_COLOR: undefined, FORCE_COLOR: undefined, TERM: 'xterm', ...environment };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  expect(wantsColor(stream)).toBe(expected);
});
