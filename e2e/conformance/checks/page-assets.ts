import { ask } from "../ask.ts";
import { type Check, checksOf, expectEqual, expectThat } from "../check.ts";
import { assetsOf, scriptOf } from "../page.ts";
import type { Target } from "../target.ts";

const theme = "Files of the pages";
const hostDecides = ({ entrypoint }: Target) =>
  entrypoint === "html" ? "the host decides it under the .html entrypoint" : undefined;
const types: [ending: RegExp, type: RegExp][] = [
  [/\.m?js$/, /^(text|application)\/javascript/],
  [/\.css$/, /^text\/css/],
  [/\.svg$/, /^image\/svg\+xml/],
  [/\.png$/, /^image\/png/],
  [/\.ico$/, /^image\//],
  [/\.woff2$/, /^font\/woff2/],
];

/** Checks on the files that the pages load. */
export const pageAssetChecks: readonly Check[] = [
  ...checksOf(theme)({
    "all come from the host itself": expectOwnOrigin,
    "are there, with the type of their name": expectTypes,
  }),
  ...checksOf(
    theme,
    hostDecides,
  )({
    "can be kept forever: immutable, with an ETag": expectImmutable,
    "are not sent again to who has them: 304": expectNotModified,
    "that are missing are answered with 404, not with a page": async (target) => {
      const { status } = await ask(target, "/assets/no-such-file-0a1b2c3d.js");
      expectEqual("status", status, 404);
    },
  }),
];

async function expectOwnOrigin(target: Target): Promise<void> {
  const foreign = (await assetsOf(target)).filter((url) => !url.startsWith(`${target.base}/`));
  expectThat(foreign.length === 0, `addresses under ${target.base}/`, foreign);
}

async function expectTypes(target: Target): Promise<void> {
  const files = new Set(await assetsOf(target));
  for (const file of files) {
    const { status, headers, body } = await ask(target, file);
    expectEqual(`${file}: status`, status, 200);
    expectThat(body.length > 0, `${file} with a content`, "nothing");
    const wanted = types.find(([ending]) => ending.test(file))?.[1] ?? /^(?!text\/html)/;
    const type = headers.get("content-type") ?? "none";
    expectThat(wanted.test(type), `${file}: type ${wanted.source}`, type);
    for (const chunk of chunksOf(file, body)) files.add(chunk);
  }
}

/** Addresses of the chunks that a script loads later. */
function chunksOf(script: string, body: string): string[] {
  if (!script.endsWith(".js")) return [];
  const names = [...body.matchAll(/["'`](?:\.\/|[\w/]*?assets\/)([\w.-]+\.(?:js|css))["'`]/g)];
  return names.map(([, name = ""]) => new URL(name, script).href);
}

async function expectImmutable(target: Target): Promise<void> {
  const { headers } = await ask(target, await scriptOf(target));
  const control = headers.get("cache-control") ?? "none";
  expectThat(/max-age=\d{7,}.*immutable/.test(control), "cache-control immutable", control);
  expectThat(headers.get("etag") !== null, "an ETag", null);
}

async function expectNotModified(target: Target): Promise<void> {
  const script = await scriptOf(target);
  const etag = (await ask(target, script)).headers.get("etag");
  expectThat(etag !== null, "an ETag", null);
  const again = await ask(target, script, { headers: { "if-none-match": etag } });
  expectEqual("status", again.status, 304);
  expectEqual("body", again.body, "");
}
