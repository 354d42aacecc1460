import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Yaml, yaml } from '../../src/emit/yaml.ts';

describe('layout', () => {
  test('maps, sequences and block scalars as people write them', () => {
    const document = {
      groups: [{ name: 'mcp', rules: [{ alert: 'A', expr: 'a\n/\nb', labels: { severity: 'critical' } }] }],
      empty: [],
      none: {},
      absent: undefined,
      list: ['a', 'b'],
      nested: [['a'], []],
    };
    expect(yaml(document, 'Generated.\n\nDo not edit.')).toBe(`# Generated.
#
# Do not edit.
groups:
  - name: mcp
    rules:
      - alert: A
        expr: |-
          a
          /
          b
        labels:
          severity: critical
empty: []
none: {}
list:
  - a
  - b
nested:
  -
    - a
  - []
`);
  });

  test('a document that is a scalar, a sequence or empty', () => {
    expect(yaml('x')).toBe('x\n');
    expect(yaml(['x'])).toBe('- x\n');
    expect(yaml({})).toBe('{}\n');
    expect(yaml('')).toBe("''\n");
  });
});

/** Text a reader of YAML 1.1 or 1.2 would take for something else, or not read at all. */
const needQuotes = [
  ...['', ' a', 'a ', 'yes', 'No', 'on', 'OFF', 'y', 'true', 'NULL', '~', '=', '<<', '0x1F', '0o17', '017', '1e3'],
  ...['1_000', '12:30:45', '.5', '5.', '+1', '-0', '.inf', '-.INF', '.nan', '2026-01-31', '2001-12-14 21:59:43Z'],
  ...['a: b', 'a:', 'a #b', '- a', '-a', '? a', '{{ $value }}', '[x]', '*x', '&x', '!x', '%x', '@x', '`x', '"x', "'x"],
  ...['#x', '|', '>', '...', '---', 'a\tb', 'a\u2028b', '\ufeffa', 'a\u0085', 'a\u0000'],
];

/** Text that stays as it is. */
const plain = [
  ...['a', 'a b', '30s', '5m', '1h30m', '3.5.1', 'sum by (method) (rate(x_total{a="b"}[5m])) > 0.05', 'a:b', 'a#b'],
  ...[
    'http://localhost:9091/metrics',
    '/metrics',
    'MCP server fails {{ $value | humanizePercentage }}',
    "it's",
    'é 😀',
  ],
  ...['5 % of requests', 'localhost:9091', 'up == 0', 'nonsense', 'nullable', '10.0.0.1', '1.2.3.4:80'],
];

describe('strings', () => {
  test.each(needQuotes)('%j is quoted', (value) => {
    const text = yaml({ key: value });
    expect(text).toMatch(/^key: ['"].*['"]\n$/);
    expectSame({ key: value, [value]: 1 });
  });

  test.each(plain)('%j is not', (value) => {
    expect(yaml({ key: value })).toBe(`key: ${value}\n`);
    expectSame({ key: value });
  });

  test.each(['a\nb', 'a\nb\n', 'a\n\n\n', 'a\n  b\n\nc', '  a\nb\n c', '# a\n- b', 'a: b\nc'])(
    '%j is a block',
    (value) => {
      const text = yaml({ key: value, list: [value] });
      expect(text).toMatch(/^key: \|2?[-+]?\n {2}/);
      expectSame({ key: value, list: [value], after: 1 });
    },
  );

  test.each(['\n', '\ta\nb', ' \nb', 'a \nb', 'a\n ', '\n\na', 'a\r\nb'])(
    '%j is not a block, which might lose blanks',
    (value) => {
      expect(yaml({ key: value })).toMatch(/^key: ".*"\n$/);
      expectSame({ key: value });
    },
  );
});

test.each([0, 1, -1, 0.05, 1e21, 1.5e-7, 1e-7, -0, Infinity, -Infinity, NaN, 1073741824])('number %d', (value) => {
  expectSame([value]);
});

const pieces = fc.constantFrom(
  ...needQuotes,
  ...plain,
  '\n',
  ' ',
  ':',
  '#',
  '-',
  '\t',
  '\r',
  "'",
  '"',
  '\\',
  '0',
  'e',
  '_',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
  fc.array(pieces, { maxLength: 5 }).map((parts) => parts.join('')),
);
const anyKey = anyText.filter((key) => key !== '__proto__');
const document = fc.letrec<{ value: Yaml }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'value' },
    anyText,
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(anyKey, tie('value'), { maxKeys: 4 }).map((map) => ({ ...map })),
  ),
})).value;

test('whatever is written is read back the same, by readers of YAML 1.1 and 1.2', () => {
  fc.assert(fc.property(document, expectSame), { numRuns: 1000 });
});

function expectSame(value: Yaml): void {
  const text = yaml(value);
  for (const version of ['1.1', '1.2'] as const) {
    expect(parse(text, { version, merge: version === '1.1', maxAliasCount: 0 })).toEqual(value);
  }
}
