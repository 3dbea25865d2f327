/** What an installation sets once; `bun run generate` writes it into every file of the kit. */
export interface Settings {
  /** The scrape job's name, as Prometheus puts it into the label `job`. */
  job: string;
  /** Address of the runbooks; an alert's own section is added after `#`. */
  runbooks: string;
  /** Share of an app's requests that its workers should serve without failing, between 0 and 1. */
  objective: number;
}

export const SETTINGS: Settings = {
  job: "buntime",
  runbooks: "https://git.example.com/plugin-metrics/blob/main/docs/runbooks.md",
  objective: 0.999,
};

/** Files that are written by hand except for these settings, below `monitoring/`. */
export const CONFIGURED = [
  "prometheus/alerts.yml",
  "prometheus/alerts.test.yml",
  "prometheus/alerts-documented.yml",
  "prometheus/prometheus.yml",
  "prometheus/instances.yml",
  "prometheus/file-sd.yml",
  "prometheus/authorization.yml",
  "victoria-metrics/scrape.yml",
  "fleet/agent.yml",
  "collectors/opentelemetry.yaml",
  "collectors/alloy.alloy",
  "kubernetes/scrape-config.yml",
  "kubernetes/pod-monitor.yaml",
  "kubernetes/service-monitor.yaml",
] as const;

/** The text of a file of the kit with these settings in the places of whatever was set before; the job "other" stays. */
export function withSettings(text: string, { job, runbooks, objective }: Settings): string {
  return text
    .replace(/(runbook_url: )[^#\n]*#/g, `$1${runbooks}#`)
    .replace(/(\bjob=")(?!other")[^"]*"/g, `$1${job}"`)
    .replace(/(- job_name: )[\w./-]+/g, `$1${job}`)
    .replace(/(\bjob_name\s+= ")[^"]*"/g, `$1${job}"`)
    .replace(/(targetLabel: job\n\s+replacement: )\S+/g, `$1${job}`)
    .replace(/\(1 - 0\.\d+\)/g, `(1 - ${objective})`);
}
