import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A temporary folder, removed when it is disposed of. */
export interface TempFolder extends AsyncDisposable {
  path: string;
  /** Writes a file, with its folders, and returns its path. */
  write(name: string, content: string): Promise<string>;
}

/** Makes an empty folder. */
export async function makeTempFolder(): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), "dev-host-"));
  return {
    path,
    async write(name, content) {
      await Bun.write(join(path, name), content);
      return join(path, name);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
