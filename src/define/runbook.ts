import { z } from 'zod';
import type { Ignore, Prose, Reference } from '../model/declaration.ts';
import type { Runbook, Step, StepPart } from '../model/runbook.ts';
import { describe } from './amount.ts';
import { declared, fileName, givenTo, option, register } from './declare.ts';
import { expressionOf, isHandle, refuse } from './handle.ts';
import type { AnyOperand } from './operand.ts';
import { callerOrigin } from './origin.ts';
import { isText, plainText, prose, proseText, type Referable, referenceTo, type Text } from './refer.ts';
import type { SystemScope } from './system.ts';

export interface RunbookOptions {
  readonly title: string;
  /** What the reader faces, and what it means for users. */
  readonly about: Text;
  readonly steps: readonly Step[];
  /** Whom to turn to when the steps do not help. */
  readonly escalation?: Text;
  readonly ignore?: Ignore;
}

export interface RunbookMethods {
  /**
   * A page of steps that alerts lead to. The id names the page.
   *
   * @example
   * conexus.runbook('high-error-rate', {
   *   title: 'High error rate', about: 'Requests fail.',
   *   steps: [step('Look at the logs', command('docker logs conexus'))],
   * });
   */
  runbook(id: string, options: RunbookOptions): Runbook;
}

/**
 * A step of a runbook: a title, then text, commands, queries and links in the order they are needed.
 *
 * @example step('Check the backlog', 'It should be near zero.', query(backlog, 'Above 1000 the indexer is behind.'))
 */
export function step(title: string, ...parts: readonly (StepPart | Text)[]): Step {
  return Object.freeze({ title: titleOf(title), parts: parts.map((part, index) => stepPart(part, index + 1)) });
}

function titleOf(title: string): string {
  if (plainText(title, 0).trim() !== '') return title;
  return refuse(callerOrigin(), 0, 'the step has no title', 'say what to do, in a few words');
}

/** A text or prose among step parts becomes a text part. */
export function stepPart(part: StepPart | Text, argument: number): StepPart {
  if (isText(part)) return { kind: 'text', text: prose(part) };
  if (isStepPart(part)) return part;
  return refuse(
    callerOrigin(),
    argument,
    `${describe(part)} is nothing to do`,
    'write a text, command(…), query(…) or see(…)',
  );
}

const stepPartKinds: readonly unknown[] = ['text', 'command', 'query', 'link'] satisfies StepPart['kind'][];

function isStepPart(part: unknown): part is StepPart {
  return stepPartKinds.includes((part as Partial<StepPart> | null | undefined)?.kind);
}

/**
 * Something to type into a shell; what it is about stands before it: `'Who holds memory now:'`.
 *
 * @example command('docker logs --tail 100 conexus', 'What it said last:')
 */
export function command(text: string, about?: Text): StepPart {
  return Object.freeze({ kind: 'command', command: plainText(text, 0), about: aboutIt(about) });
}

/**
 * Something to ask Prometheus; what to look for in the answer stands after it.
 *
 * @example query(backlog, 'Above 1000 the indexer is behind.')
 */
export function query(expr: AnyOperand, about?: Text): StepPart {
  return Object.freeze({
    kind: 'query',
    expr: isHandle(expr)
      ? expressionOf(expr)
      : refuse(callerOrigin(), 0, `${describe(expr)} is nothing to ask Prometheus`),
    about: aboutIt(about),
  });
}

/**
 * Something to look at: a dashboard, a panel, another runbook.
 *
 * @example see(overview.panel('Request rate'), 'Does it drop for all methods?')
 */
export function see(target: Referable, about?: Text): StepPart {
  const origin = callerOrigin();
  const to: Reference = referenceTo(target) ?? refuse(origin, 0, `${describe(target)} is nothing to link to`);
  return Object.freeze({ kind: 'link', to, about: aboutIt(about) });
}

function aboutIt(about: Text | undefined): Prose | undefined {
  return about === undefined ? undefined : proseText(about, 1);
}

export function runbookMethods({ registry }: SystemScope): RunbookMethods {
  return {
    runbook(id, options) {
      const origin = callerOrigin();
      const { issues, given } = givenTo(id, options, runbookSchema, fileName);
      const record = {
        kind: 'runbook' as const,
        id: String(id),
        title: String(given.title),
        about: prose(given.about),
        steps: given.steps ?? [],
        escalation: given.escalation === undefined ? undefined : prose(given.escalation),
      };
      return register(registry, declared(record, origin, given.ignore), issues);
    },
  };
}

/** What a step consists of, as an option. */
export const stepPartsOption = z.array(z.custom(isStepPart, 'this is nothing to do: command(…), query(…), see(…)'));
/** A list of steps as an option. */
export const stepsOption = z.array(
  z.object({ title: option.title, parts: stepPartsOption }, 'a step is made with step(…)'),
  'list the steps: [step(…)]',
);
const runbookSchema = z.strictObject({
  title: option.title,
  about: option.prose,
  steps: stepsOption,
  escalation: option.prose.optional(),
  ignore: option.ignore.optional(),
});
