/** The k largest or smallest of a group. */
import { byValue } from './evaluate-quantile.ts';
import type { VectorSample } from './evaluate-types.ts';

/** Whether a sample is to leave before another one does. NaN is neither large nor small, and leaves first. */
type Leaves = (a: number, b: number) => boolean;

const leaves: Readonly<Record<'largest' | 'smallest', Leaves>> = {
  largest: (a, b) => Number.isNaN(a) || a < b,
  smallest: (a, b) => Number.isNaN(a) || a > b,
};

/**
 * The best first. Of equal samples at the limit those stay that Prometheus keeps: it holds the chosen ones in a heap, the one that is
 * to leave next at its top, and only a better one replaces that.
 */
export function extremes(
  group: readonly VectorSample[],
  count: number,
  which: 'largest' | 'smallest',
): readonly VectorSample[] {
  if (count < 1) return [];
  const isWorse = leaves[which];
  const heap: VectorSample[] = [];
  for (const sample of group) {
    if (heap.length < count) {
      heap.push(sample);
      up(heap, isWorse);
    } else if (isReplaced(heap[0]!.value, sample.value, isWorse)) {
      heap[0] = sample;
      down(heap, isWorse);
    }
  }
  return inOrder(heap, which);
}

function isReplaced(top: number, value: number, isWorse: Leaves): boolean {
  return Number.isNaN(top) ? !Number.isNaN(value) : isWorse(top, value) && !Number.isNaN(value);
}

function inOrder(heap: readonly VectorSample[], which: 'largest' | 'smallest'): readonly VectorSample[] {
  const numbers = heap.filter(({ value }) => !Number.isNaN(value));
  const rest = heap.filter(({ value }) => Number.isNaN(value));
  const sign = which === 'largest' ? -1 : 1;
  return [...numbers.sort((a, b) => sign * byValue(a.value, b.value)), ...rest];
}

function up(heap: VectorSample[], isWorse: Leaves): void {
  let child = heap.length - 1;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!isWorse(heap[child]!.value, heap[parent]!.value)) return;
    swap(heap, child, parent);
    child = parent;
  }
}

function down(heap: VectorSample[], isWorse: Leaves): void {
  let parent = 0;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= heap.length) return;
    if (child + 1 < heap.length && isWorse(heap[child + 1]!.value, heap[child]!.value)) child++;
    if (!isWorse(heap[child]!.value, heap[parent]!.value)) return;
    swap(heap, child, parent);
    parent = child;
  }
}

function swap(heap: VectorSample[], a: number, b: number): void {
  [heap[a], heap[b]] = [heap[b]!, heap[a]!];
}
