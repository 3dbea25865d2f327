// `bun e2e/docs/answers/main.ts`: takes answers from a running development host into the documents that show them.
import { join } from "node:path";
import { commandLine } from "../../../scripts/command-line.ts";
import { root } from "../../../scripts/root.ts";
import { DOCUMENTS, withAnswers } from "./places.ts";
import { takeAnswers } from "./take.ts";

commandLine("Usage: bun e2e/docs/answers/main.ts", {});

/** So long the host is under load before, that there is something to see. */
const LOAD_MS = 30_000;

const answers = await takeAnswers(LOAD_MS);
for (const path of DOCUMENTS) {
  const file = Bun.file(join(root, path));
  await file.write(withAnswers(await file.text(), answers));
  console.log(path);
}
