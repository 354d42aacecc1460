import { requests } from './metrics.ts';
import { window } from './windows.ts';

export const slow = window * 2;
export const errors = requests.fraction({ status: 'error' }, { over: '5m' });
