/**
 * Time runs faster under test: `for: 5m` would take five minutes. Every duration of a rule, a scrape and a route is divided by one
 * number, the ranges and offsets in expressions too; nothing else is changed. What is slower than its `for` stays so.
 */
import { formatDuration, parseDuration, parse as parseExpression, print } from 'alidade/promql';

/** Fields of Prometheus' and Alertmanager's files that hold a duration. */
const durations: ReadonlySet<string> = new Set([
  'scrape_interval',
  'scrape_timeout',
  'evaluation_interval',
  'interval',
  'query_offset',
  'for',
  'keep_firing_for',
  'resolve_timeout',
  'group_wait',
  'group_interval',
  'repeat_interval',
]);

/** A parsed YAML file whose time runs `times` as fast. */
export function faster<T>(file: T, times: number): T {
  return changed(file, (key, value) => {
    if (typeof value !== 'string') return value;
    if (durations.has(key)) return fasterDuration(value, times);
    return key === 'expr' ? fasterExpression(value, times) : value;
  });
}

/** @example fasterDuration('5m', 60) // '5s' */
export function fasterDuration(text: string, times: number): string {
  return formatDuration(fasterMilliseconds(text, times));
}

/** @example fasterMilliseconds('5m', 60) // 5000 */
export function fasterMilliseconds(text: string, times: number): number {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) throw new Error(`${text} is no duration`);
  return milliseconds / times;
}

/** @example fasterExpression('rate(x[5m] offset 1h) > 300', 60) // 'rate(x[5s] offset 1m) > 300' */
export function fasterExpression(text: string, times: number): string {
  const { ast, errors } = parseExpression(text);
  if (ast === undefined) throw new Error(`${text}: ${errors[0]?.message}`);
  return print(
    changed(ast, (key, value, parent) =>
      key === 'milliseconds' && parent.kind === 'duration' ? Number(value) / times : value,
    ),
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** A copy in which each field that holds no fields of its own is what `change` makes of it. */
function changed<T>(value: T, change: (key: string, value: unknown, parent: Fields) => unknown): T {
  const copy = (key: string, one: unknown, parent: Fields): unknown => {
    if (Array.isArray(one)) return one.map((item) => copy(key, item, parent));
    if (typeof one !== 'object' || one === null) return change(key, one, parent);
    return Object.fromEntries(Object.entries(one).map(([name, field]) => [name, copy(name, field, one as Fields)]));
  };
  return copy('', value, {}) as T;
}
