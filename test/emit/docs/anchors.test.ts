import { expect, test } from 'vitest';
import { anchors, below, headingsOf } from '../../../src/emit/docs/anchors.ts';

test('anchors as GitHub makes them', () => {
  const anchorOf = anchors();
  const cases: Record<string, string> = {
    HighMCPErrorRate: 'highmcperrorrate',
    conexus_mcp_requests_total: 'conexus_mcp_requests_total',
    'MCP Latency (P50/P95/P99)': 'mcp-latency-p50p95p99',
    'Größe & Zahl': 'größe--zahl',
    '1. Check the logs': '1-check-the-logs',
    'job:requests:rate5m': 'jobrequestsrate5m',
  };
  for (const [text, anchor] of Object.entries(cases)) expect(anchorOf(text)).toBe(anchor);
});

test('the second of two equal headings is numbered, and never like a third', () => {
  const anchorOf = anchors();
  expect(['Latency', 'Latency', 'Latency 1', 'latency'].map(anchorOf)).toEqual([
    'latency',
    'latency-1',
    'latency-1-1',
    'latency-2',
  ]);
});

const authored = ['# One `code`', '', '```sh', '# a comment, no heading', '```', '', '### Two [link](x.md) ##'].join(
  '\n',
);

test('headings of authored text, but not comments in its code', () => {
  expect(headingsOf(authored)).toEqual([
    { level: 1, text: 'One code' },
    { level: 3, text: 'Two link' },
  ]);
});

test('authored headings move below the section they stand in', () => {
  const moved = below(authored, 2);
  expect(moved).toContain('### One `code`');
  expect(moved).toContain('##### Two [link](x.md)');
  expect(moved).toContain('\n# a comment, no heading\n');
  expect(below('plain text', 2)).toBe('plain text');
  expect(below('### stays', 2)).toBe('### stays');
});
