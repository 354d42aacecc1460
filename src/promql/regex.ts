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
export function regexGroups(pattern: string, value: string): Groups | undefined {
  const compiled = compile(pattern);
  if (typeof compiled === 'string') return undefined;
  const matcher = compiled.matcher(value);
  return matcher.matches() ? groupsOf(compiled, matcher) : undefined;
}

type Groups = (group: number | string) => string;

function groupsOf(compiled: RE2JS, matcher: ReturnType<RE2JS['matcher']>): Groups {
  const named = compiled.namedGroups();
  return (group) => {
    const number = typeof group === 'number' ? group : Object.hasOwn(named, group) ? named[group]! : -1;
    return number >= 0 && number <= matcher.groupCount() ? (matcher.group(number) ?? '') : '';
  };
}

/** Whether a pattern is found anywhere in a text, as Go's `regexp.MatchString` looks: undefined where it is none. */
export function regexFound(pattern: string, text: string): boolean | undefined {
  const compiled = compile(pattern, 0);
  return typeof compiled === 'string' ? undefined : compiled.matcher(text).find();
}

/** The text with each match replaced, as Go's `ReplaceAllString` does: undefined where the pattern is none. */
export function regexReplaced(pattern: string, text: string, replacement: string): string | undefined {
  const compiled = compile(pattern, 0);
  if (typeof compiled === 'string') return undefined;
  const matcher = compiled.matcher(text);
  let [result, end] = ['', 0];
  while (matcher.find()) {
    // An empty match right behind another is none.
    if (matcher.end() === end && matcher.start() > 0) continue;
    result += text.slice(end, matcher.start()) + expanded(replacement, groupsOf(compiled, matcher));
    end = matcher.end();
  }
  return result + text.slice(end);
}

/** `$1`, `${name}` and `$$` filled in as Go's regexp does: the longest name is meant, and one that is no group is empty. */
export function expanded(template: string, groups: Groups): string {
  return template.replaceAll(/\$(?:(\$)|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu, (_, dollar, bare, braced) => {
    if (dollar !== undefined) return dollar;
    const name: string = bare ?? braced;
    return groups(/^(?:0|[1-9]\d{0,7})$/.test(name) ? Number(name) : name);
  });
}

function compile(pattern: string, flags: number = RE2JS.DOTALL): Compiled {
  const key = flags === RE2JS.DOTALL ? pattern : `\0${pattern}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  if (recent.size >= remembered) recent.clear();
  const compiled = compileNew(pattern, flags);
  recent.set(key, compiled);
  return compiled;
}

function compileNew(pattern: string, flags: number): Compiled {
  try {
    return RE2JS.compile(pattern, flags);
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
