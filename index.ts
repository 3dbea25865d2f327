import { join } from "node:path";
import { pages } from "./server/pages.ts";

// The built entry is next to `client/` in `dist/`, the source one folder above.
const folder = import.meta.path.endsWith(".ts") ? "dist/client" : "client";

/** The worker's entrypoint for `entrypoint: dist/index.js`: serves the built pages. */
export default { fetch: pages(join(import.meta.dir, folder)) };
