/** The characters of a literal, and where each stands in its source; the last entry is the end. */
export interface Spelled {
  readonly text: string;
  readonly offsets: readonly number[];
}

type Reading = 'cooked' | 'raw' | 'unquoted';

const simple: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', v: '\v', f: '\f', 0: '\0' };

/**
 * Where each character of `text` stands in the source of a literal (without its quotes). A template tag may take its text as
 * JavaScript reads it, as it is written, or as written but for the escapes of backtick and hole: whichever gives `text`.
 */
export function spell(source: string, text: string): Spelled | undefined {
  const readings: readonly Reading[] = ['cooked', 'raw', 'unquoted'];
  return readings.map((reading) => read(source, reading)).find((spelled) => spelled.text === text);
}

function read(source: string, reading: Reading): Spelled {
  const offsets: number[] = [];
  let text = '';
  for (let at = 0; at < source.length; ) {
    const [value, length] = character(source, at, reading);
    for (let i = 0; i < value.length; i++) offsets.push(at);
    text += value;
    at += length;
  }
  return { text, offsets: [...offsets, source.length] };
}

/** The characters that the source at `at` stands for, and the length of their spelling. */
function character(source: string, at: number, reading: Reading): readonly [value: string, length: number] {
  const here = source.charAt(at);
  if (here === '\r') return ['\n', source[at + 1] === '\n' ? 2 : 1];
  if (here !== '\\' || reading === 'raw') return [here, 1];
  const next = source.charAt(at + 1);
  if (reading === 'unquoted') return next === '`' || next === '$' ? [next, 2] : [here, 1];
  return escaped(source, at, next);
}

function escaped(source: string, at: number, next: string): readonly [value: string, length: number] {
  const code = /^(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]+)\})/i.exec(source.slice(at + 1, at + 12));
  if (code) return [String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16)), 1 + code[0].length];
  if (next === '\r') return ['', source[at + 2] === '\n' ? 3 : 2];
  if (next === '\n') return ['', 2];
  return [simple[next] ?? next, 2];
}
