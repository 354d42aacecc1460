import type { Place } from '../model/diagnostic.ts';
import type { Alert } from '../model/rule.ts';
import { onceFor } from '../promql/once-for.ts';
import { type ParsedTemplate, parseTemplate } from '../promql/template.ts';

/** A Go template of an alert, and where its declaration has it. */
export interface AlertText {
  readonly text: string;
  readonly template: ParsedTemplate;
  readonly path: NonNullable<Place['path']>;
  readonly in: 'annotation' | 'label';
}

/** Every text of an alert that Prometheus fills in when it fires. */
export const textsOf = onceFor(({ summary, description, annotations, labels }: Alert): readonly AlertText[] => [
  ...texts({ summary, description }, [1], 'annotation'),
  ...texts(annotations, [1, 'annotations'], 'annotation'),
  ...texts(labels, [1, 'labels'], 'label'),
]);

function texts(
  given: Readonly<Record<string, string | undefined>>,
  path: AlertText['path'],
  kind: AlertText['in'],
): readonly AlertText[] {
  return Object.entries(given).flatMap(([key, text]) =>
    typeof text === 'string' ? [{ text, template: parseTemplate(text), path: [...path, key], in: kind }] : [],
  );
}
