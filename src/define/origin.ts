import type { Frame, Origin } from '../model/declaration.ts';

/** Frames below here are ours: a declaration's place is the nearest frame outside. */
const own = new URL('../', import.meta.url).pathname;

/** Deep enough for our own frames and a few recipes; every captured frame costs time. */
const depth = 12;
const keptCallers = 3;

/** Where the user's code called into a definition function, nearest frame first, then the recipes that called it. */
export function callerOrigin(): Origin {
  const [nearest = nowhere, ...callers] = userFrames();
  return { file: nearest.file, line: nearest.line, column: nearest.column, callers };
}

/** The environment an evaluation is for: the loader imports definitions as `metrics.ts?environment=prod`. */
export function callerEnvironment(): string | undefined {
  for (const site of callSites()) {
    const url = site.getFileName() ?? '';
    if (isUsers(url)) return new URLSearchParams(url.split('?')[1] ?? '').get('environment') ?? undefined;
  }
  return undefined;
}

const nowhere: Frame = { file: '<unknown>', line: 1, column: 1 };

function userFrames(): Frame[] {
  const frames: Frame[] = [];
  for (const site of callSites()) {
    const file = userFile(site.getFileName());
    if (file === undefined) continue;
    frames.push({ file, line: site.getLineNumber() ?? 1, column: site.getColumnNumber() ?? 1 });
    if (frames.length > keptCallers) break;
  }
  return frames;
}

function callSites(): readonly NodeJS.CallSite[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = depth;
  Error.prepareStackTrace = keepSites;
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, callSites);
  const sites = holder.stack as readonly NodeJS.CallSite[];
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = prepareStackTrace;
  return sites;
}

function keepSites(_: Error, sites: NodeJS.CallSite[]): NodeJS.CallSite[] {
  return sites;
}

/** The user's files by the URL of their frames, undefined for ours: few files and very many calls. */
const files = new Map<string, string | undefined>();

function userFile(url: string | null): string | undefined {
  if (!url) return undefined;
  const known = files.get(url);
  if (known !== undefined || files.has(url)) return known;
  const file = isUsers(url) ? pathOf(url) : undefined;
  files.set(url, file);
  return file;
}

function isUsers(url: string): boolean {
  return !url.startsWith('node:') && !url.startsWith(own) && !url.startsWith(`file://${own}`);
}

/** The path behind a frame's URL, without the environment's query. */
function pathOf(url: string): string {
  return url.startsWith('file://') ? decodeURIComponent(new URL(url).pathname) : (url.split('?')[0] ?? url);
}
