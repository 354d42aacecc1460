import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prelude } from '../../src/check/example.ts';
import { checks } from '../../src/check/index.ts';
import { checkPage, indexMarkdown, pageMarkdown } from '../../src/report/check-page.ts';
import { located } from '../check/judge.ts';

/** The pages of the documentation are what is generated here: `npm run docs` writes them. */
const folder = resolve('docs/checks');

describe('docs/checks', () => {
  it.each(checks.map((check) => [check.id, check] as const))('%s', async (id, check) => {
    const [reported] = located(check.bad, id === 'alert-untested' ? [check] : undefined).filter(
      (one) => one.check === id,
    );
    expect(reported).toBeDefined();
    await expect(pageMarkdown(checkPage(check, reported))).toMatchFileSnapshot(`${folder}/${id}.md`);
  });

  it('README.md', () => expect(indexMarkdown(checks, prelude)).toMatchFileSnapshot(`${folder}/README.md`));

  it('has no page that nobody writes', () => {
    const pages = existsSync(folder) ? readdirSync(folder) : [];
    const known = ['README.md', ...checks.map(({ id }) => `${id}.md`)];
    expect(pages.filter((page) => !known.includes(page))).toEqual([]);
  });
});
