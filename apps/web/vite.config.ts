import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env['KELVIN_API'] ?? 'http://127.0.0.1:3000';
const proxied = Object.fromEntries(['/api', '/v1', '/hooks'].map((path) => [path, { target: api, changeOrigin: false }]));

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  server: { proxy: proxied },
  preview: { proxy: proxied },
  build: {
    outDir: '../../dist/apps/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // The charts come late and whole; sizes are kept by scripts/check-budget.mjs, so the first start warns of nothing.
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      // Schemas of unused contracts are built at import time; nothing in these packages acts on being loaded.
      treeshake: { moduleSideEffects: (id) => !/\/libs\/(contracts|kernel|ui)\//.test(id) },
    },
  },
});
