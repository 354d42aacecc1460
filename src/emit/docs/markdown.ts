/** The inline pieces of Markdown: text that must not be read as markup, code spans, fences. */

/** Plain text as one line of Markdown: nothing in it is markup, whatever it contains. */
export function plain(text: string): string {
  return text
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\`*[\]~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/\{\{/g, '&#123;&#123;')
    .replace(/^(?=[-+>#=]|\d+[.)])/, (_, at: number, all: string) => (needsEscape(all.slice(at)) ? '\\' : ''))
    .replace(/^(\\?)(\d+)([.)])(?=\s|$)/, '$2\\$3');
}

/** Whether a line beginning like this would be a list, a quote, a heading or a rule. */
function needsEscape(line: string): boolean {
  return /^(?:[-+](?:\s|$)|>|#{1,6}(?:\s|$)|-{3}|=+$)/.test(line);
}

/** A code span; longer ticks than any inside, and no `{{`, which site generators would evaluate. */
export function code(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ');
  if (line.includes('{{')) return `<code>${plain(line)}</code>`;
  const ticks = '`'.repeat(longestRun(line) + 1);
  const pad = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

/** A fenced code block whose fence is longer than any inside. */
export function fence(language: string, text: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}${language}\n${text.replace(/\n+$/, '')}\n${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** `1 alert`, `5 alerts`, `no alerts`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n === 0 ? 'no' : n} ${n === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${last} ${items[items.length - 1]}`;
}
