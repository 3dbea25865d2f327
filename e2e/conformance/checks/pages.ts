import { ask, expectError } from "../ask.ts";
import { type Check, checksOf, expectEqual, expectThat } from "../check.ts";
import { entryOf, pageOf } from "../page.ts";
import type { Target } from "../target.ts";

const theme = "Pages";
const deepLinks = ["/workers", "/workers/a.b@1.0.0", "/workers/%40scope%2Fapp%401.0.0"];
const hostDecides = ({ entrypoint }: Target) =>
  entrypoint === "html" ? "the host decides it under the .html entrypoint" : undefined;

/** Checks on the pages' HTML. */
export const pageChecks: readonly Check[] = [
  ...checksOf(theme)({
    "the base answers with HTML": (target) => pageOf(target, "/"),
    "the base without its slash leads to the same page": async (target) =>
      expectSamePage(target, ""),
    'the HTML names its base: <base href="{base}/">': expectBase,
  }),
  ...deepLinks.map((path) => ({
    theme,
    sentence: `${path} is the same page, so that it can be linked`,
    run: (target: Target) => expectSamePage(target, path),
  })),
  ...checksOf(theme)({
    "HEAD answers with HTML's type and no body": async (target) => {
      const { status, headers, body } = await ask(target, "/", { method: "HEAD" });
      expectEqual("status", status, 200);
      const type = headers.get("content-type") ?? "none";
      expectThat(type.startsWith("text/html"), "content-type text/html", type);
      expectEqual("body", body, "");
    },
  }),
  ...checksOf(
    theme,
    hostDecides,
  )({
    "the HTML is not kept by caches: no-store, no ETag": async (target) => {
      const { headers } = await entryOf(target);
      const control = headers.get("cache-control") ?? "none";
      expectThat(control.includes("no-store"), "cache-control no-store", control);
      expectEqual("etag", headers.get("etag"), null);
    },
  }),
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
