import type { Frame, Origin } from '../model/declaration.ts';

/** Frames below here are ours: a declaration's place is the nearest frame outside. */
const own = new URL('../', import.meta.url).pathname;

/** Deep enough for our own frames and a few recipes; every captured frame costs time. */
const depth = 12;
const keptCallers = 3;

/** Where the user's code called into a definition function, nearest frame first, then the recipes that called it. */
export function callerOrigin(): Origin {
  const [nearest, ...callers] = userFrames();
  return { ...(nearest ?? nowhere), callers };
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
    const url = site.getFileName();
    if (!url || !isUsers(url)) continue;
    frames.push({ file: pathOf(url), line: site.getLineNumber() ?? 1, column: site.getColumnNumber() ?? 1 });
    if (frames.length > keptCallers) break;
  }
  return frames;
}

function callSites(): readonly NodeJS.CallSite[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = depth;
  Error.prepareStackTrace = (_, sites) => sites;
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, callSites);
  const sites = holder.stack as readonly NodeJS.CallSite[];
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = prepareStackTrace;
  return sites;
}

function isUsers(url: string): boolean {
  if (url.startsWith('node:')) return false;
  return !url.startsWith(own) && !url.startsWith(`file://${own}`);
}

const paths = new Map<string, string>();

/** The path behind a frame's URL, without the environment's query. Memoised: a system has few files and many calls. */
function pathOf(url: string): string {
  const known = paths.get(url);
  if (known !== undefined) return known;
  const path = url.startsWith('file://') ? decodeURIComponent(new URL(url).pathname) : (url.split('?')[0] ?? url);
  paths.set(url, path);
  return path;
}
