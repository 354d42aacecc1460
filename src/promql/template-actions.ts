/** Cuts a template into texts and actions, white space trimmed where `{{-` and `-}}` say so. */

import { fail } from './template-failure.ts';
import { lexAction, type TemplateToken } from './template-lex.ts';

export type TemplatePiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly tokens: readonly TemplateToken[] };

export function templatePieces(template: string): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let from = 0;
  let isTrimmed = false;
  const addText = (to: number, trimsEnd: boolean) => {
    const whole = template.slice(from, to);
    const begun = isTrimmed ? whole.replace(/^[ \t\r\n]+/, '') : whole;
    const text = trimsEnd ? begun.replace(/[ \t\r\n]+$/, '') : begun;
    if (text !== '') pieces.push({ kind: 'text', text });
  };
  for (let open = template.indexOf('{{'); open !== -1; open = template.indexOf('{{', from)) {
    const trimsBefore = /^-\s/.test(template.slice(open + 2, open + 4));
    addText(open, trimsBefore);
    const { tokens, end } = actionAt(template, trimsBefore ? open + 3 : open + 2);
    if (tokens !== undefined) pieces.push({ kind: 'action', tokens });
    isTrimmed = /\s-\}\}$/.test(template.slice(open, end));
    from = end;
  }
  addText(template.length, false);
  return pieces;
}

/** Tokens of the action that begins there; undefined for a comment. */
function actionAt(
  template: string,
  start: number,
): { readonly tokens: readonly TemplateToken[] | undefined; readonly end: number } {
  const comment = /^\s*\/\*/.exec(template.slice(start));
  if (comment === null) {
    const { tokens, end, problem } = lexAction(template, start);
    return problem === undefined ? { tokens, end } : fail(problem.message);
  }
  const close = /\*\/(?:\s-)?\}\}/g;
  close.lastIndex = start + comment[0].length;
  const found = close.exec(template);
  return found === null ? fail('the comment is not closed') : { tokens: undefined, end: close.lastIndex };
}
