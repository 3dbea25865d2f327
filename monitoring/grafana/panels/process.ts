import { rate, series } from "../query.ts";
import { type Graph, graph } from "./graph.ts";

/** The runtime's process and the plugin itself. */
const GRAPHS: readonly Graph[] = [
  {
    title: "CPU",
    description: "Cores in use, user and system.",
    unit: "short",
    queries: [[rate("process_cpu_seconds_total"), "{{instance}}"]],
  },
  {
    title: "Resident memory",
    description: "Of the whole process: workers are threads in it.",
    unit: "bytes",
    queries: [[series("process_resident_memory_bytes"), "{{instance}}"]],
  },
  {
    title: "Open files",
    description: "Open file descriptors, including sockets, and their limit.",
    unit: "short",
    queries: [
      [series("process_open_fds"), "open, {{instance}}"],
      [series("process_max_fds"), "limit, {{instance}}"],
    ],
  },
  {
    title: "Restarts in the last hour",
    description: "Changes of the process's start time.",
    unit: "short",
    queries: [[`changes(${series("process_start_time_seconds")}[1h])`, "{{instance}}"]],
  },
  {
    title: "Feed clients and scrape errors",
    description:
      "Clients of the live feed, dropped clients that are still connected, and scrapes in which a part of the pool could not be read.",
    unit: "short",
    queries: [
      [series("buntime_metrics_feed_clients"), "feed clients, {{instance}}"],
      [series("buntime_metrics_feed_dropped_clients"), "dropped, {{instance}}"],
      [series("buntime_metrics_feed_max_clients"), "limit, {{instance}}"],
      [
        `sum by (instance, cause) (increase(${series("buntime_metrics_scrape_errors_total")}[$__rate_interval]))`,
        "errors of {{cause}}, {{instance}}",
      ],
    ],
  },
  {
    title: "Versions",
    description: "Instances by the version of the runtime and of this plugin.",
    unit: "short",
    width: 24,
    stacked: true,
    queries: [
      [
        `count by (version, plugin_version) (${series("buntime_build_info")})`,
        "{{version}}, plugin {{plugin_version}}",
      ],
    ],
  },
];

export const processPanels = () => GRAPHS.map(graph);
