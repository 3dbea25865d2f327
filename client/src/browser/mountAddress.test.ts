import { expect, test } from "bun:test";
import { mountAddress, mountPath } from "./mountAddress.ts";

const page = "https://host:8000/metrics/workers/a.b?q=1#x";
const module = "https://host:8000/metrics/assets/index-abc.js";

test("the mount point comes from the host's base", () => {
  expect(mountAddress("/metrics/", page, module)).toBe("https://host:8000/metrics/");
  expect(mountAddress("/observe", page, module)).toBe("https://host:8000/observe/");
  expect(mountAddress("/", page, module)).toBe("https://host:8000/");
});

test("without a base it is the folder above the entry's own file", () => {
  expect(mountAddress(null, page, module)).toBe("https://host:8000/metrics/");
  expect(mountAddress(null, "https://host/", "https://host/assets/i.js")).toBe("https://host/");
});

test("the mount path has no trailing slash", () => {
  expect(mountPath("https://host/metrics/")).toBe("/metrics");
  expect(mountPath("https://host/a/b/")).toBe("/a/b");
  expect(mountPath("https://host/")).toBe("");
});
