/** Why nothing could be judged at all: wrong usage, bad configuration, a folder that cannot be read or written. Exit code 2. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}
