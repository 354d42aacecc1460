import { expect, it } from 'vitest';
import { advice } from '../../src/load/advice.ts';

/** What the compiler says of rule tests (TypeScript 7.0), and our line under it. */
it.each([
  [
    2345,
    `Argument of type 'Shape<Amount>' is not assignable to parameter of type 'Observations<Quantity<"seconds">>'.`,
    "a classic histogram is filled by observations({ each: 10, at: '700ms' })",
  ],
  [
    2345,
    `Argument of type 'string' is not assignable to parameter of type 'Observations<Quantity<"seconds">>'.`,
    "a classic histogram is filled by observations({ each: 10, at: '700ms' })",
  ],
  [
    2345,
    `Argument of type 'Observations<"2B">' is not assignable to parameter of type 'Observations<Quantity<"seconds">>'.`,
    "write seconds as a number or as '500ms', '1.5s', '2h'",
  ],
  [
    2345,
    `Argument of type 'Shape<"2s">' is not assignable to parameter of type 'string | Shape<Quantity<"bytes">>'.`,
    "write bytes as a number or as '512MiB', '8GB'",
  ],
  [
    2322,
    `Type '"10 m"' is not assignable to type 'Moment<NoInfer<FiredLabels<"Fails", { readonly status: string; }>>>'.`,
    "write a time of the test, units descending: '30s', '5m', '1h30m', or { at: '5m', labels: { … } }",
  ],
  [
    2741,
    `Property '[seriesKey]' is missing in type 'Gauge<{ readonly job: "shop"; }, "bytes", never>' but required in type 'Series'.`,
    'write series(metric, { label: … }, steady(1))',
  ],
])('%i %s', (code, message, said) => {
  expect(advice(code, message)).toBe(said);
});
