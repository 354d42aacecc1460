/** Grafana's relative times count a month as the calendar does: at least 28 days. */
const unitMilliseconds: Readonly<Record<string, number>> = {
  s: 1e3,
  m: 60e3,
  h: 3600e3,
  d: 86_400e3,
  w: 7 * 86_400e3,
  M: 28 * 86_400e3,
  Q: 90 * 86_400e3,
  y: 365 * 86_400e3,
};

/** How many milliseconds before now `now-7d`, `now-1d/d` begin, at least; undefined for anything but a time before now. */
export function rangeStart(from: string): number | undefined {
  const match = /^now((?:-\d+[smhdwMQy])+)(?:\/[smhdwMQy])?$/.exec(from.trim());
  if (!match) return undefined;
  const steps = [...match[1]!.matchAll(/-(\d+)([smhdwMQy])/g)];
  return steps.reduce((sum, [, count, unit]) => sum + Number(count) * unitMilliseconds[unit!]!, 0);
}
