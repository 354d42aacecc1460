import { z } from 'zod';
import { discoveryMechanisms } from '../model/discovery.ts';
import { atLeast } from '../model/version.ts';
import { slipOf } from '../promql/nearest.ts';
import { option } from './declare.ts';
import { labelsOption } from './exporter.ts';
import { labelNameProblem, type RelabelStep, relabelOption, slipsOf } from './relabel.ts';
import { durationOption } from './rule.ts';

/** What a mechanism of discovery may be called; a name that is like no known one may be of a later Prometheus. */
function mechanism(prometheus: string): z.ZodType<string> {
  return z.string().superRefine((name, context) => {
    const problem = mechanismProblem(name, prometheus);
    if (problem !== undefined) context.addIssue(problem);
  });
}

function mechanismProblem(name: string, prometheus: string): string | undefined {
  const known = Object.keys(discoveryMechanisms);
  if (!/^[a-z][a-z0-9_]*$/.test(name)) return `"${name}" is no discovery: Prometheus has ${known.join(', ')}`;
  if (Object.hasOwn(discoveryMechanisms, name)) {
    const { since } = discoveryMechanisms[name as keyof typeof discoveryMechanisms];
    if (atLeast(prometheus, since)) return undefined;
    return `discovery ${name} exists since Prometheus ${since}; the system runs on ${prometheus}`;
  }
  const short = name.replace(/_sd_configs?$/, '').replace(/_/g, '');
  if (/^static/.test(short)) return 'targets that are listed are no discovery: write them as `targets`';
  const meant = known.includes(short) ? short : (slipOf(short, known) ?? (short === name ? undefined : short));
  return meant === undefined ? undefined : `Prometheus has no discovery "${name}"; write ${meant}: [{ … }]`;
}

const listHelp = "list the targets: ['host:port']";

/** Labels that are written on targets. */
function labelsIn(prometheus: string): z.ZodType {
  return option.labels.superRefine((given, context) => {
    for (const name of Object.keys(given)) {
      const problem = labelNameProblem(name, prometheus);
      if (problem !== undefined) context.addIssue({ code: 'custom', path: [name], message: problem });
    }
  });
}

/** What the options of a scrape job have to be for a Prometheus of this version. */
export function jobSchema(prometheus: string): z.ZodType {
  const relabel = relabelOption(prometheus).optional();
  const staticLabels = labelsIn(prometheus);
  const target = z.string().regex(/^\S+$/, 'a target is host:port');
  const group = z.strictObject({ targets: z.array(target, listHelp), labels: staticLabels });
  const job = z.strictObject({
    targets: z
      .array(z.union([target, group], "a target is 'host:port', a group of them { targets, labels }"), listHelp)
      .optional(),
    discovery: z
      .record(mechanism(prometheus), z.array(z.looseObject({}), 'write a list of configurations: [{ … }]'))
      .optional(),
    interval: durationOption.optional(),
    timeout: durationOption.optional(),
    metricsPath: z.string().startsWith('/', 'the path begins with /').optional(),
    scheme: z.enum(['http', 'https'], "one of 'http', 'https'").optional(),
    params: z.record(z.string(), z.array(option.text, "write a list: ['http_2xx']")).optional(),
    labels: staticLabels.optional(),
    honorLabels: option.flag.optional(),
    relabel,
    metricRelabel: relabel,
    targetLabels: labelsOption.optional(),
    ignore: option.ignore.optional(),
  });
  return job.superRefine(({ targets, discovery, labels: given, relabel: steps }, context) => {
    for (const [path, message] of slipsOf((steps ?? []) as readonly RelabelStep[]))
      context.addIssue({ code: 'custom', path: ['relabel', ...path], message });
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (!targets && !discovery) issue('targets', "list the targets: ['host:port'], or say how to find them: discovery");
    if (!targets && discovery && given)
      issue(
        'labels',
        "labels are those of targets; discovered ones get theirs by relabel: [{ targetLabel: 'team', replacement: 'shop' }]",
      );
  });
}
