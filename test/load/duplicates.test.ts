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
