import { requests } from './metrics.ts';

const thresholds: Record<string, { warn: number }> = {};
interface Threshold {
  readonly warn: number;
}

function thresholdOf(name: string): Threshold {
  return { warn: thresholds[name]!.warn };
}

export const warn = thresholdOf('requests');
export { requests };
