/** The session cookie of the host's admin shell. */
const COOKIE = "buntime_api_key";

/**
 * The key of the host that a request carries, found as the host does: `X-API-Key`, else
 * `Authorization: Bearer`, else the shell's cookie, percent-encoded.
 */
export function credentialOf(headers: Headers): string | undefined {
  return (
    headers.get("x-api-key") ||
    /^Bearer\s+(\S.*)$/i.exec(headers.get("authorization") ?? "")?.[1] ||
    new Bun.CookieMap(headers.get("cookie") ?? "").get(COOKIE)?.trim() ||
    undefined
  );
}
