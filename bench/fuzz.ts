/**
 * Damages real expressions and looks whether the front end treats every text as it must:
 *
 *     npm run fuzz                      # a million
 *     npm run fuzz -- 5000 20261        # how many, and the seed that makes them
 *
 * Each fault is printed with its text; the exit code is 1 where there is one.
 */
import { damaged, faultOf, randomFrom } from '../test/promql/fuzz.ts';

const count = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_007);
/** Milliseconds; texts have some hundreds of characters. */
const slow = 1000;

console.log(`${count} damaged expressions, seed ${seed}`);
const random = randomFrom(seed);
let faults = 0;
let slowest = { milliseconds: 0, text: '' };
for (let index = 0; index < count && faults < 20; index++) {
  const text = damaged(random);
  const begin = process.cpuUsage();
  const fault = faultOrThrow(text);
  const { user, system } = process.cpuUsage(begin);
  const milliseconds = (user + system) / 1000;
  if (milliseconds > slowest.milliseconds) slowest = { milliseconds, text };
  if (fault !== undefined || milliseconds > slow) {
    faults++;
    console.log(`${JSON.stringify(text)}\n  ${fault ?? `takes ${milliseconds} ms`}`);
  }
}
console.log(`${faults} faults; the slowest took ${slowest.milliseconds} ms: ${JSON.stringify(slowest.text)}`);
process.exitCode = faults > 0 ? 1 : 0;

function faultOrThrow(text: string): string | undefined {
  try {
    return faultOf(text);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
