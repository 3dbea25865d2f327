import { ensureProxy, type ProxyName, type ProxyProgram } from "../../scripts/tools/proxies.ts";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import { freePort } from "../monitoring/stack/free-port.ts";
import { startProgram } from "../monitoring/stack/program.ts";
import { type Certificate, makeCertificate } from "./certificate.ts";
import { type Place, SETUPS } from "./setups.ts";

/** A proxy in front of a host, configured as docs/proxies.md has it. */
export interface RunningProxy extends AsyncDisposable {
  readonly name: ProxyName;
  /** Plain HTTP, compressed. */
  readonly url: string;
  /** TLS, HTTP/2, password, access rules, limits. */
  readonly secureUrl: string;
  /** With `/runtime`, below which the host is. */
  readonly prefixUrl: string;
  /** In front of several hosts; not Caddy. */
  readonly balancedUrl: string;
  readonly certificate: Certificate;
}

/**
 * Starts a proxy in front of a host and waits until it passes requests on.
 *
 * @param host - The host's address, without a slash at the end.
 * @param hosts - The hosts among which apps are distributed. Default: that one.
 * @throws MissingTool if the program can't be installed.
 */
export async function startProxy(
  name: ProxyName,
  host: string,
  hosts: readonly [string, string] = [host, host],
): Promise<RunningProxy> {
  const program = await ensureProxy(name);
  const folder = await makeTempFolder();
  try {
    return await startIn(folder, name, program, {
      host: addressOf(host),
      hosts: [addressOf(hosts[0]), addressOf(hosts[1])],
    });
  } catch (error) {
    await folder[Symbol.asyncDispose]();
    throw error;
  }
}

const addressOf = (url: string) => new URL(url).host;

async function startIn(
  folder: TempFolder,
  name: ProxyName,
  program: ProxyProgram,
  upstream: Pick<Place, "host" | "hosts">,
): Promise<RunningProxy> {
  const certificate = await makeCertificate(folder.path);
  let place: Place | undefined;
  const command = async (address: string) => {
    const http = Number(address.split(":")[1]);
    const prefix = name === "haproxy" ? freePort() : http;
    const ports = { http, https: freePort(), prefix, balanced: freePort() };
    place = { ...upstream, ...ports, folder: folder.path, certificate };
    const { files, command, env = {} } = await SETUPS[name](place);
    for (const [file, text] of Object.entries(files)) await folder.write(file, text);
    const variables = Object.entries({ ...program.env, ...env });
    return ["env", ...variables.map(([key, value]) => `${key}=${value}`), program.path, ...command];
  };
  // By this address, nginx and Caddy are at the host with the prefix.
  const path = "/metrics/api/metrics/";
  const running = await startProgram(command, name === "haproxy" ? path : `/runtime${path}`);
  const { http, https, prefix, balanced } = place as unknown as Place;
  return {
    name,
    certificate,
    url: `http://localhost:${http}`,
    secureUrl: `https://localhost:${https}`,
    prefixUrl: `http://127.0.0.1:${prefix}/runtime`,
    balancedUrl: `http://127.0.0.1:${balanced}`,
    async [Symbol.asyncDispose]() {
      await running.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}
