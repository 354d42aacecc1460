const { process } = globalThis as unknown as { readonly process: { exit(code: number): never } };
process.exit(0);
