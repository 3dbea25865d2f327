import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { startHost } from "../../dev/host.ts";
import { version } from "../../package.json";
import { isFresh } from "../../scripts/build/stale.ts";
import { build } from "../../scripts/build.ts";
import { relativeTargets } from "../../scripts/package/links.ts";
import { type Written, writeArchives } from "../../scripts/package.ts";
import { root } from "../../scripts/root.ts";
import { allChecks } from "../conformance/catalogue.ts";
import { reportOf, runChecks } from "../conformance/run.ts";
import { createTarget } from "../conformance/target.ts";
import { consumerErrors } from "./consumer.ts";
import { type Files, installed, readTgz, readZip } from "./unpack.ts";

const folder = mkdtempSync(join(tmpdir(), "plugin-package-"));
const folders = [folder];
let written: Written[];
let tgz: Files;
let zip: Files;

beforeAll(async () => {
  if (!isFresh(root)) await build(root);
  written = writeArchives(root, join(folder, "a"));
  const [first, second] = written;
  tgz = await readTgz(first?.path ?? "");
  zip = readZip(second?.path ?? "");
});

afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true });
});

const textOf = (path: string) => new TextDecoder().decode(tgz.get(path));

describe("the archives", () => {
  test("are the same bytes when they are made again", () => {
    const again = writeArchives(root, join(folder, "b"));
    expect(again.map(({ sha256 }) => sha256)).toEqual(written.map(({ sha256 }) => sha256));
  });

  test("hold the same files", () => {
    expect([...zip.keys()].sort()).toEqual([...tgz.keys()].sort());
    for (const [path, bytes] of zip) expect(bytes, path).toEqual(tgz.get(path) ?? new Uint8Array());
  });

  test("hold what an installation needs, and nothing else", () => {
    const others = [...tgz.keys()].filter(
      (path) => !/^(dist\/client\/assets\/[\w.-]+-[\w-]{8}\.(js|css|svg)$|monitoring\/)/.test(path),
    );
    expect(others.sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "THIRD_PARTY_LICENSES",
      "dist/client/index.html",
      "dist/index.js",
      "dist/plugin.d.ts",
      "dist/plugin.js",
      "docs/openapi.yaml",
      "docs/responses.schema.json",
      "manifest.yaml",
      "package.json",
    ]);
  });

  test("hold the monitoring kit, with what its files name and nothing that the host would load", () => {
    const kit = [...tgz.keys()].filter((path) => path.startsWith("monitoring/"));
    const { resources, configMapGenerator } = parse(textOf("monitoring/kustomization.yaml"));
    const { rule_files } = parse(textOf("monitoring/prometheus/prometheus.yml"));
    const named = [
      ...resources,
      ...configMapGenerator.flatMap(({ files }: { files: string[] }) => files),
      ...rule_files.map((file: string) => `prometheus/${file}`),
    ];
    for (const path of named) expect(kit).toContain(`monitoring/${path}`);
    expect(kit.filter((path) => /(manifest\.ya?ml|package\.json|\.[jt]s)$/.test(path))).toEqual([]);
  });

  test("have a package.json whose exports are in the archive, and that needs no other package", () => {
    const json = JSON.parse(textOf("package.json"));
    expect([json.name, json.version]).toEqual(["@buntime/plugin-metrics", version]);
    const targets = JSON.stringify(json.exports).match(/\.\/[\w./]+\.\w+/g) ?? [];
    for (const target of targets) expect([...tgz.keys()]).toContain(target.slice(2));
    expect(json.dependencies).toBeUndefined();
    expect(json.engines).toEqual({ bun: ">=1.2.0" });
  });

  test("have the manifest with the version, disabled, and its entries in the archive", () => {
    const manifest = parse(textOf("manifest.yaml"));
    const here = parse(readFileSync(join(root, "manifest.yaml"), "utf8"));
    expect(manifest).toEqual({ ...here, version });
    expect(manifest.enabled).toBe(false);
    expect([...tgz.keys()]).toContain(manifest.entrypoint);
    expect([...tgz.keys()]).toContain(manifest.pluginEntry);
  });

  test.each(["README.md", "CHANGELOG.md"])("have a %s without dead links", (path) => {
    const dead = relativeTargets(textOf(path)).filter((target) => !tgz.has(target));
    expect(dead).toEqual([]);
    expect(textOf(path)).not.toContain("![");
  });

  test("have a JSON schema that accepts responses and nothing else", async () => {
    const ajv = new Ajv2020();
    (addFormats as unknown as (ajv: Ajv2020) => void)(ajv); // CommonJS seen from a module
    ajv.addSchema(JSON.parse(textOf("docs/responses.schema.json")), "responses");
    const accepts = (name: string, body: unknown) => ajv.validate(`responses#/$defs/${name}`, body);
    await using host = await startHost({ port: 0, quiet: true });
    await fetch(`${host.url}/hello/`);
    const response = await fetch(`${host.url}${host.base}/api/metrics/stats`);
    const { pool, workers } = await response.json();
    expect(accepts("StatsResponse", { pool, workers })).toBeTrue();
    const busy = { ...workers[0], state: "busy" };
    expect(accepts("StatsResponse", { pool, workers: [busy] })).toBeFalse();
    expect(accepts("ErrorResponse", { pool, workers })).toBeFalse();
  });

  test("have no path of the machine that made them", () => {
    for (const [path, bytes] of tgz) {
      expect(Buffer.from(bytes).includes(root), path).toBeFalse();
    }
  });

  test("have declarations that a strict consumer can use without any other package", () => {
    const place = installed(tgz);
    folders.push(place);
    expect(consumerErrors(place)).toBe("");
  });
});

test.each([
  ["the .tgz", "html", () => tgz],
  ["the .zip", "worker", () => zip],
] as const)(
  "an installation from %s keeps the documented contract, with the %s entrypoint",
  async (_, entrypoint, files) => {
    const pluginDir = installed(files());
    folders.push(pluginDir);
    await using host = await startHost({ port: 0, quiet: true, pluginDir, entrypoint });
    await fetch(`${host.url}/hello/`);
    const target = createTarget({ url: `${host.url}${host.base}`, entrypoint });
    const outcomes = await runChecks(target, allChecks);
    const failed = outcomes.filter(({ result }) => result === "failed");
    expect(failed, reportOf(outcomes)).toEqual([]);
    expect(outcomes.filter(({ result }) => result === "passed").length).toBeGreaterThan(50);
  },
);
