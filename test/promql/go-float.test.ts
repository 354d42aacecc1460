import { expect, test } from 'vitest';
import { formatFloat, parseFloat64 } from '../../src/promql/go-float.ts';

test.each([
  [0.5, 'f', 0, '0'],
  [1.5, 'f', 0, '2'],
  [2.5, 'f', 0, '2'],
  [-2.5, 'f', 0, '-2'],
  [0.125, 'f', 2, '0.12'],
  [0.05, 'f', 0, '0'],
  [0.006, 'f', 2, '0.01'],
  [0.996, 'f', 2, '1.00'],
  [99.5, 'f', 0, '100'],
  [1e-7, 'f', 6, '0.000000'],
  [1e22, 'f', 2, '10000000000000000000000.00'],
  [0, 'f', 2, '0.00'],
  [123456, 'g', 4, '1.235e+05'],
  [0.00001234, 'g', 4, '1.234e-05'],
  [0.0001234, 'g', 4, '0.0001234'],
  [9999.6, 'g', 4, '1e+04'],
  [1234.5, 'g', 4, '1234'],
  [100, 'g', 4, '100'],
  [-0, 'g', 4, '-0'],
  [12.5, 'g', 0, '1e+01'],
  [1234567, 'g', undefined, '1.234567e+06'],
  [5e-324, 'g', 3, '4.94e-324'],
  [12345.678, 'e', 3, '1.235e+04'],
  [1.5, 'e', undefined, '1.500000e+00'],
  [NaN, 'f', 2, 'NaN'],
  [-Infinity, 'e', 2, '-Inf'],
] as const)('Go shows %d by %s with %s as %s', (value, verb, precision, text) => {
  expect(formatFloat(value, verb, precision)).toBe(text);
});

test.each([
  ['12', 12],
  ['-.5e3', -500],
  ['+Inf', Infinity],
  ['-infinity', -Infinity],
  ['NaN', NaN],
  ['1e999', undefined],
  ['', undefined],
  ['1x', undefined],
  ['.', undefined],
])('Go reads %s', (text, value) => expect(parseFloat64(text)).toBe(value));
