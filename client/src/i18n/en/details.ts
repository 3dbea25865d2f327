import { plural } from "../plural.ts";

const many = (count: number, one: string, other: string) => plural("en", count, { one, other });

/**
 * The English texts of what Workers loads on a click, and of problems that only a response can cause; the other languages
 * have the same shape.
 */
export default {
  problems: {
    forbidden: {
      title: "You don't have permission to view metrics (403)",
      text: "Ask an administrator of this server for access to the metrics plugin.",
    },
    missing: {
      title: "Metrics endpoints not found (404)",
      text: "The plugin may be disabled or mounted elsewhere: check enabled and base in its manifest.yaml.",
    },
    unavailable: {
      title: "The worker pool can't be read (503)",
      text: "The plugin is running but can't read the runtime's pool. It recovers automatically; if it doesn't, search the server's log for “metrics”.",
    },
    busy: {
      title: "Too many live feeds are open (503)",
      text: "Close pages that you don't need. Retrying automatically.",
    },
    malformed: {
      title: "Unexpected response from the server",
      text: "The pages and the plugin may have different versions. Reload the page; if that doesn't help, update the plugin.",
    },
  },
  menus: {
    sortBy: "Sort by",
    troubleFirst: "Trouble first",
    ascending: "Ascending",
    descending: "Descending",
    resetColumns: "As many as fit",
    exportCsv: "CSV: rows and columns shown",
    exportJson: "JSON: rows shown, all fields",
    exportGroups: "Includes the workers of collapsed groups, in group order.",
  },
  keys: {
    title: "Keyboard shortcuts",
    close: "Close",
    search: "Go to the search",
    help: "Show this list",
    arrows: "Move between rows",
    sideways: "Move within a row",
    pages: "Move by ten rows",
    ends: "Go to the first or last row",
    open: "Open the details, or a group",
    escape: "Close the details or a menu, clear the search",
  },
  details: {
    title: "Worker",
    ended: "Ended",
    endedText: (age: string) =>
      `This worker ended ${age}, while you were watching. Below are its last known values.`,
    unknown: "There is no worker with this ID",
    unknownText: "It may have ended before this page was opened, or the address is mistyped.",
    looking: "Looking for this worker…",
    close: "Close details",
    blocked: (time: string) => `Blocked since ${time}`,
    blockedText: (age: string) =>
      `Its event loop last responded ${age}. Memory and CPU below are from then.`,
    history: "Since this page was opened",
    historyHint: (count: number, from: string, to: string) =>
      many(count, `# reading at ${to}`, `# readings from ${from} to ${to}`),
    range: (min: string, max: string) => `from ${min} to ${max}`,
    requestRate: "Requests per second",
    errorRate: "Errors per second",
    response: "Mean response",
    cpu: "CPU of one core",
    memory: "Memory (rss)",
    heap: "heap",
    json: "Copy as JSON",
    lastResponse: "Last response",
    logs: "This ID is the workerId in the runtime's log.",
    predecessors: "Previous workers of this app",
    predecessorsHint:
      "Those that ended since this page was opened, and failed ones that the pool still holds.",
    noPredecessors: "None since this page was opened.",
    until: (time: string) => `until ${time}`,
    requests: (count: number) => many(count, "# request", "# requests"),
    errors: (count: number) => many(count, "# error", "# errors"),
    endings: {
      failed: "crashed or failed to start",
      retired: "retired",
      evicted: "evicted to make room for another app",
      lost: "lost by the pool",
      unknown: "ended",
    },
  },
};
