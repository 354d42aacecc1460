import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/** Those that mostly wait for servers begin first, and those that take longest: others fill the rest of the time. */
const first = ['end-to-end/end-to-end', 'cli/cli', 'mutation/mutation', 'definitions/paging', 'definitions/prometheus'];
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = first.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
      return at < 0 ? first.length : at;
    };
    return files.sort((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

export default defineConfig({
  resolve: {
    /** Tests import the package as its users do. */
    alias: [
      { find: /^alidade$/, replacement: source('index.ts') },
      { find: /^alidade\/promql$/, replacement: source('promql/index.ts') },
      { find: /^alidade\/catalogs\/(.*)$/, replacement: source('catalogs/$1.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/made.ts'],
    /** Tests compile, and run real programs. */
    testTimeout: 60_000,
    /** One more than a small machine has cores: some wait for servers. */
    maxWorkers: 3,
    /** Threads share what is compiled. */
    pool: 'threads',
    /** Nothing under test keeps state of its own, so files may share what they import: half of the time otherwise. */
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
