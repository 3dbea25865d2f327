// `bun run generate`: METRICS.md, the dashboard's JSON, the operator's rules, the settings in the kit's files, the sizes in
// docs/fleets.md, and the version in docs/openapi.yaml.
import { join } from "node:path";
import { commandLine } from "../scripts/command-line.ts";
import { root } from "../scripts/root.ts";
import { GENERATED } from "./generated.ts";

commandLine("Usage: bun run generate", {});

for (const { path, make } of GENERATED) {
  await Bun.write(join(root, path), await make());
  console.log(path);
}
