/** The English texts that every page may need; the other languages have the same shape. */
export default {
  product: "Metrics",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Couldn't copy: select the text and copy it manually",
  retryNow: "Retry now",
  loading: "Loading…",
  unknown: "unknown",
  justNow: "just now",
  notAvailable: "n/a",
  precision: {
    exact: "Show the exact value",
    short: "Show the short value",
  },
  nav: {
    label: "Pages",
    overview: "Overview",
    workers: "Workers",
    skip: "Skip to content",
    reloaded: "Only this frame was reloaded, so the menu can't reach it. Reload the whole page.",
  },
  settings: {
    theme: "Theme",
    light: "Light",
    dark: "Dark",
    system: "System",
    language: "Language",
    languageFailed: "That language couldn't be loaded. Try again, or reload the page.",
  },
  zone: {
    toUtc: "Show in UTC",
    toLocal: "Show in local time",
  },
  missingPage: {
    title: "Page not found",
    text: "The address may be mistyped or belong to another version.",
    back: "Go to Overview",
  },
  crashed: {
    title: "This part couldn't be displayed",
    text: "The plugin may have been updated: reload the page. If that doesn't help, report the message below.",
    reload: "Reload",
  },
  connection: {
    label: "Connection",
    connecting: "Connecting…",
    live: "Live",
    every: (interval: string) => `every ${interval}`,
    stale: "Stale",
    polling: "Polling",
    reconnecting: "Reconnecting…",
    short: {
      stale: "Stale",
      waiting: "Offline",
      paused: "Paused",
      trouble: (count: string) => `${count} failed or blocked`,
    },
    waiting: (time: string) => `Reconnecting in ${time}`,
    paused: "Paused",
    hidden: "Paused while this tab is hidden",
    pause: "Pause",
    resume: "Resume",
    announce: {
      connecting: "Connecting",
      live: "Live: numbers are updating",
      stale: "Stale: no new numbers are arriving",
      polling: "Polling: the live feed is silent",
      waiting: "Connection lost, reconnecting",
      paused: "Paused",
      hidden: "",
    },
    staleText: (age: string) =>
      `The connection is open, but the numbers were last updated ${age} and may be out of date.`,
    silentText:
      "The connection is open, but no numbers have arrived yet. If this persists, a proxy may be buffering the feed.",
    bufferedText:
      "The live feed is silent, so this page polls instead. A proxy may be buffering it: turn buffering off for /api/metrics/sse (nginx: proxy_buffering off).",
    refusedText: (reason: string) =>
      `This page polls instead of using the live feed. ${reason}. Retrying automatically.`,
    slowText:
      "Live updates are rare, so this page polls in between. A smaller sseInterval in manifest.yaml sends them more often.",
  },
  errors: {
    network: {
      title: "The server is not responding",
      text: "Check that the runtime is running and reachable from this machine. If you were signed out, reload the page to sign in. Retrying automatically.",
    },
    ended: {
      title: "The server closed the live feed",
      text: "It may be restarting or reloading plugins. Retrying automatically.",
    },
    unauthorized: {
      title: "You are not signed in (401)",
      text: "Your session may have expired. Sign in again, then return to this page.",
    },
    signIn: "Sign in",
    html: {
      title: "The server returned a page instead of data",
      text: "There may be a sign-in page or a proxy in between, or the plugin's routes are not loaded. Sign in again, or check how /api/metrics is routed.",
    },
    http: {
      title: "The server refused the request",
      text: "Check the server's log for the reason. Retrying automatically.",
    },
    status: (status: number) => `HTTP ${status}`,
    serverMessage: "Server message:",
    lastUpdate: (age: string) => `The numbers on this page were last updated ${age}.`,
  },
  chart: {
    fromTo: (min: string, max: string, last: string) => `from ${min} to ${max}, now ${last}`,
  },
};
