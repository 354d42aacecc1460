import type { IntegrationType, integrations } from '../model/integration.ts';
import type { Field, Fields } from '../model/integration-field.ts';
import type { NotificationTemplate, Secret } from '../model/routing.ts';
import type { Duration } from './quantity.ts';

/** What the options of integrations are, from the table of their fields. */

/** Text that Alertmanager fills in as a Go template, or a declared template. */
export type TextOption = string | NotificationTemplate;
/** A value of any depth. */
export type Tree = TextOption | number | boolean | readonly Tree[] | { readonly [key: string]: Tree };

interface Values {
  readonly text: TextOption;
  readonly texts: readonly TextOption[];
  readonly map: Readonly<Record<string, TextOption>>;
  readonly tree: Readonly<Record<string, Tree>>;
  readonly plain: string;
  readonly plains: readonly string[];
  readonly url: string;
  readonly hostPort: string;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly secret: Secret;
  readonly id: number | Secret;
  readonly number: number;
  readonly flag: boolean;
  readonly duration: Duration;
}

type ValueOf<F extends Field> = F extends { readonly kind: 'choice'; readonly values: readonly (infer V)[] }
  ? V
  : F extends { readonly kind: 'address' }
    ? Secret | (F extends { readonly plain: readonly (infer P)[] } ? P : string)
    : F extends { readonly kind: 'object'; readonly of: infer Of extends Fields }
      ? OptionsOf<Of>
      : F extends { readonly kind: 'objects'; readonly of: infer Of extends Fields }
        ? readonly OptionsOf<Of>[]
        : F extends { readonly kind: infer K extends keyof Values }
          ? Values[K]
          : never;

type RequiredIn<F extends Fields> = { [K in keyof F]: F[K] extends { readonly required: true } ? K : never }[keyof F];
type OptionsOf<F extends Fields> = Flat<
  { readonly [K in RequiredIn<F>]: ValueOf<F[K]> } & {
    readonly [K in Exclude<keyof F, RequiredIn<F>>]?: ValueOf<F[K]>;
  }
>;
/** One object, as messages should show it. */
type Flat<T> = { readonly [K in keyof T]: T[K] };

/** What has to be there so that the field is given that a path leads to, and of the others none. */
type Chosen<Path, Others> = Path extends `${infer Outer}.${infer Inner}`
  ? { readonly [K in Outer]: Chosen<Inner, never> }
  : { readonly [K in Path & string]: unknown } & {
      readonly [K in Exclude<Others, Path | `${string}.${string}`> & string]?: never;
    };
type OneOf<Spec> = Spec extends { readonly oneOf: readonly (infer Path)[] } ? OneOfPaths<Path, Path> : unknown;
type OneOfPaths<Path, All> = Path extends unknown ? Chosen<Path, All> : never;

/** The options of one way of notifying somebody. */
export type IntegrationOptions<T extends IntegrationType> = OptionsOf<(typeof integrations)[T]['fields']> &
  OneOf<(typeof integrations)[T]> & {
    /** Whether the end of an alert is told as well; false for email, Rocket.Chat, Slack and WeChat, true for all others unless given. */
    readonly sendResolved?: boolean;
  };
