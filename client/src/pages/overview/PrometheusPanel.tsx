import { useEffect, useState } from "react";
import { MOUNT } from "../../browser/mount.ts";
import { whileVisible } from "../../browser/whileVisible.ts";
import { endpoints, getPrometheusStatus, type PrometheusStatus } from "../../data/api.ts";
import { usePanelMessages } from "../../i18n/language.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { QueryList } from "./QueryList.tsx";
import { scrapeConfig } from "./queries.ts";

/** How often the endpoint is checked, in ms: the plugin may be reloaded with another configuration. */
const CHECK_INTERVAL_MS = 60_000;

/** Whether the Prometheus endpoint responds; `null` until the first check. */
function usePrometheusStatus(): PrometheusStatus | null {
  const [status, setStatus] = useState<PrometheusStatus | null>(null);
  useEffect(() => {
    // Not aborted on unmount: that would be an error in the console.
    const check = () => void getPrometheusStatus(MOUNT).then(setStatus, () => setStatus("unknown"));
    return whileVisible(check, CHECK_INTERVAL_MS);
  }, []);
  return status;
}

/** Where Prometheus scrapes the same numbers. */
export function PrometheusPanel() {
  const { prometheus, copy } = usePanelMessages();
  const status = usePrometheusStatus();
  const address = endpoints(MOUNT).prometheus;
  if (status === "off") {
    return (
      <Panel title={prometheus.title}>
        <Notice tone="info">{prometheus.off}</Notice>
      </Panel>
    );
  }
  return (
    <Panel title={prometheus.title}>
      <p className="label mb-1">{prometheus.address}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-64 rounded-md bg-muted px-2.5 py-1.5 font-mono text-xs break-all select-all">
          {address}
        </code>
        <CopyButton
          className="control"
          text={address}
          label={`${copy}: ${prometheus.address}`}
          caption={copy}
        />
        <CopyButton
          className="control"
          text={scrapeConfig(address)}
          label={`${copy}: ${prometheus.config}`}
          caption={prometheus.config}
        />
      </div>
      {status === "unknown" && <p className="mt-2 text-muted-foreground">{prometheus.unknown}</p>}
      <QueryList />
    </Panel>
  );
}
