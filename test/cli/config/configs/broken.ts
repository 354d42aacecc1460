export default defineConfig({ checks: };
