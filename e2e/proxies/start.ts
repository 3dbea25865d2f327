import { ensureProxy, type ProxyName, type ProxyProgram } from "../../scripts/tools/proxies.ts";
import { makeTempFolder } from "../../testing/temp-folder.ts";
import { freePort, startProgram } from "../monitoring/stack/program.ts";
import { makeCertificate } from "./certificate.ts";
import { SETUPS } from "./setups.ts";

/** A proxy in front of a host, configured as docs/proxies.md has it. */
export interface RunningProxy extends AsyncDisposable {
  /** Plain HTTP, compressed. */
  readonly url: string;
  /** TLS, HTTP/2, password, access rules, limits. */
  readonly secureUrl: string;
  /** With `/runtime`, below which the host is. */
  readonly prefixUrl: string;
  /** In front of several hosts; not Caddy. */
  readonly balancedUrl: string;
  /** The certificate of `secureUrl`, as PEM. */
  readonly certificate: string;
}

/**
 * Starts a proxy in front of a host and waits until it passes requests on.
 *
 * @param url - The host's address, without a slash at the end.
 * @param urls - The hosts among which apps are distributed. Default: that one.
 * @throws MissingTool if the program can't be installed.
 */
export async function startProxy(
  name: ProxyName,
  url: string,
  urls: readonly [string, string] = [url, url],
): Promise<RunningProxy> {
  const program = await ensureProxy(name);
  await using parts = new AsyncDisposableStack();
  const { path: folder, write } = parts.use(await makeTempFolder());
  const certificate = await makeCertificate(folder);
  const [host = "", ...hosts] = [url, ...urls].map((one) => new URL(one).host);
  const ports = { http: 0, https: 0, prefix: 0, balanced: 0 };
  const command = async (address: string) => {
    ports.http = Number(address.split(":")[1]);
    ports.prefix = name === "haproxy" ? freePort() : ports.http;
    [ports.https, ports.balanced] = [freePort(), freePort()];
    const { files, command, env = {} } = await SETUPS[name]({ host, hosts, folder, ...ports });
    for (const [file, text] of Object.entries(files)) await write(file, text);
    return commandLine(program, command, env);
  };
  // By this address, nginx and Caddy are at the host with the prefix.
  const path = "/metrics/api/metrics/";
  const running = await startProgram(command, name === "haproxy" ? path : `/runtime${path}`);
  parts.defer(() => running.stop());
  const all = parts.move();
  return {
    certificate,
    url: `http://localhost:${ports.http}`,
    secureUrl: `https://localhost:${ports.https}`,
    prefixUrl: `http://127.0.0.1:${ports.prefix}/runtime`,
    balancedUrl: `http://127.0.0.1:${ports.balanced}`,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** A program's command line, with the variables that it needs. */
export function commandLine(
  program: ProxyProgram,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): string[] {
  const variables = Object.entries({ ...program.env, ...env });
  return ["env", ...variables.map(([key, value]) => `${key}=${value}`), program.path, ...args];
}
