import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type DevHost, startHost } from "../../dev/host.ts";
import { allChecks } from "../conformance/catalogue.ts";
import type { Check } from "../conformance/check.ts";
import { request } from "../conformance/request.ts";
import { runCheck } from "../conformance/run.ts";
import { createTarget, type Target } from "../conformance/target.ts";

interface Options {
  base: string;
  entrypoint: "html" | "worker";
  prometheus: boolean;
  auth?: "host";
  key?: string;
}

/** Each pair of a base, an entrypoint and a setting occurs; one requires the host's keys. */
const hosts: Options[] = [
  { base: "/metrics", entrypoint: "html", prometheus: true },
  { base: "/observe", entrypoint: "worker", prometheus: true, auth: "host", key: "a created key" },
  { base: "/observe", entrypoint: "html", prometheus: false },
  { base: "/metrics", entrypoint: "worker", prometheus: false },
];

const sseInterval = 250;

/** The checks that apply to such a host; a skipped check must not pass as a test. */
function checksFor(options: Options): Check[] {
  const target = createTarget({ ...options, url: `http://localhost${options.base}` });
  return allChecks.filter(({ skip }) => skip?.(target) === undefined);
}

describe.each(hosts)(
  "a host at $base, entrypoint $entrypoint, prometheus $prometheus",
  (options) => {
    let host: DevHost;
    let target: Target;

    beforeAll(async () => {
      const rootKey = options.key && "root";
      const fixed = { sseInterval, port: 0, load: "light", quiet: true } as const;
      host = await startHost({ ...options, ...fixed, rootKey });
      if (options.key) host.keys.add(options.key);
      target = createTarget({ ...options, sseInterval, url: `${host.url}${host.base}` });
    });

    afterAll(() => host.stop());

    for (const check of checksFor(options)) {
      test(`${check.theme}: ${check.sentence}`, async () => {
        expect(await runCheck(target, check)).toMatchObject({ result: "passed" });
      });
    }

    const { key } = options;
    if (key === undefined) return;
    test("auth: host: a revoked key is refused", async () => {
      const status = async () => (await request(target, "/api/metrics/stats")).status;
      expect(await status()).toBe(200);
      host.keys.revoke(key);
      expect(await status()).toBe(401);
      host.keys.add(key); // for the following tests
    });
  },
);
