/** The simulation in words, for pages and terminals. */
import type { Condition } from './routing.ts';
import type { Delivery } from './routing-tree.ts';

/** `severity="critical" or "warning"`, `any other method`, `without team`. */
export function conditionWords({ label, values, patterns, others }: Condition): string {
  const named = values.filter((value) => value !== '').map((value) => JSON.stringify(value));
  const parts = [
    ...(named.length > 0 ? [`${label}=${either(named)}`] : []),
    ...patterns,
    ...(others ? [`any other ${label}`] : []),
    ...(values.includes('') ? [`without ${label}`] : []),
  ];
  return either(parts);
}

/** `method="GET", any other zone`: '' where it holds whatever the labels are. */
export function whereWords(where: readonly Condition[]): string {
  return where.map(conditionWords).join(', ');
}

const mostValues = 6;

function either(parts: readonly string[]): string {
  const shown =
    parts.length > mostValues ? [...parts.slice(0, mostValues - 1), `${parts.length - mostValues + 1} more`] : parts;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

/** The time intervals by which a delivery is muted: `nights`, `outside of workdays`; with `holds`, those by which it is then. */
export function mutedBy(
  { mute, active }: Delivery,
  holds: (interval: string) => boolean | undefined = () => undefined,
): readonly string[] {
  const isActive = active.some((name) => holds(name) === true);
  return [
    ...mute.filter((name) => holds(name) !== false),
    ...(isActive ? [] : active.map((name) => `outside of ${name}`)),
  ];
}
