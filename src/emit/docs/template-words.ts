/** Annotations as they will read, with placeholders where values go. */
import { code, plainParagraph } from './markdown.ts';

/** With the `B` that makes a number of `humanize1024` one of bytes. */
const action = /\{\{-?\s*([\s\S]*?)\s*-?\}\}(B\b)?/g;
/** Actions that decide what is said, or make up values: what they lead to cannot be shown. */
const control = /^(?:if|else|end|range|with|define|block|template|break|continue)\b|:=/;
const label = /^(?:\$labels|\.Labels|\$externalLabels|\.ExternalLabels)\.(\w+)$/;
const value = /\$value\b|(?<!\w)\.Value\b/;

/** How `$value` appears through a function that changes its form. */
const forms = {
  humanizePercentage: 'value in %',
  humanizeDuration: 'value as a duration',
  humanizeTimestamp: 'value as a time',
} as const;

/** Markdown of a Go template: `‹value in %› of requests fail`; as code where it decides what it says. */
export function templateWords(template: string): string {
  if (!template.includes('{{')) return plainParagraph(template);
  if ([...template.matchAll(action)].some(([, inside = '']) => control.test(inside))) return code(template.trim());
  return plainParagraph(
    template.replace(action, (_, inside: string, suffix = '') => {
      if (suffix !== '' && inside.includes('humanize')) return '‹value in bytes›';
      return `‹${placeholder(inside)}›${suffix}`;
    }),
  );
}

function placeholder(inside: string): string {
  const name = label.exec(inside)?.[1];
  if (name !== undefined) return name;
  if (!value.test(inside)) return inside;
  const form = Object.entries(forms).find(([func]) => inside.includes(func));
  return form === undefined ? 'value' : form[1];
}
