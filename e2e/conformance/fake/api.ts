import { documentedText } from "../documented-families.ts";

const pool = { size: 6, active: 1, idle: 2, creating: 0, total: 3, utilization: 1 / 6 };
const row = { requests: 7, uptime: 12.5, memory: { rss: 2000, heapUsed: 1000 }, memoryKnown: true };
const workers = [
  { id: "w-1", app: "a@1.0.0", state: "active", ...row },
  { id: "w-2", app: "@scope/b@1.0.0", state: "idle", ...row },
  { id: "w-3", app: "a@1.0.0", state: "ready", ...row },
  { id: "w-4", app: "c@1.0.0", state: "terminated", ...row, failed: true },
];
const states = ["creating", "ready", "active", "idle", "terminated"];

/** A snapshot of a pool in which nothing happens. */
export function snapshot() {
  const uptime = Math.round(performance.now()) / 1000;
  return { pool, uptime, timestamp: new Date().toISOString() };
}

/** Answers the four paths of the contract, the feed only where it sends no stream. */
export function answerApi(request: Request, path: string, text: boolean): Response | undefined {
  if (!text && /^\/api\/metrics\/prometheus\/?$/.test(decodedOf(path))) return refusal(404);
  const type = types[path];
  if (type === undefined) return;
  if (!["GET", "HEAD"].includes(request.method)) return refusal(405, { allow: "GET, HEAD" });
  if (path.endsWith("/stats")) return stats(new URL(request.url).searchParams);
  const headers = { "content-type": type, "cache-control": "no-store" };
  return new Response(path.endsWith("/prometheus") ? exposition() : json(snapshot()), { headers });
}

const types: Record<string, string> = {
  "/api/metrics": "application/json",
  "/api/metrics/": "application/json",
  "/api/metrics/stats": "application/json",
  "/api/metrics/prometheus": "text/plain; charset=utf-8",
  "/api/metrics/sse": "text/event-stream",
};

function exposition(): string {
  const { uptime } = snapshot();
  const more = "\n# HELP fake_total More.\n# TYPE fake_total counter\nfake_total 1\n";
  return documentedText({ ...pool, uptime }) + more;
}

function stats(query: URLSearchParams): Response {
  const state = query.get("state");
  const limit = query.get("limit") ?? "1000";
  const app = query.get("app");
  if ((state !== null && !states.includes(state)) || !/^\d+$/.test(limit)) return refusal(400);
  const rows = workers.filter((w) => (state ?? w.state) === w.state && (app ?? w.app) === w.app);
  const body = json({ pool, workers: rows.slice(0, Number(limit)) });
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  return new Response(body, { headers });
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

function decodedOf(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** An error as the contract words it. */
export function refusal(status: number, headers: Record<string, string> = {}): Response {
  return Response.json({ error: `refused with ${status}` }, { status, headers });
}
