import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { rowOf, table } from "./elements.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const LONG = "@buntime/plugin-with-a-name-that-goes-on-and-on-and-on@0.12.3-beta.4";
const GREAT = Number.MAX_SAFE_INTEGER;

const worker = (app: string, uptime: number, count: number) => ({
  id: `00000000-0000-4000-8000-${String(uptime).padStart(12, "0")}`,
  app,
  state: "active",
  requests: count,
  errors: 3,
  uptime,
  memory: { rss: 4_000_000_000, heapUsed: 500_000 },
});
const big = (place: number, count: number) => ({
  ...worker(`big-${place}@1.0.0`, 99 * 86_400 + 82_800 + place, count),
  errors: count,
  avgResponseTimeMs: count,
  memory: { rss: 1_023 * 2 ** (10 * place), heapUsed: 1_023 * 2 ** 20 },
});
const workers = [
  ...[999_999, 999_000, 123_456_789, 99_999].map((count, place) => big(place, count)),
  worker(LONG, 86_340, GREAT),
  worker("b@1.0.0", 3_599, 1),
  worker("c@1.0.0", 8_722_800, 2),
];

setDefaultTimeout(30_000);

const { visit } = stage(
  {},
  {
    pool: {
      getMetrics: () => ({ size: 10, active: 3, idle: 0, creating: 0, total: 3 }),
      getWorkerStats: () => workers,
    },
  },
);
/** As large as the shell's frame in a usual window. */
const frame = { width: 1056, height: 755 };

/** How far an element's content is wider than its own room, in pixels. */
const excess = (element: Locator) =>
  element.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);

/** The least width in which some letters of a name can be read, in pixels. */
const READABLE = 38;

async function bothAreSeen(page: Page, role: "link" | "button"): Promise<void> {
  const link = rowOf(page, LONG).getByRole(role);
  const version = link.getByText("@0.12.3-beta.4", { exact: true });
  const name = link.getByText("@buntime/plugin-with", { exact: false }).first();
  for (const part of [name, version]) {
    expect((await part.boundingBox())?.width).toBeGreaterThan(READABLE);
  }
  const [inside, around] = [
    await version.boundingBox(),
    await rowOf(page, LONG).getByRole("rowheader").boundingBox(),
  ];
  if (!inside || !around) throw new Error("not drawn");
  expect(inside.x + inside.width).toBeLessThanOrEqual(around.x + around.width);
  expect(inside.y + inside.height).toBeLessThanOrEqual(around.y + around.height);
  expect(await link.getAttribute("title")).toBe(LONG);
}

describe("of an app's name that is too long its beginning and its version are seen, and it can be had whole", () => {
  test.each([
    ["rows", "", "link"],
    ["groups", "?group=true", "button"],
  ] as const)("in the shell's frame, in %s", async (_, search, role) => {
    const { page, close } = await visit(`/metrics/workers${search}`, { viewport: frame });
    await bothAreSeen(page, role);
    await close();
  });

  test("on a phone, where rows stay as tall as they are", async () => {
    const { page, close } = await visit("/metrics/workers", { viewport: windows.phone });
    await bothAreSeen(page, "link");
    expect((await rowOf(page, LONG).boundingBox())?.height).toBe(76);
    await close();
  });
});

test.each(["", "?values=requests,rss"])(
  "great numbers stay in their cell on a phone, with %p",
  async (search) => {
    const { page, close } = await visit(`/metrics/workers${search}`, { viewport: windows.phone });
    await rowOf(page, LONG)
      .getByText(/^9,?0\d\dT$/)
      .waitFor();
    await rowOf(page, LONG).getByTitle("9,007,199,254,740,991", { exact: true }).waitFor();
    expect(await excess(table(page).locator(".."))).toBe(0);
    for (const cell of await rowOf(page, LONG).getByRole("cell").all()) {
      expect(await excess(cell)).toBe(0);
    }
    await close();
  },
);

/** The texts of cells and heads that are wider than their room. */
const cut = (page: Page) =>
  page
    .locator("thead th span, tbody td")
    .evaluateAll((cells) =>
      cells
        .filter(({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth)
        .map(({ textContent }) => textContent),
    );

describe.each(["en-US", "pt-BR"])("in %s", (locale) => {
  test.each([
    ["the shell's frame", frame, ""],
    ["the shell's frame, in groups", frame, "?group=true"],
    ["a usual window", windows.desktop, ""],
    ["a phone", windows.phone, ""],
    ["a small phone", { width: 320, height: 640 }, "?group=true"],
  ] as const)("every number and every head is whole in %s", async (_, viewport, search) => {
    const { page, close } = await visit(`/metrics/workers${search}`, { viewport, locale });
    await page.locator("tr:has([data-line])").first().waitFor();
    expect(await cut(page)).toEqual([]);
    await close();
  });
});
