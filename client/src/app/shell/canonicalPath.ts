const WORKERS = "/workers/";

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function belowMount(path: string, mountPath: string): string {
  if (mountPath === "" || (path !== mountPath && !path.startsWith(`${mountPath}/`))) return path;
  return path.slice(mountPath.length);
}

/**
 * A path in the pages' own form, relative to the mount point: with a leading and without a trailing
 * slash, and with a worker's id as one encoded segment, whether it was encoded before or not.
 *
 * @example canonicalPath("/metrics/workers/@acme/shop@1.0.0", "/metrics") // "/workers/%40acme%2Fshop%401.0.0"
 */
export function canonicalPath(path: string, mountPath: string): string {
  const bare = belowMount(path.split(/[?#]/, 1)[0] ?? "", mountPath);
  const trimmed = `/${bare.replace(/^\/+|\/+$/g, "")}`;
  if (!trimmed.startsWith(WORKERS)) return trimmed;
  return WORKERS + encodeURIComponent(decode(trimmed.slice(WORKERS.length)));
}
