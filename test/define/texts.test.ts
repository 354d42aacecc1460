import {
  command,
  dashboardOf,
  file,
  item,
  md,
  panelOf,
  query,
  row,
  scenario,
  see,
  sli,
  step,
  timeseries,
} from 'alidade';
import { describe, expect, test } from 'vitest';
import { call, printed } from './printed.ts';
import { full, heap, lag, lastBackup, plain, requests, shop } from './shop.ts';

/** Texts: of alerts, which Prometheus fills in, and of documentation, which links to declarations. */

describe('the text of an alert', () => {
  const severity = 'info';

  test('labels and value are Go templates', () => {
    const alert = shop.alert('A', {
      when: requests
        .rate('5m')
        .sum({ by: ['method', 'code'] })
        .gt(5),
      severity,
      summary: ({ labels, value }) => `${labels.method} ${labels.code}: ${value.raw}`,
    });
    expect(alert.summary).toBe('{{ $labels.method }} {{ $labels.code }}: {{ $value }}');
  });

  test('the forms of a value', () => {
    const texts = [
      shop.alert('T', { when: lag.gt(1), severity, summary: ({ value }) => `${value.duration}` }),
      shop.alert('P', { when: full.gt(1), severity, summary: ({ value }) => `${value.percentage}` }),
      shop.alert('B', { when: heap.gt(1), severity, summary: ({ value }) => `${value.bytes}` }),
      shop.alert('W', { when: lastBackup.gt(1), severity, summary: ({ value }) => `${value.timestamp}` }),
      shop.alert('H', { when: plain.gt(1), severity, summary: ({ value }) => `${value.humanize}` }),
      shop.alert('F', { when: plain.gt(1), severity, summary: ({ value }) => `${value.printf('%.2f "x"')}` }),
    ].map(({ summary }) => summary);
    expect(texts).toEqual([
      '{{ $value | humanizeDuration }}',
      '{{ $value | humanizePercentage }}',
      '{{ $value | humanize1024 }}B',
      '{{ $value | humanizeTimestamp }}',
      '{{ $value | humanize }}',
      '{{ printf "%.2f \\"x\\"" $value }}',
    ]);
  });

  test('a form that there is not, behind a cast, is refused', () => {
    const summary = ({ value }: { readonly value: unknown }) => `${(value as { readonly nope: string }).nope}`;
    expect(() => shop.alert('N', { when: heap.gt(1), severity, summary })).toThrow(/no value\.nope; the forms are raw/);
  });

  test('plain text stays as it is, templates in it too', () => {
    const alert = shop.alert('A', {
      when: heap.gt(1),
      severity,
      summary: '{{ $labels.job }} is full',
      description: 'Nothing to fill in.',
      annotations: { query: ({ labels }) => `job ${labels.job}`, team: 'shop' },
    });
    expect(alert.summary).toBe('{{ $labels.job }} is full');
    expect(alert.description).toBe('Nothing to fill in.');
    expect(alert.annotations).toEqual({ query: 'job {{ $labels.job }}', team: 'shop' });
  });

  test('labels with names that are no identifiers', () => {
    const named = shop.recordingRule('named', { expr: heap.sum(), labels: { 'k8s.pod': 'x', 'a"b': 'y' } });
    const alert = shop.alert('A', {
      when: named.gt(1),
      severity,
      summary: ({ labels }) => `${labels['k8s.pod']} ${labels['a"b']}`,
    });
    expect(alert.summary).toBe('{{ index $labels "k8s.pod" }} {{ index $labels "a\\"b" }}');
  });

  test('none is none', () => {
    expect(shop.alert('A', { when: heap.gt(1), severity }).summary).toBeUndefined();
  });
});

const runbook = shop.runbook('memory', { title: 'Memory', about: 'Memory is short.', steps: [] });
const alert = shop.alert('HeapIsFull', { when: heap.gt(1), severity: 'info', runbook });
const overview = shop.dashboard('overview', {
  title: 'Overview',
  rows: [row('Memory', [timeseries('Heap', { query: heap })])],
});
const tracing = shop.guide('tracing', { body: 'Spans go to Jaeger.' });
const free = shop.slo('free', { sli: sli.gauge(full, { atMost: '90%' }), objective: '99%', window: '7d' });

describe('md', () => {
  test('links to whatever is declared', () => {
    expect(
      md`${heap} ${requests.where({ code: '500' })} ${alert} ${runbook} ${overview} ${overview.panel('Heap')} ${tracing} ${free} ${free.page} ${file('prometheus/alerts.yml')}`,
    ).toEqual([
      { to: 'metric', name: 'heap_bytes' },
      ' ',
      { to: 'metric', name: 'http_requests_total' },
      ' ',
      { to: 'alert', name: 'HeapIsFull', key: 'HeapIsFull{severity="info"}' },
      ' ',
      { to: 'runbook', id: 'memory' },
      ' ',
      { to: 'dashboard', uid: 'overview' },
      ' ',
      { to: 'panel', uid: 'overview', panel: 'Heap' },
      ' ',
      { to: 'section', id: 'tracing' },
      ' ',
      { to: 'slo', id: 'free' },
      ' ',
      expect.objectContaining({ to: 'alert', name: 'FreeFastBurn' }),
      ' ',
      { to: 'file', path: 'prometheus/alerts.yml' },
    ]);
  });

  test('links to what is declared elsewhere', () => {
    expect(md`${panelOf<typeof overview>('overview', 'Heap')}`).toEqual([
      { to: 'panel', uid: 'overview', panel: 'Heap' },
    ]);
    expect(md`${dashboardOf<typeof overview>('overview')}`).toEqual([{ to: 'dashboard', uid: 'overview' }]);
  });

  test('numbers and text are part of the text', () => {
    expect(md`Keep ${5} of ${'them'}.`.join('')).toBe('Keep 5 of them.');
  });

  test('the indentation that all lines share is no part of it', () => {
    expect(
      md`
        # Title

        - one
          - two
        - three ${'and'}
          more
      `.join(''),
    ).toBe('# Title\n\n- one\n  - two\n- three and\n  more');
  });

  test('of one line is left alone', () => {
    expect(md`one`).toEqual(['one']);
    expect(md`  one`.join('')).toBe('  one');
    expect(md``).toEqual([]);
  });

  test('of lines without indentation too', () => {
    expect(
      md`one
two
  three`.join(''),
    ).toBe('one\ntwo\n  three');
  });

  test('is frozen', () => {
    expect(Object.isFrozen(md`a ${heap}`)).toBe(true);
  });

  test('an expression is nothing to link to', () => {
    expect(() => call({ md: (x: unknown) => md`a ${x as typeof heap}` }, 'md', heap.sum())).toThrow(
      'an object is nothing to link to',
    );
  });
});

describe('steps of a runbook', () => {
  test('hold texts, commands, queries and links in their order', () => {
    const { title, parts } = step(
      'Look',
      'It should be near zero.',
      command('docker logs shop', md`All of ${heap}.`),
      query(requests.rate('5m'), 'Above 10 is much.'),
      see(overview.panel('Heap')),
      md`See ${runbook}.`,
    );
    expect(title).toBe('Look');
    expect(parts.map(({ kind }) => kind)).toEqual(['text', 'command', 'query', 'link', 'text']);
    const [text, shell, asked, seen, more] = parts;
    expect(text).toEqual({ kind: 'text', text: ['It should be near zero.'] });
    expect(shell).toEqual({
      kind: 'command',
      command: 'docker logs shop',
      about: ['All of ', { to: 'metric', name: 'heap_bytes' }, '.'],
    });
    expect(asked?.kind === 'query' && asked.expr.ast?.kind).toBe('call');
    expect(seen).toEqual({ kind: 'link', to: { to: 'panel', uid: 'overview', panel: 'Heap' }, about: undefined });
    expect(more).toEqual({ kind: 'text', text: ['See ', { to: 'runbook', id: 'memory' }, '.'] });
  });

  test('a query keeps its expression', () => {
    const part = query(heap.max());
    expect(part.kind === 'query' && part.about).toBeUndefined();
    expect(printed(heap.max())).toBe('max(heap_bytes)');
  });
});

describe('sections of the guide', () => {
  test('have a heading of their own', () => {
    expect(tracing.title).toBe('Distributed tracing');
    expect(shop.guide('logging', { title: 'Logs', body: md`See ${heap}.` })).toMatchObject({
      title: 'Logs',
      body: ['See ', { to: 'metric', name: 'heap_bytes' }, '.'],
    });
  });

  test('a checklist and troubleshooting', () => {
    expect(
      shop.guide('checklist', { items: [item('Alerts', 'done', 'All of them.', md`See ${alert}.`)] }).items,
    ).toEqual([
      {
        title: 'Alerts',
        state: 'done',
        notes: [
          ['All of them.'],
          ['See ', { to: 'alert', name: 'HeapIsFull', key: 'HeapIsFull{severity="info"}' }, '.'],
        ],
      },
    ]);
    const { scenarios } = shop.guide('troubleshooting', {
      scenarios: [scenario('No data', 'Panels are empty.', command('curl web:9090'), 'Wait.')],
    });
    expect(scenarios).toEqual([
      {
        problem: 'No data',
        symptom: ['Panels are empty.'],
        steps: [
          { kind: 'command', command: 'curl web:9090', about: undefined },
          { kind: 'text', text: ['Wait.'] },
        ],
      },
    ]);
  });
});
