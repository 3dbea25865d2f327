import { join } from "node:path";

/** A self-signed certificate for `localhost`, as PEM, and its files. */
export interface Certificate {
  certificateFile: string;
  keyFile: string;
  /** Certificate and key in one, as HAProxy wants it. */
  bothFile: string;
  pem: string;
}

/** Makes a certificate in a folder by `openssl`. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const certificateFile = join(folder, "buntime.crt");
  const keyFile = join(folder, "buntime.key");
  const command = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const files = ["-keyout", keyFile, "-out", certificateFile];
  await openssl([...command.split(" "), ...subject, ...files]);
  const pem = await Bun.file(certificateFile).text();
  const bothFile = join(folder, "buntime.pem");
  await Bun.write(bothFile, pem + (await Bun.file(keyFile).text()));
  return { certificateFile, keyFile, bothFile, pem };
}

/** A password's hash as crypt(3) checks it, for nginx and HAProxy. */
export async function cryptHash(password: string): Promise<string> {
  return (await openssl(["passwd", "-5", password])).trim();
}

async function openssl(args: readonly string[]): Promise<string> {
  if (!Bun.which("openssl"))
    throw new Error("openssl is missing: install it so that it is on PATH");
  const child = Bun.spawn(["openssl", ...args], { stdout: "pipe", stderr: "pipe" });
  const printed = await new Response(child.stdout).text();
  if ((await child.exited) === 0) return printed;
  throw new Error(`openssl ${args[0]}: ${await new Response(child.stderr).text()}`);
}
