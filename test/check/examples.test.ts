import { describe, expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

/** The characters at which each check reports its bad example. */
const places: Readonly<Record<string, string>> = {};

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  it('reports its bad example once, there, and no other check does', () => {
    const found = judge(check.bad);
    expect(found.map((finding) => `${finding.check}: ${finding.message}`)).toHaveLength(1);
    expect(found[0]).toMatchObject({ check: id, at: places[id] });
  });
  it('says what to write instead', () => {
    expect(judge(check.bad)[0]?.help).toBeDefined();
  });
  it('passes its good example, and so do all others', () => {
    expect(judge(check.good)).toEqual([]);
  });
});
