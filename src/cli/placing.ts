/** What needs the TypeScript parser: imported when there is something to show. */
export { locate } from '../load/locate.ts';
export { readingOnce } from '../load/source.ts';
export { typeFindings } from '../load/type-findings.ts';
