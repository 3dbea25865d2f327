import { query, rate, series } from "../query.ts";
import { graph } from "./graph.ts";

/** The runtime's process and the plugin itself. */
export function processPanels() {
  return [cpu(), memory(), files(), restarts(), plugin(), versions()];
}

function cpu() {
  return graph({
    title: "CPU",
    description: "Cores in use, user and system.",
    unit: "short",
    queries: [query("A", rate("process_cpu_seconds_total"), "{{instance}}")],
  });
}

function memory() {
  return graph({
    title: "Resident memory",
    description: "Of the whole process: workers are threads in it.",
    unit: "bytes",
    queries: [query("A", series("process_resident_memory_bytes"), "{{instance}}")],
  });
}

function files() {
  return graph({
    title: "Open files",
    description: "Open file descriptors, including sockets, and their limit.",
    unit: "short",
    queries: [
      query("A", series("process_open_fds"), "open, {{instance}}"),
      query("B", series("process_max_fds"), "limit, {{instance}}"),
    ],
  });
}

function restarts() {
  return graph({
    title: "Restarts in the last hour",
    description: "Changes of the process's start time.",
    unit: "short",
    width: 12,
    queries: [query("A", `changes(${series("process_start_time_seconds")}[1h])`, "{{instance}}")],
  });
}

function plugin() {
  const errors = `sum by (instance, cause) (increase(${series("buntime_metrics_scrape_errors_total")}[$__rate_interval]))`;
  return graph({
    title: "Feed clients and scrape errors",
    description:
      "Clients of the live feed, dropped clients that are still connected, and scrapes in which a part of the pool could not be read.",
    unit: "short",
    width: 12,
    queries: [
      query("A", series("buntime_metrics_feed_clients"), "feed clients, {{instance}}"),
      query("B", series("buntime_metrics_feed_dropped_clients"), "dropped, {{instance}}"),
      query("D", series("buntime_metrics_feed_max_clients"), "limit, {{instance}}"),
      query("C", errors, "errors of {{cause}}, {{instance}}"),
    ],
  });
}

function versions() {
  return graph({
    title: "Versions",
    description: "Instances by the version of the runtime and of this plugin.",
    unit: "short",
    width: 24,
    stacked: true,
    queries: [
      query(
        "A",
        `count by (version, plugin_version) (${series("buntime_build_info")})`,
        "{{version}}, plugin {{plugin_version}}",
      ),
    ],
  });
}
