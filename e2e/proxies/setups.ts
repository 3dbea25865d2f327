import { join } from "node:path";
import type { ProxyName } from "../../scripts/tools/proxies.ts";
import { snippetsOf } from "../docs/documents.ts";
import { cryptHash } from "./certificate.ts";

/** The user and password of the tests' proxies. */
export const CREDENTIALS = { user: "operator", password: "correct horse" } as const;

/** Where a proxy listens, and what it needs. */
export interface Place {
  host: string;
  /** The hosts among which apps are distributed. */
  hosts: readonly string[];
  http: number;
  https: number;
  prefix: number;
  balanced: number;
  /** Where its files are, with those of the certificate. */
  folder: string;
}

/** All blocks of the page in one language, in their order, with ports, names and paths filled in. */
function configuration(language: string, replacements: Readonly<Record<string, string>>): string {
  const blocks = snippetsOf("docs/proxies.md").filter((snippet) => snippet.language === language);
  return Object.entries(replacements).reduce(
    (filled, [from, to]) => {
      if (!filled.includes(from))
        throw new Error(`docs/proxies.md: no ${language} block has ${from}`);
      return filled.replaceAll(from, to);
    },
    blocks.map((block) => block.text).join("\n"),
  );
}

/** How a proxy is configured and started: its files by their names, its command line, its environment. */
interface Setup {
  files: Record<string, string>;
  command: string[];
  env?: Record<string, string>;
}

/** Only this address is "internal"; the tests' other requests come from 127.0.0.2. */
const INTERNAL = "127.0.0.1";
const names = { "buntime.example.com": "localhost", "example.com": "127.0.0.1" };

/** A whole `nginx.conf` with these servers: one process in the foreground, with all its files in `folder`. */
export function nginxConfiguration(folder: string, servers: string): string {
  const kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const paths = kept.map((what) => `${what}_temp_path ${folder}/${what};`).join("\n");
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const main = `${user} daemon off; pid ${folder}/pid; worker_processes 1; events {}\n`;
  return `${main}http {\naccess_log off;\n${paths}\n${servers}}\n`;
}

/** The arguments with which nginx uses `nginx.conf` in `folder`. */
export function nginxArguments(folder: string): string[] {
  return ["-e", "stderr", "-p", folder, "-c", join(folder, "nginx.conf")];
}

/** How each of them runs the blocks of the page. Small send buffers reveal sooner which clients don't read. */
export const SETUPS: Record<ProxyName, (place: Place) => Setup | Promise<Setup>> = {
  async nginx({ host, hosts, http, https, balanced, folder }) {
    const servers = configuration("nginx", {
      "127.0.0.1:8000": host,
      "listen 80;": `listen ${http};`,
      "listen 443 ssl": `listen ${https} sndbuf=16k ssl`,
      "10.0.0.0/8": INTERNAL,
      "10.0.0.11:8000": hosts[0] ?? "",
      "10.0.0.12:8000": hosts[1] ?? "",
      "/etc/nginx": folder,
      ...names,
    });
    const balancer = `server { listen ${balanced}; location / { proxy_pass http://buntime; } }\n`;
    const hash = await cryptHash(CREDENTIALS.password);
    return {
      files: {
        "nginx.conf": nginxConfiguration(folder, servers + balancer),
        "buntime.htpasswd": `${CREDENTIALS.user}:${hash}\n`,
      },
      command: nginxArguments(folder),
    };
  },

  async caddy({ host, http, https, folder }) {
    const sites = configuration("caddyfile", {
      "127.0.0.1:8000": host,
      // A browser may come by IPv6.
      "10.0.0.0/8": `${INTERNAL} ::1`,
      "health_interval 2s": "health_interval 100ms",
      "/etc/caddy": folder,
      ...names,
    });
    const ports = `http_port ${http}\nhttps_port ${https}`;
    const global = `{\nadmin off\nauto_https disable_redirects\n${ports}\n}\n`;
    const options = { algorithm: "bcrypt", cost: 4 } as const;
    const hash = await Bun.password.hash(CREDENTIALS.password, options);
    return {
      files: { Caddyfile: global + sites },
      command: ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")],
      env: { BUNTIME_PASSWORD_HASH: hash, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    };
  },

  async haproxy({ host, hosts, http, https, prefix, balanced, folder }) {
    const sections = configuration("haproxy", {
      "127.0.0.1:8000": host,
      "bind :80\n": `bind :${http}\n`,
      "bind :443 ": `bind :${https} `,
      "bind :8080\n": `bind :${prefix}\n`,
      "10.0.0.0/8": INTERNAL,
      "inter 2s": "inter 100ms",
      "10.0.0.11:8000": hosts[0] ?? "",
      "10.0.0.12:8000": hosts[1] ?? "",
      "/etc/haproxy": folder,
      "buntime.example.com": "localhost",
    });
    const balancer = `frontend balanced\nbind :${balanced}\ndefault_backend hosts\n`;
    const timeouts = "timeout connect 5s\ntimeout client 30s\ntimeout server 30s\n";
    return {
      files: {
        "haproxy.cfg": `global\ntune.sndbuf.client 16384\ndefaults\nmode http\n${timeouts}\n${sections}\n${balancer}`,
        "buntime.lua": configuration("lua", { "127.0.0.1:8000": host }),
      },
      command: ["-db", "-f", join(folder, "haproxy.cfg")],
      env: { BUNTIME_PASSWORD_HASH: await cryptHash(CREDENTIALS.password) },
    };
  },
};
