/** Annotations as they will read, with placeholders where values go. */
import { lexAction, type TemplateToken } from '../../promql/template-lex.ts';
import { code, plainParagraph } from './markdown.ts';

/** How `$value` appears behind a function that changes its form. */
const forms: Readonly<Record<string, string>> = {
  humanizePercentage: 'value in %',
  humanizeDuration: 'value as a duration',
  humanizeTimestamp: 'value as a time',
};

const control: ReadonlySet<string> = new Set([
  'if',
  'else',
  'end',
  'range',
  'with',
  'define',
  'block',
  'template',
  'break',
  'continue',
]);

/** Markdown of a Go template: `‹value in %› of requests fail`; as code where it decides what it says. */
export function templateWords(template: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let open = template.indexOf('{{'); open !== -1; open = template.indexOf('{{', from)) {
    const { tokens, end } = lexAction(template, template[open + 2] === '-' ? open + 3 : open + 2);
    const placeholder = placeholderOf(tokens, template.slice(open, end));
    if (placeholder === undefined) return code(template.trim());
    parts.push(template.slice(from, open), placeholder);
    from = end;
  }
  return plainParagraph([...parts, template.slice(from)].join(''));
}

function placeholderOf(tokens: readonly TemplateToken[], written: string): string | undefined {
  const [first, second] = tokens;
  const isControl = first === undefined || (first.kind === 'word' && control.has(first.text));
  if (isControl || tokens.some((token) => token.text === ':=')) return undefined;
  const source = rootField(first);
  const label = second?.kind === 'field' && tokens.length === 2 ? second.text.slice(1) : undefined;
  if (label !== undefined && (source === 'labels' || source === 'externalLabels')) return `‹${label}›`;
  const form = tokens.map((token) => forms[token.text]).find((words) => words !== undefined);
  if (tokens.some((token) => rootField(token) === 'value')) return `‹${form ?? 'value'}›`;
  return `‹${written.replace(/^\{\{-?\s*|\s*-?\}\}$/g, '')}›`;
}

function rootField(token: TemplateToken | undefined): string | undefined {
  if (token?.kind === 'variable') return token.text.slice(1);
  return token?.text === '.Value' ? 'value' : token?.text === '.Labels' ? 'labels' : undefined;
}
