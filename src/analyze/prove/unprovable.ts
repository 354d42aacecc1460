/** Why no test can be derived; thrown where that is found, told where somebody asks for the test. */
export class Unprovable extends Error {
  override readonly name = 'Unprovable';
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
