/** Thrown for a template that Go refuses or fails to fill in, or that is not filled in here. */
export class TemplateFailure extends Error {
  override readonly name = 'TemplateFailure';
}

export function fail(message: string): never {
  throw new TemplateFailure(message);
}
