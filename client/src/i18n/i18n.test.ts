import { beforeAll, describe, expect, test } from "bun:test";
import { chooseLocale } from "./locales.ts";
import { loadMessages } from "./messages.ts";
import { plural } from "./plural.ts";

/** All texts of a dictionary by their path; functions as `()`. */
function texts(dictionary: object, path = ""): [path: string, text: string][] {
  return Object.entries(dictionary).flatMap(([key, value]): [string, string][] => {
    const here = `${path}.${key}`;
    if (typeof value === "string") return [[here, value]];
    return typeof value === "function" ? [[here, "()"]] : texts(value, here);
  });
}

describe("the dictionaries", () => {
  let english: [path: string, text: string][] = [];
  let portuguese: [path: string, text: string][] = [];
  beforeAll(async () => {
    const parts = ["overview", "panels", "workers", "details"] as const;
    english = texts(await loadMessages("en", parts));
    portuguese = texts(await loadMessages("pt-BR", parts));
  });

  test("have the same texts in both languages", () => {
    expect(portuguese.map(([path]) => path).toSorted()).toEqual(
      english.map(([path]) => path).toSorted(),
    );
  });

  test("have no empty text except the one that is not announced", () => {
    const empty = [...english, ...portuguese].filter(([, text]) => text.trim() === "");
    expect(new Set(empty.map(([path]) => path))).toEqual(new Set([".connection.announce.hidden"]));
  });

  test("are translated: texts of several words differ", () => {
    const same = english.filter(([path, text]) => {
      return (
        text.split(" ").length > 2 && portuguese.some(([p, other]) => p === path && other === text)
      );
    });
    expect(same).toEqual([]);
  });

  test("have no unused text", async () => {
    const glob = new Bun.Glob("**/*.{ts,tsx}");
    const root = new URL("..", import.meta.url).pathname;
    const files = [...glob.scanSync(root)].filter((f) => !/^i18n|\.test\.|\.gen\./.test(f));
    const code = (await Promise.all(files.map((f) => Bun.file(root + f).text()))).join("\n");
    // A key that is selected by a value: then its group is indexed.
    const unused = english.filter(([path]) => {
      const [group = "", key = ""] = path.split(".").slice(-2);
      const byName = new RegExp(`\\b${key}\\b`).test(code);
      return !byName && !new RegExp(`\\.${group}\\[`).test(code);
    });
    expect(unused.map(([path]) => path)).toEqual([]);
  });
});

describe("plural forms", () => {
  test("follow the language and contain the number", () => {
    const forms = { one: "# worker", other: "# workers" };
    expect([0, 1, 2, 1_234].map((n) => plural("en", n, forms))).toEqual([
      "0 workers",
      "1 worker",
      "2 workers",
      "1,234 workers",
    ]);
    expect(plural("pt-BR", 0, forms)).toBe("0 worker");
    expect(plural("pt-BR", 1_000_000, forms)).toBe("1.000.000 workers");
  });
});

describe("the language", () => {
  test("is the shell's choice", () => {
    expect(chooseLocale("pt", ["en-US"])).toBe("pt-BR");
    expect(chooseLocale("pt-BR", ["en-US"])).toBe("pt-BR");
    expect(chooseLocale("en", ["pt-BR"])).toBe("en");
  });

  test("is otherwise the browser's first one that is available, or English", () => {
    expect(chooseLocale(null, ["de-DE", "pt-PT", "en"])).toBe("pt-BR");
    expect(chooseLocale("xx", ["en-GB"])).toBe("en");
    expect(chooseLocale(null, ["de"])).toBe("en");
  });
});
