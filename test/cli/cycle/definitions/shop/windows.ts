import { slow } from './thresholds.ts';

export const window = 5;
export const longWindow = slow * 10;
