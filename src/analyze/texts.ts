import type { Place } from '../model/diagnostic.ts';
import type { Alert } from '../model/rule.ts';

/** A Go template of an alert, and where its declaration has it. */
export interface AlertText {
  readonly text: string;
  readonly path: NonNullable<Place['path']>;
  readonly in: 'annotation' | 'label';
}

/** Every text of an alert that Prometheus fills in when it fires. */
export function textsOf(alert: Alert): readonly AlertText[] {
  const { summary, description, annotations, labels } = alert;
  const own = Object.entries({ summary, description }).map(([key, text]) => [[1, key], text] as const);
  const more = Object.entries(annotations).map(([key, text]) => [[1, 'annotations', key], text] as const);
  const ofLabels = Object.entries(labels).map(([key, text]) => [[1, 'labels', key], text] as const);
  return [
    ...[...own, ...more].flatMap(([path, text]) =>
      text === undefined ? [] : [{ text, path, in: 'annotation' as const }],
    ),
    ...ofLabels.map(([path, text]) => ({ text, path, in: 'label' as const })),
  ];
}
