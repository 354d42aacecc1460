/** How every `.ts` file is turned into JavaScript; load/frames maps positions back with the same options. */
export const transformOptions = {
  loader: 'ts',
  format: 'esm',
  target: 'node20',
  charset: 'utf8',
  logLevel: 'silent',
  tsconfigRaw: {},
};
