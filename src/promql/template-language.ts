/** What templates can read and call, by who fills them in. */
import { alertmanagerFunctions, prometheusFunctions, type TemplateFunction } from './template-functions.ts';

/** What a value in a template has. */
export interface TemplateType {
  /** How messages begin to list its fields: `templates have`. */
  readonly has: string;
  /** Its fields and methods, and of which type they are; undefined where nothing is known of that. */
  readonly fields: Readonly<Record<string, string | undefined>>;
  /** It is a map, whose keys are read like fields: as what they are noted. */
  readonly keys?: 'label' | 'externalLabel' | 'key';
  /** The type of what `range` goes over. */
  readonly element?: string;
}

export interface TemplateLanguage {
  readonly functions: Readonly<Record<string, TemplateFunction>>;
  /** Variables that are defined before the text, with their types. */
  readonly variables: Readonly<Record<string, string>>;
  /** `all` is what is passed in. */
  readonly types: Readonly<Record<string, TemplateType>>;
  /** What looks like something to be filled in where it stands outside of `{{ … }}`. */
  readonly filledIn?: RegExp;
}

/** Variables that Prometheus defines before the text (rules/alerting.go), by the field they stand for. */
export const templateVariables = {
  $labels: 'Labels',
  $externalLabels: 'ExternalLabels',
  $externalURL: 'ExternalURL',
  $value: 'Value',
} as const;

/** Labels and annotations of rules. */
export const ruleTemplates: TemplateLanguage = {
  functions: prometheusFunctions,
  variables: templateVariables,
  types: {
    all: {
      has: 'templates have',
      fields: Object.fromEntries(Object.values(templateVariables).map((field) => [field, field])),
    },
    Labels: { has: 'labels are', fields: {}, keys: 'label' },
    ExternalLabels: { has: 'labels are', fields: {}, keys: 'externalLabel' },
  },
  filledIn: /\$(?:(?:labels|externalLabels)\.\w+|value\b)/g,
};

const map = (has: string) =>
  ({
    has,
    fields: { SortedPairs: 'Pairs', Remove: undefined, Names: undefined, Values: undefined, String: undefined },
    keys: 'key',
  }) as const;
const alerts = { has: 'a list of alerts has', element: 'Alert' } as const;

/** Texts of Alertmanager's receivers (template/template.go). */
export const notificationTemplates: TemplateLanguage = {
  functions: alertmanagerFunctions,
  variables: {},
  types: {
    all: {
      has: 'a notification has',
      fields: {
        Receiver: undefined,
        Status: undefined,
        Alerts: 'Alerts',
        GroupLabels: 'GroupLabels',
        CommonLabels: 'CommonLabels',
        CommonAnnotations: 'CommonAnnotations',
        ExternalURL: undefined,
      },
    },
    Alerts: { ...alerts, fields: { Firing: 'SomeAlerts', Resolved: 'SomeAlerts' } },
    SomeAlerts: { ...alerts, has: 'of these alerts there is the list alone: range goes over it', fields: {} },
    Alert: {
      has: 'an alert has',
      fields: {
        Status: undefined,
        Labels: 'Labels',
        Annotations: 'Annotations',
        StartsAt: undefined,
        EndsAt: undefined,
        GeneratorURL: undefined,
        Fingerprint: undefined,
      },
    },
    GroupLabels: map('labels have'),
    CommonLabels: map('labels have'),
    CommonAnnotations: map('annotations have'),
    Labels: map('labels have'),
    Annotations: map('annotations have'),
    Pairs: {
      has: 'a list of pairs has',
      fields: { Names: undefined, Values: undefined, String: undefined },
      element: 'Pair',
    },
    Pair: { has: 'a pair has', fields: { Name: undefined, Value: undefined } },
  },
};
