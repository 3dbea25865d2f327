import { join } from "node:path";

/** The repository's folder, absolute. */
export const root = join(import.meta.dir, "..");
