import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Diagnostic, Location } from '../model/diagnostic.ts';
import { CannotRun } from './cannot-run.ts';
import { compilerDiagnostics } from './compiler-output.ts';

/** What a user's definitions/tsconfig.json says, where none is there to extend. */
export const tsconfigText = `{
  "compilerOptions": {
    "target": "es2023",
    "lib": ["es2023"],
    "module": "esnext",
    "moduleResolution": "bundler",
    "types": ["node"],
    "strict": true,
    "exactOptionalPropertyTypes": true,
    "verbatimModuleSyntax": true,
    "allowImportingTsExtensions": true,
    "erasableSyntaxOnly": true,
    "noEmit": true,
    "skipLibCheck": true
  },
  "include": ["."]
}
`;

/** The verdict of the TypeScript compiler on the definitions below `root`; it runs as a process of its own, beside the load. */
export async function checkTypes(root: string): Promise<Diagnostic<Location>[]> {
  if (!existsSync(join(root, 'tsconfig.json'))) {
    throw new CannotRun(
      `${root} has no tsconfig.json, so its types cannot be checked`,
      `write ${join(root, 'tsconfig.json')}:\n\n${tsconfigText}`,
    );
  }
  const { code, output } = await run(compiler(), ['--project', 'tsconfig.json', '--noEmit', '--pretty'], root);
  return code === 0 ? [] : compilerDiagnostics(output, root);
}

/** The compiler's own executable, without the script that starts it. */
function compiler(): string {
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
  const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
  const name = process.platform === 'win32' ? 'tsc.exe' : 'tsc';
  return join(dirname(createRequire(typescript).resolve(platform)), 'lib', name);
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function run(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) =>
      reject(new CannotRun(`cannot run the TypeScript compiler: ${error.message}`, 'run npm ci')),
    );
    child.on('close', (code) => resolve({ code, output }));
  });
}
