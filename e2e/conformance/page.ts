import { type Answer, ask } from "./ask.ts";
import { expectEqual, expectThat } from "./check.ts";
import { once, type Target } from "./target.ts";

/** Asks for a page of the plugin and checks that it is HTML. */
export async function pageOf(target: Target, path: string): Promise<Answer> {
  const answer = await ask(target, path);
  expectEqual(`${path}: status`, answer.status, 200);
  const type = answer.headers.get("content-type") ?? "none";
  expectThat(/^text\/html/.test(type), "content-type text/html", type);
  return answer;
}

/** The entry page, asked for once. */
export function entryOf(target: Target): Promise<Answer> {
  return once(target, "entry", () => pageOf(target, "/"));
}

/** Whole addresses of what the entry page names in `src` and `href`. */
export async function assetsOf(target: Target): Promise<string[]> {
  const { body } = await entryOf(target);
  const names = [...body.matchAll(/<(?!base\b)[^>]*?\s(?:src|href)="([^"]+)"/g)];
  const urls = names.map(([, name = ""]) => new URL(name, `${target.base}/`).href);
  return urls.filter((url) => !url.startsWith("data:"));
}

/** The entry page's first script: a file whose name changes with its content. */
export async function scriptOf(target: Target): Promise<string> {
  const script = (await assetsOf(target)).find((url) => url.endsWith(".js"));
  expectThat(script !== undefined, "a script in the page", await assetsOf(target));
  return script;
}
