/** The specs that come with Sloth, and the rules that it generates of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { counted, neededFor, projectOf, promtool, type Rules, rulesOf } from './simulated.ts';
import { slothRulesOf } from './sloth-rules.ts';
import { declaredFrom, readSlothSpec } from './sloth-spec.ts';
import { verdictsOn } from './verdicts.ts';

const corpus = '../shared/corpora/sloth/examples';
const specs = existsSync(corpus) ? readdirSync(corpus).filter((name) => name.endsWith('.yml')) : [];
const isMissing = specs.length === 0;

interface Group {
  readonly name: string;
  readonly rules: readonly { readonly record?: string; readonly alert?: string; readonly expr: string }[];
}
/** A rule file, or a PrometheusRule. */
interface Document {
  readonly groups?: readonly Group[];
  readonly spec?: Document;
}

const slosOf = (name: string) => readSlothSpec(readFileSync(join(corpus, name), 'utf8'));

function generated(name: string): readonly Group[] {
  const documents = parseAllDocuments(readFileSync(join(corpus, '_gen', name), 'utf8'));
  return documents.flatMap((document) => {
    const read = document.toJS() as Document | null;
    return read?.groups ?? read?.spec?.groups ?? [];
  });
}

function rulesFrom(name: string): Rules {
  const groups = generated(name);
  return {
    files: [{ path: `sloth/${name}`, text: JSON.stringify({ groups }) }],
    order: groups.map((group) => group.name),
  };
}

/** Without parentheses, and without what binary fractions left in a number. */
function inOneForm(expr: string): string {
  const text = print(parse(expr).ast!).replaceAll(/[()]/g, '');
  return text.replaceAll(/\d\.\d{12,}/g, (number) => String(Number(Number(number).toPrecision(9))));
}

describe.skipIf(isMissing)('specs of Sloth (need ../shared)', () => {
  it.each(specs)('%s: what we take for the rules of Sloth is what it generates', (name) => {
    const theirs = generated(name).flatMap(({ rules }) => rules);
    const compared = theirs.filter(
      ({ alert, record = '' }) => alert !== undefined || record.startsWith('slo:sli_error:'),
    );
    expect(
      slosOf(name)
        .flatMap(slothRulesOf)
        .map(({ expr }) => inOneForm(expr)),
    ).toEqual(compared.map(({ expr }) => inOneForm(expr)));
  });

  it.skipIf(promtool === undefined)('the same verdicts as ours (needs promtool)', () => {
    const names = ['multifile.yml', 'raw-home-wifi.yml'];
    const slos = names.flatMap(slosOf);
    const { system, said } = declaredFrom(slos);
    expect(said).toEqual(['bad', 'bad', 'raw']);
    const events = (code: string) => `http_request_duration_seconds_count{job="myservice",code="${code}"}`;
    const series = {
      [events('200')]: counted([180, 100_000], [50, 96_000], [60, 100_000]),
      [events('429')]: counted([180, 0], [50, 4_000], [60, 0]),
      'unifipoller_client_satisfaction_ratio{client="a"}': '1x180 0.1x50 1x60',
      'unifipoller_client_satisfaction_ratio{client="b"}': '1x180 0x50 1x60',
    };
    const ids = slos.map(({ service, name }) => `${service}-${name}`);
    const alerts = [
      'MyServiceHighErrorRate',
      'WifiClientSatisfaction',
      ...projectOf(system).alerts.map(({ name }) => name),
    ];
    const rules = [...names.map(rulesFrom), rulesOf(system)].map((one) => neededFor(one, ...alerts));
    const [verdicts] = verdictsOn(rules, ids, [series]);
    const fired = Object.entries(verdicts!).map(([name, { ours, apart }]) => [name, ours > 0, apart]);
    expect(fired).toEqual(ids.flatMap((id) => [`page ${id}`, `ticket ${id}`]).map((name) => [name, true, 0]));
  });
});
