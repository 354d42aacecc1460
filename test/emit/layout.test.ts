import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns, place } from '../../src/emit/grafana/layout.ts';

const size = fc.record({ width: fc.integer({ min: 1, max: columns }), height: fc.integer({ min: 1, max: 12 }) });

test('panels keep their size, stay on the grid and never overlap', () => {
  fc.assert(
    fc.property(fc.array(size, { maxLength: 20 }), fc.nat(50), (sizes, top) => {
      const { positions, bottom } = place(sizes, top);
      expect(positions.map(({ w, h }) => ({ width: w, height: h }))).toEqual(sizes);
      const taken = new Set<string>();
      for (const { x, y, w, h } of positions) {
        expect(x + w).toBeLessThanOrEqual(columns);
        expect(y).toBeGreaterThanOrEqual(top);
        expect(y + h).toBeLessThanOrEqual(bottom);
        for (let column = x; column < x + w; column++) {
          for (let line = y; line < y + h; line++) taken.add(`${column},${line}`);
        }
      }
      expect(taken.size).toBe(positions.reduce((area, { w, h }) => area + w * h, 0));
    }),
  );
});
