// Makes `.ts` files importable: `node --import ./bin/register.js file.ts`.
import module from 'node:module';

if (module.registerHooks) module.registerHooks((await import('../src/load/hook.js')).hooks);
else module.register('../src/load/hook.js', import.meta.url);
