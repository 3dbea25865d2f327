/** The English texts of problems that only a server that responds can cause; the other languages have the same shape. */
export default {
  problems: {
    silentText:
      "The connection is open, but no numbers have arrived yet. If this persists, a proxy may be buffering the feed.",
    bufferedText:
      "The live feed is silent, so this page polls instead. A proxy may be buffering it: turn buffering off for /api/metrics/sse (nginx: proxy_buffering off).",
    refusedText: (reason: string) =>
      `This page polls instead of using the live feed. ${reason}. Retrying automatically.`,
    slowText:
      "Live updates are rare, so this page polls in between. A smaller sseInterval in manifest.yaml sends them more often.",
    errors: {
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
  },
};
