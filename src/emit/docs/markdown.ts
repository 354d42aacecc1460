/** The inline pieces of Markdown: text that must not be read as markup, code spans, fences. */

/** Plain text as part of a line of Markdown: nothing in it is markup, whatever it contains. */
export function plain(text: string): string {
  const trimmed = text.trim();
  if (!/[\\`*[\]~_&<{\n]/.test(trimmed)) return trimmed;
  return trimmed
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\`*[\]~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/\{\{/g, '&#123;&#123;');
}

/** Plain text as a paragraph, which is no list, quote, heading or rule either, however it begins. */
export function plainParagraph(text: string): string {
  return plain(text)
    .replace(/^(?=[-+](?:\s|$)|>|#{1,6}(?:\s|$)|-{3}|=+$)/, '\\')
    .replace(/^(\d+)(?=[.)](?:\s|$))/, '$1\\');
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
  return text.includes('`') ? Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)) : 0;
}

/** With a capital at its start. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
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
