import { expect, test } from 'vitest';
import { damaged, faultOf, randomFrom } from './fuzz.ts';

// A million of these by hand: npm run fuzz
test('of five thousand damaged expressions none is mistreated', () => {
  const random = randomFrom(20_261);
  for (let count = 0; count < 5000; count++) {
    const text = damaged(random);
    expect(faultOf(text), JSON.stringify(text)).toBeUndefined();
  }
});
