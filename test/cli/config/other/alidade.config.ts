import { defineConfig } from 'alidade';

export default defineConfig({ definitions: '../definitions', out: 'made', failOn: 'warning' });
