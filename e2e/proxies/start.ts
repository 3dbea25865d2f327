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
  readonly certificate: Certificate;
}

/**
 * Starts a proxy in front of a host and waits until it passes requests on.
 *
 * @param hostUrl - The host's address, without a slash at the end.
 * @throws MissingTool if the program can't be had.
 */
export async function startProxy(name: ProxyName, hostUrl: string): Promise<RunningProxy> {
  const program = await ensureProxy(name);
  const folder = await makeTempFolder();
  try {
    return await startIn(folder, name, program, new URL(hostUrl).host);
  } catch (error) {
    await folder[Symbol.asyncDispose]();
    throw error;
  }
}

async function startIn(
  folder: TempFolder,
  name: ProxyName,
  program: ProxyProgram,
  host: string,
): Promise<RunningProxy> {
  const certificate = await makeCertificate(folder.path);
  let place: Place | undefined;
  const command = async (address: string) => {
    const http = Number(address.split(":")[1]);
    const others = { https: freePort(), prefix: name === "haproxy" ? freePort() : http };
    place = { host, http, ...others, folder: folder.path, certificate };
    const { files, command, env = {} } = await SETUPS[name](place);
    for (const [file, text] of Object.entries(files)) await folder.write(file, text);
    const variables = Object.entries({ ...program.env, ...env });
    return ["env", ...variables.map(([key, value]) => `${key}=${value}`), program.path, ...command];
  };
  // By this address, nginx and Caddy are at the host with the prefix.
  const path = "/metrics/api/metrics/";
  const running = await startProgram(command, name === "haproxy" ? path : `/runtime${path}`);
  const { http, https, prefix } = place as unknown as Place;
  return {
    name,
    certificate,
    url: `http://localhost:${http}`,
    secureUrl: `https://localhost:${https}`,
    prefixUrl: `http://127.0.0.1:${prefix}/runtime`,
    async [Symbol.asyncDispose]() {
      await running.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}
