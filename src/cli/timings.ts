/** How long each phase of a run took; phases may overlap. */
export interface Timings {
  readonly time: <T>(phase: string, work: () => T) => T;
  readonly lines: () => string[];
}

export function startTimings(): Timings {
  const phases = new Map<string, number>();
  const add = (phase: string, start: number): void => {
    phases.set(phase, (phases.get(phase) ?? 0) + performance.now() - start);
  };
  return {
    time: (phase, work) => {
      const start = performance.now();
      const result = work();
      if (result instanceof Promise) result.then(() => add(phase, start)).catch(() => {});
      else add(phase, start);
      return result;
    },
    /** `performance.now()` counts from the start of the process. */
    lines: () =>
      [...phases, ['total', performance.now()] as const].map(
        ([phase, ms]) => `${phase.padEnd(10)} ${ms.toFixed(0).padStart(6)} ms`,
      ),
  };
}
