import type { Emitter } from './emit.ts';

/** Every output, in the order their files are written. */
export const emitters: readonly Emitter[] = [];
