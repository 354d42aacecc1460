import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { md5 } from '../../src/analyze/md5.ts';
import { type Labelled, relabelled } from '../../src/analyze/relabel.ts';
import { type Relabel, type RelabelAction, relabelDefaults } from '../../src/model/relabel.ts';

type Step = Partial<Relabel>;
type Texts = Readonly<Record<string, string>>;

const stepsOf = (steps: readonly Step[]): readonly Relabel[] => steps.map((step) => ({ ...relabelDefaults, ...step }));

function exact(labels: Texts): Labelled {
  const facts = Object.entries(labels).map(([name, value]) => ({ name, presence: 'always' as const, values: [value] }));
  return { labels: facts, complete: true };
}

/** Labels with one value each, relabelled; undefined where they are dropped. */
function run(labels: Texts, ...steps: readonly Step[]): Texts | undefined {
  const after = relabelled(exact(labels), stepsOf(steps));
  if ('droppedBy' in after) return undefined;
  return Object.fromEntries(after.labels.map(({ name, values }) => [name, values?.join('|') ?? '?']));
}

const abc = { a: 'one', b: 'two', c: 'three' };

describe('labels of known values, as Prometheus relabels them', () => {
  test.each<[string, Texts, readonly Step[], Texts | undefined]>([
    [
      'groups',
      abc,
      [{ sourceLabels: ['a'], regex: 'o(.*)', targetLabel: 'd', replacement: 'x${1}-$1y$$' }],
      { ...abc, d: 'xne-$' },
    ],
    ['$1y is the group named 1y', abc, [{ sourceLabels: ['a'], targetLabel: 'd', replacement: '$1y' }], abc],
    [
      'named groups',
      abc,
      [{ sourceLabels: ['a'], regex: '(?P<x>.).*', targetLabel: 'd', replacement: '${x}' }],
      { ...abc, d: 'o' },
    ],
    [
      'joined',
      abc,
      [{ sourceLabels: ['a', 'b'], regex: '(.*);(.*)', targetLabel: 'd', replacement: '$2,$1' }],
      { ...abc, d: 'two,one' },
    ],
    [
      'another separator',
      abc,
      [{ sourceLabels: ['a', 'zz', 'b'], separator: '@', targetLabel: 'd' }],
      { ...abc, d: 'one@@two' },
    ],
    ['a constant', abc, [{ targetLabel: 'd', replacement: 'x' }], { ...abc, d: 'x' }],
    ['no match', abc, [{ sourceLabels: ['a'], regex: 'n', targetLabel: 'a', replacement: 'x' }], abc],
    ['an empty replacement removes', abc, [{ targetLabel: 'a', replacement: '' }], { b: 'two', c: 'three' }],
    ['an absent source removes', abc, [{ sourceLabels: ['z'], targetLabel: 'a' }], { b: 'two', c: 'three' }],
    [
      'a target by group',
      abc,
      [{ sourceLabels: ['a'], targetLabel: '${1}_x', replacement: 'v' }],
      { ...abc, one_x: 'v' },
    ],
    ['a target that comes out empty', abc, [{ sourceLabels: ['a'], targetLabel: '${3}', replacement: 'v' }], abc],
    ['drop', abc, [{ action: 'drop', sourceLabels: ['a'], regex: '.*n.*' }], undefined],
    ['drop is anchored', abc, [{ action: 'drop', sourceLabels: ['a'], regex: 'o|n' }], abc],
    ['keep', abc, [{ action: 'keep', sourceLabels: ['a', 'b'], regex: 'one;two' }], abc],
    ['keep what is not there', abc, [{ action: 'keep', sourceLabels: ['z'], regex: '.+' }], undefined],
    [
      'keepequal',
      { ...abc, d: 'one' },
      [{ action: 'keepequal', sourceLabels: ['a'], targetLabel: 'd' }],
      { ...abc, d: 'one' },
    ],
    ['keepequal of others', abc, [{ action: 'keepequal', sourceLabels: ['a'], targetLabel: 'b' }], undefined],
    ['dropequal', { ...abc, d: 'one' }, [{ action: 'dropequal', sourceLabels: ['a'], targetLabel: 'd' }], undefined],
    ['dropequal of others', abc, [{ action: 'dropequal', sourceLabels: ['a'], targetLabel: 'b' }], abc],
    [
      'hashmod',
      { c: 'baz' },
      [{ action: 'hashmod', sourceLabels: ['c'], targetLabel: 'd', modulus: 1000 }],
      { c: 'baz', d: '976' },
    ],
    [
      'hashmod of lines',
      { a: 'foo\nbar' },
      [{ action: 'hashmod', sourceLabels: ['a'], targetLabel: 'b', modulus: 1000 }],
      { a: 'foo\nbar', b: '734' },
    ],
    [
      'labelmap',
      { __meta_my_x: '1', __meta_y: '2' },
      [{ action: 'labelmap', regex: '__meta_(my.*)' }],
      { __meta_my_x: '1', __meta_y: '2', my_x: '1' },
    ],
    [
      'labelmap of a snapshot',
      { b: '1', bb: '2' },
      [{ action: 'labelmap', regex: '(b+)', replacement: '${1}b' }],
      { b: '1', bb: '1', bbb: '2' },
    ],
    ['labeldrop', abc, [{ action: 'labeldrop', regex: 'a|b' }], { c: 'three' }],
    ['labelkeep', abc, [{ action: 'labelkeep', regex: '[ab]' }], { a: 'one', b: 'two' }],
    [
      'lowercase',
      { a: 'AbÄ1' },
      [{ action: 'lowercase', sourceLabels: ['a'], targetLabel: 'b' }],
      { a: 'AbÄ1', b: 'abä1' },
    ],
    [
      'uppercase',
      { a: 'AbÄ1' },
      [{ action: 'uppercase', sourceLabels: ['a'], targetLabel: 'b' }],
      { a: 'AbÄ1', b: 'ABÄ1' },
    ],
    [
      'names that objects have of their own',
      { constructor: 'x' },
      [{ sourceLabels: ['constructor'], targetLabel: 'toString' }],
      { constructor: 'x', toString: 'x' },
    ],
    [
      'steps in order',
      abc,
      [
        { targetLabel: 'a', replacement: 'x' },
        { action: 'keep', sourceLabels: ['a'], regex: 'x' },
      ],
      { ...abc, a: 'x' },
    ],
  ])('%s', (_, labels, steps, expected) => {
    expect(run(labels, ...steps)).toEqual(expected);
  });
});

test('a label __proto__ is one like any other', () => {
  const after = relabelled(
    exact(JSON.parse('{"__proto__":"x"}')),
    stepsOf([{ sourceLabels: ['__proto__'], targetLabel: 'a' }]),
  );
  expect(after).toMatchObject({
    labels: [
      { name: '__proto__', values: ['x'] },
      { name: 'a', values: ['x'] },
    ],
  });
});

test('MD5 of lengths around a block', () => {
  const hex = (text: string) => Buffer.from(md5(text)).toString('hex');
  expect(hex('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
  expect(hex('a'.repeat(55))).toBe('ef1772b6dff9a122358552954ad0df65');
  expect(hex('a'.repeat(56))).toBe('3b0c8ac703f828b04c6c197006d17218');
  expect(hex('a'.repeat(64))).toBe('014842d480b571495a4a0363793f7367');
});

describe('labels of unknown values', () => {
  const open: Labelled = {
    labels: [
      { name: 'a', presence: 'always' },
      { name: 'b', presence: 'maybe', values: ['x', 'y'] },
    ],
    complete: true,
  };
  const after = (...steps: readonly Step[]) => relabelled(open, stepsOf(steps));
  test.each<[string, Step, unknown]>([
    ['a copy', { sourceLabels: ['a'], targetLabel: 'c' }, { name: 'c', presence: 'always' }],
    ['a prefix', { sourceLabels: ['a'], targetLabel: 'c', replacement: 'p-$1' }, { name: 'c', presence: 'always' }],
    [
      'a constant whatever it is',
      { sourceLabels: ['a'], targetLabel: 'c', replacement: 'k' },
      { name: 'c', presence: 'always', values: ['k'] },
    ],
    [
      'a constant if it matches',
      { sourceLabels: ['a'], regex: 'z', targetLabel: 'c', replacement: 'k' },
      { name: 'c', presence: 'maybe', values: ['k'] },
    ],
    [
      'a copy of what may be there',
      { sourceLabels: ['b'], targetLabel: 'c' },
      { name: 'c', presence: 'maybe', values: ['x', 'y'] },
    ],
    [
      'kept by alternatives',
      { action: 'keep', sourceLabels: ['a'], regex: 'p|q' },
      { name: 'a', presence: 'always', values: ['p', 'q'] },
    ],
    [
      'kept by presence',
      { action: 'keep', sourceLabels: ['b'], regex: '.+' },
      { name: 'b', presence: 'always', values: ['x', 'y'] },
    ],
    [
      'dropped by value',
      { action: 'drop', sourceLabels: ['b'], regex: 'x' },
      { name: 'b', presence: 'maybe', values: ['y'] },
    ],
  ])('%s', (_, step, expected) => {
    expect((after(step) as Labelled).labels).toContainEqual(expected);
  });
  test('whatever discovery finds may be mapped to any name', () => {
    const hidden = {
      labels: [{ name: 'job', presence: 'always' as const, values: ['a'] }],
      complete: true,
      hidden: true,
    };
    const mapped = relabelled(hidden, stepsOf([{ action: 'labelmap', regex: '__meta_label_(.+)' }]));
    expect(mapped).toMatchObject({ labels: [{ name: 'job', presence: 'always' }], complete: false });
    const prefixed = relabelled(
      hidden,
      stepsOf([{ action: 'labelmap', regex: '__meta_label_(.+)', replacement: 'pod_$1' }]),
    );
    expect(prefixed).toEqual({ labels: hidden.labels, complete: false });
    const kept = relabelled({ ...hidden, complete: false }, stepsOf([{ action: 'labelkeep', regex: 'job|pod' }]));
    expect(kept).toMatchObject({
      labels: [
        { name: 'job', values: ['a'] },
        { name: 'pod', presence: 'maybe' },
      ],
      complete: true,
    });
  });
});

const names = ['a', 'b', 'c', 'ab'];
const value = fc.constantFrom('', 'x', 'y', 'xy', 'X');
const labelSet = fc.record(Object.fromEntries(names.map((name) => [name, value]))).map((set) => {
  return Object.fromEntries(Object.entries(set).filter(([, text]) => text !== ''));
});
const actions: readonly RelabelAction[] = [
  'replace',
  'replace',
  'replace',
  'keep',
  'drop',
  'keepequal',
  'dropequal',
  'hashmod',
  'labelmap',
  'labeldrop',
  'labelkeep',
  'lowercase',
  'uppercase',
];
const randomStep = fc.record({
  action: fc.constantFrom(...actions),
  sourceLabels: fc.array(fc.constantFrom(...names), { maxLength: 2 }),
  separator: fc.constantFrom(';', '', '-'),
  regex: fc.constantFrom('(.*)', '.*', '(.+)', 'x|y', '(x)(.*)', 'a|b', '(a)b?', 'x.*', '', '.*;x'),
  targetLabel: fc.constantFrom(...names),
  replacement: fc.constantFrom('$1', '', 'x', '${1}y', 'a$1'),
  modulus: fc.constantFrom(2, 3),
});

test('what is said of several label sets at once holds of each of them', () => {
  fc.assert(
    fc.property(
      fc.array(labelSet, { minLength: 1, maxLength: 3 }),
      fc.array(randomStep, { maxLength: 4 }),
      fc.boolean(),
      (sets, steps, known) => {
        const facts = names.map((name) => {
          const values = [...new Set(sets.map((set) => set[name]).filter((text) => text !== undefined))];
          const presence = sets.every((set) => set[name] !== undefined)
            ? 'always'
            : values.length > 0
              ? 'maybe'
              : 'never';
          return { name, presence, ...(known && { values }) } as const;
        });
        const all = relabelled({ labels: facts, complete: true }, steps);
        for (const set of sets) {
          const one = relabelled(exact(set), steps);
          if ('droppedBy' in one) continue;
          expect(all).not.toHaveProperty('droppedBy');
          for (const name of [...names, 'aa', 'ax']) expectWithin(one, all as Labelled, name);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

function expectWithin(one: Labelled, all: Labelled, name: string): void {
  const is = one.labels.find((label) => label.name === name)?.values?.[0];
  const may = all.labels.find((label) => label.name === name) ?? {
    presence: all.complete ? 'never' : 'maybe',
    values: undefined,
  };
  if (is === undefined) expect(may.presence).not.toBe('always');
  else {
    expect(may.presence).not.toBe('never');
    if (may.values) expect(may.values).toContain(is);
  }
}
