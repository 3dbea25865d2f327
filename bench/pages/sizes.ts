import { extname } from "node:path";

/** Bytes of the files of one kind. */
export interface Size {
  kind: string;
  files: number;
  raw: number;
  gzip: number;
}

/** The built pages' bytes by type, each file compressed on its own, as a proxy does. */
export async function sizes(folder: string): Promise<Size[]> {
  const byKind = new Map<string, Size>();
  for await (const path of new Bun.Glob("**/*").scan(folder)) {
    const kind = extname(path).slice(1);
    const bytes = await Bun.file(`${folder}/${path}`).bytes();
    const size = byKind.get(kind) ?? { kind, files: 0, raw: 0, gzip: 0 };
    size.files++;
    size.raw += bytes.byteLength;
    size.gzip += Bun.gzipSync(bytes).byteLength;
    byKind.set(kind, size);
  }
  return [...byKind.values()].sort((a, b) => b.raw - a.raw);
}
