/** RE2 regular expressions, as Prometheus' matchers take them: fully anchored, `.` matching newlines too. */
import { RE2JS } from 're2js';

type Compiled = RE2JS | string;

/** The last few compiled: rules and dashboards repeat theirs. */
const recent = new Map<string, Compiled>();
const remembered = 200;

/** What is wrong with a regular expression, or undefined where RE2 takes it. */
export function regexProblem(pattern: string): string | undefined {
  if (isPlain(pattern)) return undefined;
  const compiled = compile(pattern);
  return typeof compiled === 'string' ? compiled : undefined;
}

/** Whether a value matches, whole; false where the pattern is none. */
export function regexMatches(pattern: string, value: string): boolean {
  const compiled = compile(pattern);
  return typeof compiled !== 'string' && compiled.matches(value);
}

/** What the groups of a pattern matched, by number (0 is the whole) or name; undefined where the value does not match, whole. */
export function regexGroups(pattern: string, value: string): ((group: number | string) => string) | undefined {
  const compiled = compile(pattern);
  if (typeof compiled === 'string') return undefined;
  const matcher = compiled.matcher(value);
  if (!matcher.matches()) return undefined;
  const named = compiled.namedGroups();
  return (group) => {
    const number = typeof group === 'number' ? group : Object.hasOwn(named, group) ? named[group]! : -1;
    return number >= 0 && number <= matcher.groupCount() ? (matcher.group(number) ?? '') : '';
  };
}

function compile(pattern: string): Compiled {
  const known = recent.get(pattern);
  if (known !== undefined) return known;
  if (recent.size >= remembered) recent.clear();
  const compiled = compileNew(pattern);
  recent.set(pattern, compiled);
  return compiled;
}

function compileNew(pattern: string): Compiled {
  try {
    return RE2JS.compile(pattern, RE2JS.DOTALL);
  } catch (error) {
    // The flag is ours, not the user's.
    return error instanceof Error ? error.message.replace('`(?s)', '`') : String(error);
  }
}

const operators = new Set('\\[]{}^$'.split(''));

/** Whether a pattern is of letters, `.`, `|`, groups and single repetitions alone, which RE2 surely takes. */
function isPlain(pattern: string): boolean {
  let depth = 0;
  let repeatable = false;
  for (let pos = 0; pos < pattern.length; pos++) {
    const char = pattern[pos]!;
    if (operators.has(char) || char >= '\ud800') return false;
    const repeats = char === '*' || char === '+' || char === '?';
    if (repeats && !repeatable) return false;
    if (char === '(') depth++;
    if (char === ')' && --depth < 0) return false;
    repeatable = !repeats && char !== '(' && char !== '|';
  }
  return depth === 0 && pattern.length < 1000;
}
