#!/usr/bin/env node
import module from 'node:module';

module.enableCompileCache?.();
await import('./register.js');
const { main } = await import('../src/cli/main.ts');
main(process.argv.slice(2));
