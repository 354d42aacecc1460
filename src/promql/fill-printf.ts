/** Go's `printf` (package fmt) for the values of templates. */

import { type GoValue, shown } from './fill-values.ts';
import { formatFloat } from './go-float.ts';
import { formatGeneral } from './number.ts';
import { quote } from './string.ts';
import { fail } from './template-failure.ts';

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly verb: string;
}

const directives = /%([-+# 0]*)(\d*)(?:\.(\d*))?(.?)/gsu;

export function printf(format: string, args: readonly GoValue[]): string {
  if (/%[-+# 0-9.]*[*[]/.test(format)) fail('widths that are arguments are not filled in');
  let used = 0;
  const text = format.replaceAll(directives, (_, flags: string, width: string, precision: string | undefined, verb) => {
    if (verb === '%' || verb === '') return verb || '%!(NOVERB)';
    const value = args[used++];
    if (value === undefined) return `%!${verb}(MISSING)`;
    const digits = precision === undefined ? undefined : Number(precision);
    // `%+v` asks for the names of fields, not for a sign.
    const known = verb === 'v' ? flags.replaceAll('+', '') : flags;
    return formatted(value, { flags: known, width: Number(width), precision: digits, verb });
  });
  const rest = args.slice(used);
  return rest.length === 0 ? text : `${text}%!(EXTRA ${rest.map(typed).join(', ')})`;
}

const typeNames = { float: 'float64', int: 'int', string: 'string', bool: 'bool' } as const;

function typed(value: GoValue): string {
  if (value.kind === 'nil') return '<nil>';
  if (value.kind === 'map' && value.ofTexts) return `map[string]string=${shown(value)}`;
  return value.kind in typeNames
    ? `${typeNames[value.kind as keyof typeof typeNames]}=${shown(value)}`
    : fail('not shown');
}

function formatted(value: GoValue, directive: Directive): string {
  const { verb } = directive;
  if (verb === 'T') return padded(typeName(value), directive);
  switch (value.kind) {
    case 'float':
      return verb in floatVerbs ? ofFloat(value.value, directive) : unfit(value, verb);
    case 'int':
      return verb in intVerbs ? ofInt(value.value, directive) : unfit(value, verb);
    case 'string':
      return verb in stringVerbs ? ofString(value.value, directive) : unfit(value, verb);
    case 'bool':
      return verb === 'v' || verb === 't' ? padded(String(value.value), directive) : unfit(value, verb);
    case 'nil':
      return verb === 'v' ? padded('<nil>', directive) : `%!${verb}(<nil>)`;
    default:
      return verb === 'v' && !directive.flags && !directive.width && value.kind !== 'struct'
        ? shown(value)
        : fail('not shown');
  }
}

function typeName(value: GoValue): string {
  if (value.kind in typeNames) return typeNames[value.kind as keyof typeof typeNames];
  return value.kind === 'map' && value.ofTexts
    ? 'map[string]string'
    : value.kind === 'nil'
      ? '<nil>'
      : fail('not shown');
}

function unfit(value: GoValue, verb: string): string {
  return `%!${verb}(${typed(value)})`;
}

const floatVerbs: Readonly<Record<string, 'e' | 'f' | 'g'>> = {
  v: 'g',
  g: 'g',
  G: 'g',
  e: 'e',
  E: 'e',
  f: 'f',
  F: 'f',
};

function ofFloat(value: number, directive: Directive): string {
  const { flags, verb } = directive;
  if (flags.includes('#')) fail('the flag # is not filled in');
  const precision = directive.precision ?? (floatVerbs[verb] === 'g' ? undefined : 6);
  const text = Number.isFinite(value) ? formatFloat(value, floatVerbs[verb]!, precision) : formatGeneral(value);
  const isUpper = verb === 'G' || verb === 'E';
  return numeric(isUpper && Number.isFinite(value) ? text.toUpperCase() : text, directive, Number.isFinite(value));
}

const intVerbs: Readonly<Record<string, (value: number) => string>> = {
  v: (value) => String(value),
  d: (value) => String(value),
  x: (value) => value.toString(16),
  X: (value) => value.toString(16).toUpperCase(),
  o: (value) => value.toString(8),
  b: (value) => value.toString(2),
  c: (value) => String.fromCodePoint(value),
};

function ofInt(value: number, directive: Directive): string {
  if (directive.flags.includes('#') || directive.precision !== undefined) fail('not filled in');
  const text = intVerbs[directive.verb]!(value);
  return directive.verb === 'c' ? padded(text, directive) : numeric(text, directive, true);
}

/** With its sign, and zeros between that and its digits where the flag asks for them. */
function numeric(text: string, directive: Directive, mayHaveZeros: boolean): string {
  const { flags, width } = directive;
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  const digits = text.slice(sign.length);
  const isInfinite = sign === '+';
  const shownSign = sign === '-' ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : isInfinite ? '+' : '';
  if (!mayHaveZeros) return padded(shownSign + digits, { ...directive, flags: flags.replaceAll('0', '') });
  if (!flags.includes('0') || flags.includes('-')) return padded(shownSign + digits, directive);
  return shownSign + digits.padStart(width - shownSign.length, '0');
}

const stringVerbs: Readonly<Record<string, (value: string) => string>> = {
  v: (value) => value,
  s: (value) => value,
  q: quote,
  x: hexadecimal,
  X: (value) => hexadecimal(value).toUpperCase(),
};

function ofString(value: string, directive: Directive): string {
  if (/[#+ ]/.test(directive.flags)) fail('not filled in');
  const cut = directive.precision === undefined ? value : [...value].slice(0, directive.precision).join('');
  return padded(stringVerbs[directive.verb]!(cut), directive);
}

function hexadecimal(value: string): string {
  return [...new TextEncoder().encode(value)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function padded(text: string, { flags, width }: Directive): string {
  const missing = Math.max(0, width - [...text].length);
  if (flags.includes('-')) return text + ' '.repeat(missing);
  return (flags.includes('0') ? '0' : ' ').repeat(missing) + text;
}
