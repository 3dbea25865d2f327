import { ask, expectError } from "../ask.ts";
import { type Check, expectEqual, expectThat } from "../check.ts";
import { entryOf, pageOf } from "../page.ts";
import type { Target } from "../target.ts";

const theme = "Pages";
const deepLinks = ["/workers", "/workers/a.b@1.0.0", "/workers/%40scope%2Fapp%401.0.0"];
const hostDecides = ({ entrypoint }: Target) =>
  entrypoint === "html" ? "the host decides it under the .html entrypoint" : undefined;

/** Checks on the pages' HTML. */
export const pageChecks: readonly Check[] = [
  {
    theme,
    sentence: "the base answers with HTML",
    run: async (target) => void (await pageOf(target, "/")),
  },
  {
    theme,
    sentence: "the base without its slash leads to the same page",
    run: async (target) => expectSamePage(target, ""),
  },
  { theme, sentence: 'the HTML names its base: <base href="{base}/">', run: expectBase },
  ...deepLinks.map((path) => ({
    theme,
    sentence: `${path} is the same page, so that it can be linked`,
    run: (target: Target) => expectSamePage(target, path),
  })),
  {
    theme,
    sentence: "HEAD answers with HTML's type and no body",
    run: async (target) => {
      const { status, headers, body } = await ask(target, "/", { method: "HEAD" });
      expectEqual("status", status, 200);
      const type = headers.get("content-type") ?? "none";
      expectThat(type.startsWith("text/html"), "content-type text/html", type);
      expectEqual("body", body, "");
    },
  },
  {
    theme,
    skip: hostDecides,
    sentence: "the HTML is not kept by caches: no-store, no ETag",
    run: async (target) => {
      const { headers } = await entryOf(target);
      const control = headers.get("cache-control") ?? "none";
      expectThat(control.includes("no-store"), "cache-control no-store", control);
      expectEqual("etag", headers.get("etag"), null);
    },
  },
  ...["/api/nothing", "/api/metrics/nothing"].map((path) => ({
    theme,
    skip: hostDecides,
    sentence: `${path} is answered with 404 and an error, not with a page`,
    run: async (target: Target) => expectError(await ask(target, path), 404),
  })),
];

async function expectSamePage(target: Target, path: string): Promise<void> {
  const { body } = await pageOf(target, path);
  expectEqual("page", body, (await entryOf(target)).body);
}

async function expectBase(target: Target): Promise<void> {
  const { body } = await entryOf(target);
  const bases = [...body.matchAll(/<base\b[^>]*?href="([^"]*)"/g)].map(([, href]) => href);
  expectEqual("base", bases.join(", "), `${target.basePath}/`);
  const before = body.slice(0, body.indexOf("<base"));
  const isFirst = !/\s(src|href)=/.test(before);
  expectThat(isFirst, "<base> before every address", before.slice(-200));
}
