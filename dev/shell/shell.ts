import type { Manifest, Menu } from "../manifest.ts";

/** What the shell's page gets about a plugin. */
interface ShellPlugin {
  name: string;
  base: string;
  menus: Menu[];
}

/** A second plugin, to switch to. */
const NOTES: ShellPlugin = {
  name: "notes",
  base: "/notes",
  menus: [
    {
      path: "/notes",
      title: "Notes",
      items: [
        { path: "/notes", title: "All notes" },
        { path: "/notes/archive", title: "Archive" },
      ],
    },
  ],
};

const ASSETS: readonly string[] = ["shell.js", "z-frame.js", "shell.css"];

/**
 * The response for the shell's page, its files, its list of plugins and the notes; `undefined` for any
 * other path. `/` and all below `/shell/` are the page, whose addresses are `/shell` + a menu's path.
 */
export function shellResponse(pathname: string, manifest: Manifest): Response | undefined {
  const asset = ASSETS.find((name) => pathname === `/shell/assets/${name}`);
  if (asset) return file(asset);
  if (pathname === "/" || isIn("/shell", pathname)) return file("index.html");
  if (isIn(NOTES.base, pathname)) return file("notes.html");
  if (pathname === "/api/plugins") return Response.json(plugins(manifest));
  return undefined;
}

function plugins({ name, base, menus }: Manifest): ShellPlugin[] {
  return [{ name, base, menus }, NOTES];
}

function isIn(folder: string, pathname: string): boolean {
  return pathname === folder || pathname.startsWith(`${folder}/`);
}

function file(name: string): Response {
  const headers = { "cache-control": "no-store" };
  return new Response(Bun.file(`${import.meta.dir}/${name}`), { headers });
}
