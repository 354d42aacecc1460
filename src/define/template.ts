/** Texts of alerts: template values are objects that stand for what Prometheus fills in, never strings. */

declare const filledIn: unique symbol;

/** Stands for a text that Prometheus fills in when the alert fires; put it in a template literal. */
export interface Filled {
  readonly [filledIn]: never;
}

interface AnyNumber {
  /** As Prometheus prints a number: `0.0512`. */
  readonly raw: Filled;
  /** Four significant digits with an SI prefix: `1.234k`. */
  readonly humanize: Filled;
  /** By a Go format: `value.printf('%.2f')`. */
  printf(format: string): Filled;
}
interface ForSeconds {
  /** `1m 30s`. */
  readonly duration: Filled;
}
interface ForRatio {
  /** `5.12%`. */
  readonly percentage: Filled;
}
interface ForBytes {
  /** With a binary prefix: `1.5GiB`. */
  readonly bytes: Filled;
}
interface ForTimestamp {
  /** `2027-01-31 10:30:45 +0000 UTC`. */
  readonly timestamp: Filled;
}

/** The alert's value, in the forms that fit its unit. */
export type FilledValue<U extends string> = AnyNumber &
  (U extends 'seconds'
    ? ForSeconds
    : U extends 'ratio'
      ? ForRatio
      : U extends 'bytes' | 'bytes/second'
        ? ForBytes
        : U extends 'timestamp'
          ? ForTimestamp
          : U extends 'unknown'
            ? ForSeconds & ForRatio & ForBytes & ForTimestamp
            : unknown);

/** What an alert's text can use. */
export interface TemplateInput<L, U extends string> {
  /** The labels of the series that fires. */
  readonly labels: { readonly [K in keyof L]: Filled };
  readonly value: FilledValue<U>;
}

/** A text of an alert: plain, or computed from labels and value. Plain text may hold Go templates; they are checked. */
export type AlertText<L, U extends string> = string | ((input: TemplateInput<L, U>) => string);

function filled(action: string): Filled {
  return Object.freeze({ toString: () => `{{ ${action} }}` }) as unknown as Filled;
}

const forms: Readonly<Record<string, unknown>> = Object.freeze({
  raw: filled('$value'),
  humanize: filled('$value | humanize'),
  duration: filled('$value | humanizeDuration'),
  percentage: filled('$value | humanizePercentage'),
  bytes: Object.freeze({ toString: () => '{{ $value | humanize1024 }}B' }),
  timestamp: filled('$value | humanizeTimestamp'),
  printf: (format: string) => filled(`printf ${JSON.stringify(format)} $value`),
  toString: () => '{{ $value }}',
});

/** A form that there is not, behind a cast, would read "undefined" when somebody is called at night. */
const value = new Proxy(forms, {
  get: (_, name) => {
    if (typeof name === 'symbol' || name in forms) return forms[name as string];
    throw new TypeError(`there is no value.${name}; the forms are ${Object.keys(forms).join(', ')}`);
  },
});

/** Any label may be asked for: whether the series has it is decided by the types, and by the check alert-template. */
const labels = new Proxy(Object.freeze({}), {
  get: (_, name) => (typeof name === 'string' ? filled(labelAction(name)) : undefined),
});

function labelAction(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `$labels.${name}` : `index $labels ${JSON.stringify(name)}`;
}

/** The Go template text of an alert's text; undefined where none is given, not a string where the function returned none. */
export function renderText(text: unknown): string | undefined {
  return typeof text === 'function' ? text({ labels, value }) : (text as string | undefined);
}
