import type { Rules } from '../model/integration-field.ts';

type Problem = readonly [path: string[], message: string];

/** What is wrong with fields beside each other, and where. */
export function* problemsOf(given: unknown, rules: Rules): Generator<Problem> {
  const { oneOf = [], anyOf = [], apart = [], needs = {}, clear = {} } = rules;
  const isGiven = (path: string) => ![undefined, false].includes(valueAt(given, path) as undefined | false);
  for (const list of [oneOf, anyOf]) {
    if (list.length > 0 && !list.some(isGiven)) yield [[], `give ${list.join(' or ')}: one of them has to be there`];
  }
  for (const list of [oneOf, ...apart]) {
    const [first, second] = list.filter(isGiven);
    if (second !== undefined)
      yield [second.split('.'), `${first} and ${second} cannot stand together: leave one of them out`];
  }
  for (const [name, needed] of Object.entries(needs))
    if (isGiven(name) && !isGiven(needed)) yield [[name], `${name} is nothing without ${needed}: give both`];
  for (const [name, needed] of Object.entries(clear))
    if (isGiven(name) && typeof valueAt(given, needed) !== 'string')
      yield [[name], `${name} asks for ${needed} in the clear, and the token under httpConfig.authorization`];
}

function valueAt(given: unknown, path: string): unknown {
  return path.split('.').reduce((at, key) => (at as Record<string, unknown> | undefined)?.[key], given);
}
