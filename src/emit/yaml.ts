/** YAML as people write it: block style, no anchors, no wrapping, quotes only where a reader of YAML 1.1 or 1.2 needs them. */

export type Yaml = string | number | boolean | null | readonly Yaml[] | YamlMap;

/** Keys are written in insertion order; those with `undefined` are left out. */
export interface YamlMap {
  readonly [key: string]: Yaml | undefined;
}

/**
 * A YAML document with `comment` above it.
 *
 * ```ts
 * yaml({ groups: [] }, 'Generated.') // # Generated.\ngroups: []\n
 * ```
 */
export function yaml(document: Yaml, comment?: string): string {
  const header = comment === undefined ? '' : comment.replace(/^(?=.)/gm, '# ').replace(/^$/gm, '#') + '\n';
  return header + block(document, '').replace(/^[ \n]/, '') + '\n';
}

/** Several documents in one file, with `comment` above the first. */
export function yamlDocuments(documents: readonly Yaml[], comment: string): string {
  return documents
    .map((document, i) => `${i === 0 ? '' : '---\n'}${yaml(document, i === 0 ? comment : undefined)}`)
    .join('');
}

/** A value as it stands after `key:` or `-`, its separator (space or line break) included; `indent` is that of its own lines. */
function block(value: Yaml, indent: string): string {
  if (typeof value === 'string') return text(value, indent);
  if (typeof value !== 'object' || value === null) return ' ' + scalar(value);
  if (Array.isArray(value)) return sequence(value, indent);
  return map(value as YamlMap, indent, '\n' + indent);
}

function sequence(items: readonly Yaml[], indent: string): string {
  if (items.length === 0) return ' []';
  let out = '';
  for (const item of items) out += `\n${indent}-${entry(item, indent + '  ')}`;
  return out;
}

/** An item of a sequence: a map begins on the line of its dash. */
function entry(item: Yaml, indent: string): string {
  const isMap = typeof item === 'object' && item !== null && !Array.isArray(item);
  return isMap ? map(item as YamlMap, indent, ' ') : block(item, indent);
}

function map(value: YamlMap, indent: string, first: string): string {
  let out = '';
  let separator = first;
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item === undefined) continue;
    out += separator + (isPlain(key) ? key : quoted(key)) + ':' + block(item, indent + '  ');
    separator = '\n' + indent;
  }
  return out === '' ? ' {}' : out;
}

function scalar(value: number | boolean | null): string {
  if (typeof value !== 'number') return String(value);
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  if (Object.is(value, -0)) return '-0.0';
  // YAML 1.1 takes 1e+21 for a string: a float needs its point there.
  return String(value).replace(/^(-?\d+)e/, '$1.0e');
}

function text(value: string, indent: string): string {
  if (isPlain(value)) return ' ' + value;
  return indent !== '' && value.includes('\n') && fitsBlock(value) ? literal(value, indent) : ' ' + quoted(value);
}

/** Letters that start no number, date or indicator, and nothing in the rest that ends a plain scalar. */
const simple = /^[A-Za-z_/][\w./%()[\]{}<>=*+,;@$|&!?'"~^`\\-]*(?: [\w./%()[\]{}<>=*+,;@$|&!?'"~^`\\-]+)*$/;
/** What YAML 1.1 or 1.2 reads as something other than a string. */
const reserved = /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<|e[-+]?\d+)$/i;
const number =
  /^[-+]?(?:0x[\da-f_]+|0o?[0-7_]+|0b[01_]+|\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?|(?:\.[\d_]*|\d[\d_,]*(?:\.[\d_]*)?)(?:e[-+]?\d+)?|\.inf|\.nan)$/i;
const date = /^\d{4}-\d\d?-\d\d?(?:$|[Tt\s])/;
/** Indicators, in the first place; `: ` and ` #` anywhere; a space or colon at the end. */
const broken = /^[\s\-?:,[\]{}#&*!|>'"%@`]|^\.\.\.|:\s|\s#|[\s:]$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters YAML cannot hold unescaped
const special = /[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/u;

function isPlain(value: string): boolean {
  if (simple.test(value)) return !reserved.test(value);
  if (value === '' || broken.test(value) || reserved.test(value) || special.test(value)) return false;
  return !number.test(value) && !date.test(value);
}

/** Double quotes only where single ones cannot say it, or would have to be doubled. */
function quoted(value: string): string {
  if (!special.test(value) && (!value.includes("'") || /["\\]/.test(value))) {
    return `'${value.replaceAll("'", "''")}'`;
  }
  return JSON.stringify(value).replace(unescapedSpecials, (character) => {
    return '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0');
  });
}

/** Those of `special` that JSON leaves as they are. */
const unescapedSpecials = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Whether a block scalar gives the text back: no special characters, no blank or line break that could be lost. */
function fitsBlock(value: string): boolean {
  return !/^[^\S ]|^ *\n|[^\S\n](?:\n|$)/.test(value) && !special.test(value.replaceAll('\n', ''));
}

/** `|` keeps one line break at the end, `|-` none, `|+` all; a number says where the margin ends and the text's own blanks begin. */
function literal(value: string, indent: string): string {
  const body = value.replace(/\n+$/, '');
  const breaks = value.length - body.length;
  const chomping = breaks === 0 ? '-' : breaks === 1 ? '' : '+';
  const header = (body.startsWith(' ') ? '2' : '') + chomping;
  return ` |${header}\n${indent}${body.replace(/\n(?!\n)/g, '\n' + indent)}${'\n'.repeat(Math.max(0, breaks - 1))}`;
}
