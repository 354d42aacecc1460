import type { Severity } from '../model/diagnostic.ts';

const codes = { bold: 1, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36, dim: 2 } as const;
export type Ink = keyof typeof codes;

/** Colours a text for a terminal, or leaves it. */
export type Paint = (ink: Ink, text: string) => string;

export function paintWith(color: boolean): Paint {
  return color ? (ink, text) => `\u001b[${codes[ink]}m${text}\u001b[0m` : (_, text) => text;
}

export const inkOf: Readonly<Record<Severity, Ink>> = { error: 'red', warning: 'yellow', info: 'cyan' };
