/** How a terminal shows text: tabs, wide characters, and control characters, which must not reach it. */

const tab = '  ';
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const zero = /^(?:\p{Mark}|[\u200b-\u200d])$/u;

/** A line of code without tabs. */
export function displayed(line: string): string {
  return visible(line.replaceAll('\t', tab));
}

/** Control characters are shown, not obeyed. */
export function visible(text: string): string {
  return text.replaceAll(/(?![\n\t])\p{Control}/gu, '\ufffd');
}

/** How many columns of a terminal a stretch of code takes. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += widthOf(character);
  return sum;
}

function widthOf(character: string): number {
  if (character === '\t') return tab.length;
  if (zero.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

const longest = 160;

/** A long line with the insides of the types it names left out, outermost last. */
export function shorten(line: string): string {
  let short = line;
  for (const inside of [/\{ [^{}]+ \}/g, /<[^<>…]+>/g, /<[^<>]*<…>[^<>]*>/g]) {
    if (short.length > longest) short = short.replaceAll(inside, (found) => `${found[0]}…${found.at(-1)}`);
  }
  return short;
}
