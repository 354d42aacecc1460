import type { Location } from '../model/diagnostic.ts';
import { columns, displayed } from './display.ts';
import type { Ink, Paint } from './paint.ts';

/** Longer lines are cut, longer ranges end with dots. */
const widest = 140;
const mostLines = 4;

/** The lines of code that a location covers, numbered, with carets below the characters meant. */
export function codeFrame(text: string, location: Location, gutter: number, paint: Paint, ink: Ink): string[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const last = Math.min(location.endLine, lines.length);
  const shown = Math.min(last, location.line + mostLines - 1);
  const frame: string[] = [margin('', gutter, paint)];
  for (let number = location.line; number <= shown; number++) {
    const line = lines[number - 1] ?? '';
    const start = number === location.line ? location.column - 1 : line.length - line.trimStart().length;
    const end = number === last && number === location.endLine ? location.endColumn - 1 : line.trimEnd().length;
    const { code, carets } = marked(line, start, end);
    frame.push(
      `${margin(String(number), gutter, paint)} ${code}`.trimEnd(),
      `${margin('', gutter, paint)} ${paint(ink, carets)}`,
    );
  }
  if (shown < last) frame.push(margin('...', gutter, paint));
  return frame;
}

/** How wide the numbers of a location's lines are. */
export function gutterOf(locations: readonly Location[]): number {
  const last = Math.max(...locations.map(({ line, endLine }) => Math.min(endLine, line + mostLines - 1)));
  return String(last).length;
}

function margin(number: string, gutter: number, paint: Paint): string {
  return paint('blue', `${number.padStart(gutter)} |`);
}

/** A line as it is displayed, and carets below the characters from `start` to `end`; at least one. */
function marked(line: string, start: number, end: number): { code: string; carets: string } {
  const [before, meant] = [columns(line.slice(0, start)), columns(line.slice(start, end))];
  const carets = ' '.repeat(before) + '^'.repeat(Math.max(1, meant));
  const code = displayed(line);
  if (columns(line) <= widest) return { code, carets };
  return cut(code, carets, Math.max(0, Math.min(before - 20, columns(line) - widest)));
}

function cut(code: string, carets: string, from: number): { code: string; carets: string } {
  const dots = (on: boolean) => (on ? '…' : '');
  const to = from + widest;
  const lead = dots(from > 0);
  return {
    code: lead + code.slice(from, to) + dots(code.length > to),
    carets: ' '.repeat(lead.length) + carets.slice(from, to),
  };
}
