/** How two vectors find each other where nothing is written: by all their labels. */
import type { VectorMatching } from './ast.ts';

/** Of arithmetic and comparisons: each series has one partner. */
export const oneToOne: VectorMatching = Object.freeze({
  card: 'one-to-one',
  on: false,
  labels: [],
  include: [],
  fillLeft: undefined,
  fillRight: undefined,
});

/** Of set operators. */
export const manyToMany: VectorMatching = Object.freeze({ ...oneToOne, card: 'many-to-many' });
