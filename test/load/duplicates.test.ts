import { expect, it } from 'vitest';
import { duplicates } from '../../src/load/duplicates.ts';
import type { Declaration } from '../../src/model/project.ts';
import { alert, recordingRule, scrapeJob } from '../analyze/project.ts';

const { origin, ignore } = scrapeJob('shop');
const runbook = (id: string) => {
  return {
    kind: 'runbook',
    id,
    title: id,
    about: [],
    steps: [],
    escalation: undefined,
    origin,
    ignore,
  } as unknown as Declaration;
};
const said = (...declarations: Declaration[]) => duplicates(declarations).map(({ message }) => message);

it('one name twice', () => {
  expect(said(scrapeJob('shop'), scrapeJob('shop'))).toEqual(['scrape job shop is declared twice']);
  expect(said(runbook('slow'), runbook('slow'))).toEqual(['runbook slow is declared twice']);
});

it('names of files that differ in case only', () => {
  expect(said(runbook('slow'), runbook('Slow'))).toEqual(['runbook Slow and runbook slow would be one file']);
  expect(said(scrapeJob('shop'), scrapeJob('Shop'))).toEqual([]);
});

it('rules are left to the checks, which know their labels', () => {
  expect(
    said(alert('A', 'x > 1'), alert('A', 'x > 1'), recordingRule('a:b:c', 'x'), recordingRule('a:b:c', 'x')),
  ).toEqual([]);
});

it('an SLO twice, and nothing of what is made for it', () => {
  const at = (line: number) => ({ origin: { ...origin, line }, ignore });
  const slo = (id: string, line: number) => ({ kind: 'slo', id, ...at(line) }) as unknown as Declaration;
  const group = (name: string, line: number) => ({ kind: 'ruleGroup', name, ...at(line) }) as unknown as Declaration;
  const made = (id: string, line: number) => [group(`slo-${id}`, line), slo(id, line)];
  expect(said(...made('a', 1), ...made('a', 2))).toEqual(['SLO a is declared twice']);
  expect(said(...made('a', 1), ...made('b', 1))).toEqual([]);
  expect(said(group('slo-a', 5), ...made('a', 1))).toEqual(['rule group slo-a is declared twice']);
});
