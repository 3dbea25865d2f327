import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type DevHost, startHost } from "../../dev/host.ts";
import { allChecks } from "../conformance/catalogue.ts";
import type { Check } from "../conformance/check.ts";
import { runCheck } from "../conformance/run.ts";
import { createTarget, type Target } from "../conformance/target.ts";

/** Each pair of a base, an entrypoint and a setting occurs. */
const hosts = [
  { base: "/metrics", entrypoint: "html", prometheus: true },
  { base: "/observe", entrypoint: "worker", prometheus: true },
  { base: "/observe", entrypoint: "html", prometheus: false },
  { base: "/metrics", entrypoint: "worker", prometheus: false },
] as const;

const sseInterval = 250;

/** The checks that apply to such a host; a skipped one would not be a test that passed. */
function checksFor(options: (typeof hosts)[number]): Check[] {
  const target = createTarget({ ...options, url: `http://localhost${options.base}` });
  return allChecks.filter(({ skip }) => skip?.(target) === undefined);
}

describe.each(hosts)(
  "a host at $base, entrypoint $entrypoint, prometheus $prometheus",
  (options) => {
    let host: DevHost;
    let target: Target;

    beforeAll(async () => {
      host = await startHost({ ...options, sseInterval, port: 0, load: "light", quiet: true });
      target = createTarget({ ...options, sseInterval, url: `${host.url}${host.base}` });
    });

    afterAll(() => host.stop());

    for (const check of checksFor(options)) {
      test(`${check.theme}: ${check.sentence}`, async () => {
        expect(await runCheck(target, check)).toMatchObject({ result: "holds" });
      });
    }
  },
);
