import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic as CompilerError, Program } from 'typescript/unstable/async';
import { CannotRun } from './cannot-run.ts';

/** An error of the compiler; offsets count in the file without its byte order mark. */
export interface TypeIssue {
  readonly code: number;
  readonly message: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly related: readonly Omit<TypeIssue, 'code' | 'related'>[];
}

/** What a user's definitions/tsconfig.json says, where none is there to extend. */
export const tsconfigText = `{
  "compilerOptions": {
    "target": "es2023",
    "lib": ["es2023"],
    "module": "esnext",
    "moduleResolution": "bundler",
    "types": [],
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

/**
 * The verdict of the TypeScript compiler on the definitions below `root`, from a process of its own that runs beside the
 * load. Only the user's files are asked about: what they import is needed for its types alone, which saves most of the work.
 */
export async function checkTypes(root: string): Promise<TypeIssue[]> {
  const config = join(root, 'tsconfig.json');
  if (!existsSync(root)) return [];
  if (!existsSync(config))
    throw new CannotRun(
      `${config} is missing: without it types cannot be checked`,
      `It should say:\n\n${tsconfigText}`,
    );
  const { API } = await import('typescript/unstable/async');
  const compiler = new API({ cwd: root });
  try {
    const snapshot = await compiler.updateSnapshot({ openProjects: [config] });
    const program = snapshot.getProject(config)?.program;
    if (!program) throw new CannotRun(`the TypeScript compiler finds no project in ${config}`);
    await refuseConfiguration(program, config);
    return (await errorsIn(program)).map(issueOf);
  } finally {
    await compiler.close();
  }
}

/** No files at all is left to the loader, which says so in its own words. */
const noInputs = 18003;

async function refuseConfiguration(program: Program, config: string): Promise<void> {
  const errors = [...(await program.getConfigFileParsingDiagnostics()), ...(await program.getProgramDiagnostics())];
  const error = errors.find(({ code, fileName }) => code !== noInputs && !fileName?.endsWith('.ts'));
  if (!error) return;
  throw new CannotRun(
    `the TypeScript compiler refuses ${error.fileName ?? config}: TS${error.code}: ${wordsOf(error)}`,
  );
}

async function errorsIn(program: Program): Promise<CompilerError[]> {
  const files = (await program.getSourceFileNames()).filter(isUsers);
  const errors = await Promise.all(files.map((file) => errorsOf(program, file)));
  return errors.flat();
}

/** "File appears to be binary": what else is said of it means nothing. */
const noText = 1490;

/** A file that does not parse has no types to speak of; the others are judged all the same. */
async function errorsOf(program: Program, file: string): Promise<readonly CompilerError[]> {
  const syntax = await program.getSyntacticDiagnostics(file);
  const binary = syntax.filter(({ code }) => code === noText);
  if (binary.length > 0) return binary;
  return syntax.length > 0 ? syntax : program.getSemanticDiagnostics(file);
}

const ownSources = fileURLToPath(new URL('../', import.meta.url));

/** Neither ours nor a package's nor the language's. */
function isUsers(file: string): boolean {
  return !file.startsWith(ownSources) && !file.includes(`${sep}node_modules${sep}`) && !/^bundled:/.test(file);
}

function issueOf(error: CompilerError): TypeIssue {
  const all = (error.relatedInformation ?? []).map(placed);
  const missing = all.filter(({ message }) => /not provided\.$/.test(message)).map(({ message }) => `\n  ${message}`);
  const issue = placed(error);
  return {
    code: error.code,
    ...issue,
    message: issue.message + missing.join(''),
    related: all.filter(({ file, message }) => isUsers(file) && !/not provided\.$/.test(message)),
  };
}

function placed(error: CompilerError): Omit<TypeIssue, 'code' | 'related'> {
  return { message: wordsOf(error), file: error.fileName ?? '', start: error.pos, end: error.end };
}

/** A message and what it follows from, each step indented below the one before. */
function wordsOf({ text, messageChain = [] }: CompilerError, depth = 0): string {
  const reasons = messageChain.map((reason) => `\n${wordsOf(reason, depth + 1)}`);
  return '  '.repeat(depth) + text + reasons.join('');
}
