import { join } from "node:path";
import { $ } from "bun";

/**
 * Makes a self-signed certificate for `localhost` in a folder: `buntime.crt`, `buntime.key`, and `buntime.pem`, which has both,
 * as HAProxy requires.
 *
 * @returns The certificate, as PEM.
 */
export async function makeCertificate(folder: string): Promise<string> {
  const [certificate, key] = [join(folder, "buntime.crt"), join(folder, "buntime.key")];
  const command = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  await $`openssl ${command.split(" ")} ${subject} -keyout ${key} -out ${certificate}`.quiet();
  const pem = await Bun.file(certificate).text();
  await Bun.write(join(folder, "buntime.pem"), pem + (await Bun.file(key).text()));
  return pem;
}

/** A password's hash as crypt(3) checks it, for nginx and HAProxy. */
export async function cryptHash(password: string): Promise<string> {
  return (await $`openssl passwd -5 ${password}`.text()).trim();
}
