import { expect, test } from 'vitest';
import { templateWords } from '../../../src/emit/docs/template-words.ts';

test.each([
  [
    'MCP server fails {{ $value | humanizePercentage }} of its requests',
    'MCP server fails ‹value in %› of its requests',
  ],
  ['{{ $labels.method }} takes {{ humanizeDuration $value }}', '‹method› takes ‹value as a duration›'],
  ['{{- .Labels.method -}} is {{ printf "%.2f" .Value }}', '‹method› is ‹value›'],
  ['holds {{ $value | humanize1024 }}B', 'holds ‹value in bytes›'],
  ['in {{ $externalLabels.region }}', 'in ‹region›'],
  ['see {{ $externalURL }}', 'see ‹$externalURL›'],
  ['a < b', 'a &lt; b'],
  ['{{ if gt $value 1.0 }}much{{ end }}', '<code>&#123;&#123; if gt $value 1.0 }}much&#123;&#123; end }}</code>'],
])('%j', (template, markdown) => expect(templateWords(template)).toBe(markdown));
