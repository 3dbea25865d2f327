import { plural } from "../plural.ts";

const many = (count: number, one: string, other: string) => plural("en", count, { one, other });

/** The texts in English that every page may need; the other languages have the same shape. */
export const en = {
  product: "Metrics",
  close: "Close",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Could not copy: select the text and copy it by hand",
  retryNow: "Try now",
  loading: "Loading…",
  notKnown: "not known",
  notAvailable: "n/a",
  help: (panel: string) => `Explain: ${panel}`,
  nav: {
    label: "Pages",
    overview: "Overview",
    workers: "Workers",
    skip: "Skip to the content",
    reloaded:
      "This frame was reloaded alone, so the menu around it no longer reaches it: reload the whole page to connect them again.",
  },
  settings: {
    theme: "Theme",
    light: "Light",
    dark: "Dark",
    system: "System",
    language: "Language",
    languageFailed:
      "The texts of that language could not be loaded, so this one stays. Try again, or reload the page.",
  },
  zone: {
    toUtc: "Show in UTC",
    toLocal: "Show in local time",
  },
  missingPage: {
    title: "There is no such page",
    text: "The address may be mistyped, or from another version.",
    back: "Go to the overview",
  },
  crashed: {
    title: "This part could not be shown",
    text: "Reload the page: the plugin may have been updated since it was opened. If that does not help, please report what is below.",
    reload: "Reload",
  },
  connection: {
    label: "Connection",
    connecting: "Connecting…",
    live: "Live",
    every: (pace: string) => `every ${pace}`,
    stale: "Stale",
    polling: "Polling",
    reconnecting: "Reconnecting…",
    waiting: (time: string) => `Reconnecting in ${time}`,
    paused: "Paused",
    hidden: "Resting while the tab is hidden",
    pause: "Pause",
    resume: "Resume",
    announce: {
      connecting: "Connecting",
      live: "Live: numbers are being updated",
      stale: "Stale: no new numbers arrive",
      polling: "Numbers are being asked for instead of streamed",
      waiting: "Connection lost, reconnecting",
      paused: "Paused",
      hidden: "",
    },
    staleText: (age: string) =>
      `The connection is open, but the last numbers are from ${age}. They may no longer be true.`,
    silentText:
      "The connection is open, but no numbers have arrived yet. If it stays so, a proxy may be holding the stream back.",
    bufferedText:
      "The live stream is silent, so the numbers are asked for instead. A proxy between here and the server may be buffering: switch buffering off for /api/metrics/sse (nginx: proxy_buffering off).",
    slowText:
      "The server sends live numbers rarely, so they are asked for in between. A smaller sseInterval in manifest.yaml makes them come by themselves.",
  },
  errors: {
    network: {
      title: "The server does not answer",
      text: "Check that the runtime is running and that this machine can reach it. If you were signed out, reload the page to sign in. Trying again goes on by itself.",
    },
    ended: {
      title: "The server ended the live feed",
      text: "It may be restarting or reloading plugins. Trying again goes on by itself.",
    },
    unauthorized: {
      title: "You are not signed in (401)",
      text: "Your session may have ended: sign in again, then come back to this page.",
    },
    forbidden: {
      title: "You may not read the metrics (403)",
      text: "Ask whoever runs this server to allow your account to use the metrics plugin.",
    },
    missing: {
      title: "The metrics endpoints are not there (404)",
      text: "The plugin may be disabled or mounted elsewhere: check enabled and base in its manifest.yaml.",
    },
    unavailable: {
      title: "The worker pool can't be read (503)",
      text: "The plugin runs, but it can't read the runtime's pool now. It recovers by itself; if it does not, look for “metrics” in the server's log.",
    },
    busy: {
      title: "Too many live feeds are open (503)",
      text: "Close pages that you do not need. This one will try again by itself.",
    },
    html: {
      title: "The server sent a page instead of data",
      text: "A sign-in page or a proxy stands in between, or the plugin's routes are not loaded: sign in again, or check how /api/metrics is routed.",
    },
    malformed: {
      title: "The server's answer can't be understood",
      text: "Pages and plugin may be of different versions: reload this page; if it stays, update the plugin.",
    },
    http: {
      title: "The server refused",
      text: "Look into the server's log for the reason. Trying again goes on by itself.",
    },
    status: (status: number) => `HTTP ${status}`,
    serverSays: "The server says:",
    lastKnown: (age: string) => `What you see is from ${age}.`,
  },
  overview: {
    title: "Overview",
    utilization: "Utilization",
    utilizationOf: (active: string, size: string) => `${active} active of ${size} slots`,
    noSize: "The size of the pool is not known",
    level: {
      ok: "Normal",
      high: "High",
      critical: "Critical",
      over: "Over capacity",
    },
    overBy: (count: number) =>
      many(count, "Over capacity by # worker", "Over capacity by # workers"),
    held: (age: string) => `Last numbers: ${age}`,
    workers: "Workers",
    active: "Active",
    idle: "Idle",
    creating: "Creating",
    total: "Total",
    size: "Size",
    free: "Free slots",
    slotsSummary: (total: string, size: string) => `${total} of ${size} slots in use`,
    uptime: "Uptime",
    uptimeHint: "since the runtime's process began",
    snapshot: "Snapshot",
    age: (age: string) => `received ${age}`,
    exact: "Show the exact value",
    short: "Show the short value",
  },
  chart: {
    fromTo: (min: string, max: string, last: string) => `from ${min} to ${max}, now ${last}`,
    window: "Time window",
    minutes: (count: number) => many(count, "# min", "# min"),
    minutesLong: (count: number) => many(count, "# minute", "# minutes"),
    lastMinutes: (count: number) => many(count, "last minute", "last # minutes"),
    workers: "Workers over time",
    utilization: "Utilization over time",
    requests: "Requests over time",
    noData: "no data",
    table: "Data table",
    time: "Time",
    summaryEmpty: "No data in this window yet.",
    summary: (name: string, window: string, min: string, max: string, last: string) =>
      `${name}, ${window}: from ${min} to ${max}, now ${last}.`,
    gaps: (count: number) => many(count, "# gap without data.", "# gaps without data."),
  },
  prometheus: {
    title: "Prometheus",
    address: "Scrape address",
    config: "Scrape configuration",
    off: "The scrape address is off. Set prometheus: true in the plugin's manifest.yaml and restart the runtime.",
    unknown: "The scrape address could not be checked.",
    queries: "PromQL",
    queriesOf: (panel: string) => `PromQL for: ${panel}`,
    copyQuery: (query: string) => `Copy ${query}`,
  },
};
