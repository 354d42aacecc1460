import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

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
    /** Tests compile, and run real programs. */
    testTimeout: 60_000,
    /** One more than a small machine has cores: some wait for servers. */
    maxWorkers: 3,
    /** Nothing under test keeps state of its own, so files may share what they import: half of the time otherwise. */
    isolate: false,
  },
});
