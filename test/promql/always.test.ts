import { expect, test } from 'vitest';
import { isAlwaysThere, isUnlabelled } from '../../src/promql/always.ts';
import { rootOf } from './infer-catalog.ts';

test.each([
  ['vector(1)', true],
  ['hour()', true],
  ['hour(up)', false],
  ['up', false],
  ['up or on () vector(0)', true],
  ['vector(0) or up', true],
  ['sum(up or vector(0)) * 2', true],
  ['vector(1) > 0', false],
  ['vector(1) > bool 0', true],
  ['vector(1) + vector(2)', true],
  ['vector(1) + up', false],
  ['vector(1) and vector(2)', false],
  ['topk(0, vector(1))', false],
  ['abs(vector(1))', true],
  ['histogram_sum(vector(1))', false],
  ['avg_over_time(vector(1)[5m:])', true],
  ['rate(vector(1)[5m:])', false],
  ['absent(up)', false],
])('%s is always there: %s', (text, expected) => expect(isAlwaysThere(rootOf(text))).toBe(expected));

test.each([
  ['vector(1)', true],
  ['sum(up)', true],
  ['sum(nobody_knows)', true],
  ['up', false],
  ['nobody_knows', false],
  ['sum by (job) (up)', false],
  ['5', false],
])('%s has no labels: %s', (text, expected) => expect(isUnlabelled(rootOf(text))).toBe(expected));
