import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * Makes the browser wait with the first paint until the entry has set theme and language,
 * so that neither flashes. The entry draws everything anyway: nothing is lost by waiting.
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

const ICONS = "/lucide-react/dist/esm/icons/";

/**
 * Gives lucide's shapes a lighter component than the library's own (the file says why), and leaves
 * out what only that one reads.
 */
const lightIcons: Plugin = {
  name: "light-icons",
  enforce: "pre",
  resolveId: (source, importer) =>
    source.endsWith("/createLucideIcon.mjs") && importer?.includes(ICONS)
      ? `${import.meta.dirname}/client/src/ui/createIcon.ts`
      : null,
  transform: (code, id) =>
    id.includes(ICONS)
      ? {
          code: code.replace(/, key: "\w+"/g, "").replace(/name: "[\w-]+",\s+size: 24,/, ""),
          map: null,
        }
      : null,
};

/** Gives the router a lighter way to begin a page at its top than its own (the file says why). */
const lightScroll: Plugin = {
  name: "light-scroll",
  enforce: "pre",
  resolveId: (source, importer) =>
    source === "./scroll-restoration.js" && importer?.endsWith("/router-core/dist/esm/router.js")
      ? `${import.meta.dirname}/client/src/app/scrollToTop.ts`
      : null,
};

/** What only one page needs, its icons too, and the texts of one language; all else is one file. */
const APART =
  /uplot|lucide-react.dist.esm.icons|client.src.(pages.(overview|workers)|charts.(?![Ss]parkline|summary)|data.(activity|stats)|app.routes|browser.download)|i18n.(en|pt-BR)/;

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
    lightIcons,
    lightScroll,
    tailwindcss(),
    blockFirstPaint,
  ],
  resolve: {
    alias: {
      // The shim is for React 17 and older; its sibling uses React's own function.
      "use-sync-external-store/shim/with-selector": "use-sync-external-store/with-selector",
    },
  },
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    cssTarget: ["chrome120", "firefox121", "safari17.4"],
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false },
      output: {
        // Small shared files compress badly on their own, and each is a request.
        codeSplitting: { groups: [{ name: "app", test: (id) => !APART.test(id) }] },
      },
    },
  },
});
