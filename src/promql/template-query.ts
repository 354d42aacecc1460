/** PromQL in templates: `query "…"`. */
import { at, type Operand, type QueryText, type State } from './template-state.ts';

/** `query "…"`, `"…" | query`, `query (printf "…" …)`, `printf "…" … | query`. */
export function recordQuery(given: readonly Operand[] | undefined, { references }: State): void {
  const [first, second] = given ?? [];
  const formatted = first?.token.text === 'printf';
  const text = formatted ? second : given?.length === 1 ? first : undefined;
  const { token } = text ?? {};
  if (text === undefined || token?.kind !== 'string' || token.offsets === undefined) return;
  const written = { text: token.text, offsets: token.offsets };
  references.push({ kind: 'query', ...(formatted ? filledIn(written) : written), formatted, ...at(text) });
}

type Written = Pick<QueryText, 'text' | 'offsets'>;

/** A format with variables for its verbs, of which nothing is known: `{job="%s"}` reads `{job="$s"}`. */
function filledIn({ text, offsets }: Written): Written {
  const filled: { text: string; offsets: number[] } = { text: '', offsets: [] };
  for (const { 0: piece, index } of text.matchAll(/%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z%]|[^%]+|%/g)) {
    const put = placeholder(piece);
    filled.text += put;
    for (let i = 0; i < put.length; i++) filled.offsets.push(offsets[index + (put === piece ? i : 0)]!);
  }
  return { text: filled.text, offsets: [...filled.offsets, offsets.at(-1)!] };
}

function placeholder(piece: string): string {
  if (!piece.startsWith('%') || piece === '%') return piece;
  if (piece === '%%') return '%';
  return piece.endsWith('q') ? '"$q"' : `$${piece.at(-1)}`;
}
