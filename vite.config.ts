import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * Delays the first paint until the entry has set theme and language, so that neither flashes. The entry
 * renders everything anyway, so nothing is lost by waiting.
 */
const blockFirstPaint: Plugin = {
  name: "block-first-paint",
  enforce: "post",
  transformIndexHtml: {
    order: "post",
    handler: (html) =>
      html.replace('<script type="module"', '<script type="module" blocking="render"'),
  },
};

/** What only one page needs, or only after the first paint; everything else is one file. */
const SEPARATE =
  /node_modules.(uplot|lucide)|client.src.(charts.(?!timeWindow)|data.(feed.activityStatus|history|panelApi|stats.tracks)|insight.(?!counts|slowdown)|ui.(CopyButton|LinkToggle|Panel|overlays)|browser.(usePrinting|whileVisible|widths)|pages.(overview.|workers.(?!workerId)|StatementText)|app.routes|i18n.(en|pt-BR).)/;

/** Icons that both pages show at first. */
const SHARED_ICONS = /icons.(arrow-(down|up)|circle-question-mark)\.mjs/;

/** What Workers shows at first, and Overview only in its lower part. */
const COPYING =
  /client.src.ui.CopyButton|icons.(ban|check|clock|copy|octagon-x|circle-(play|slash)|zap|x)\.mjs/;

/** All that Workers shows at first. Without this group, what its details use as well would be another file. */
const WORKERS =
  /client.src.(app.routes.workers\.tsx|browser.(usePrinting|widths)|pages.workers.(Workers|table|toolbar.(?!menus)|rows.(?!exportRows)))/;

export default defineConfig({
  root: "client",
  // Relative addresses: one build serves any mount path, by the `<base>` that the host injects.
  base: "./",
  publicDir: false,
  plugins: [
    tanstackRouter({
      target: "react",
      autoCodeSplitting: true,
      routesDirectory: "src/app/routes",
      generatedRouteTree: "src/app/routeTree.gen.ts",
      addExtensions: true,
      quoteStyle: "double",
      semicolons: true,
    }),
    react(),
    tailwindcss(),
    blockFirstPaint,
  ],
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    cssTarget: ["chrome120", "firefox121", "safari17.4"],
    rolldownOptions: {
      output: {
        // Small shared files compress badly on their own, and each is a request.
        codeSplitting: {
          groups: [
            { name: "app", test: (id) => !SEPARATE.test(id) || SHARED_ICONS.test(id) },
            { name: "copying", test: COPYING },
            { name: "workers-page", test: WORKERS },
          ],
        },
      },
    },
  },
});
