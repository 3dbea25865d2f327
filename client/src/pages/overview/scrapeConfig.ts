/** The part of a Prometheus configuration that scrapes an address. */
export function scrapeConfig(address: string): string {
  const { host, pathname, protocol } = new URL(address);
  const scheme = protocol === "https:" ? "\n    scheme: https" : "";
  return `scrape_configs:
  - job_name: buntime
    metrics_path: ${pathname}${scheme}
    scrape_interval: 15s
    scrape_timeout: 10s
    static_configs:
      - targets: ['${host}']
        labels:
          service: buntime
`;
}
