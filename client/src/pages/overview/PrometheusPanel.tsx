import { useEffect, useState } from "react";
import { MOUNT } from "../../browser/mount.ts";
import { whileVisible } from "../../browser/whileVisible.ts";
import { endpoints } from "../../data/api.ts";
import { getPrometheusStatus, type PrometheusStatus } from "../../data/panelApi.ts";
import { usePanelMessages } from "../../i18n/language.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Braces } from "../../ui/icons.ts";
import { Notice } from "../../ui/Notice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { QUERIES, type Query, scrapeConfig } from "./queries.ts";

/** How often the endpoint is checked, in ms: a reload of the plugin may enable or disable it. */
const CHECK_INTERVAL_MS = 60_000;

/** Whether the Prometheus endpoint responds; `null` until the first check. */
function usePrometheusStatus(): PrometheusStatus | null {
  const [status, setStatus] = useState<PrometheusStatus | null>(null);
  useEffect(() => {
    // Not aborted on unmount: the console would show an error.
    const check = () => void getPrometheusStatus(MOUNT).then(setStatus, () => setStatus("unknown"));
    return whileVisible(check, CHECK_INTERVAL_MS);
  }, []);
  return status;
}

function QueryLine({ query: [name, expression] }: { query: Query }) {
  const { queryNames, prometheus } = usePanelMessages();
  return (
    <li className="flex items-center gap-2 rounded-md px-1.5 py-1">
      <div className="min-w-0 flex-1">
        <p className="text-xs text-muted-foreground">{queryNames[name]}</p>
        <code className="block font-mono text-xs wrap-anywhere select-all">{expression}</code>
      </div>
      <CopyButton text={expression} label={prometheus.copyQuery(expression)} />
    </li>
  );
}

/** PromQL for the numbers of the page, behind a button. */
function QueryList() {
  const { prometheus } = usePanelMessages();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="control mt-3"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon node={Braces} className="size-3.5" />
        {prometheus.queries}
      </button>
      {isOpen && (
        <ul className="mt-2 grid gap-x-6 md:grid-cols-2">
          {Object.values(QUERIES)
            .flat()
            .map((query) => (
              <QueryLine key={query[1]} query={query} />
            ))}
        </ul>
      )}
    </>
  );
}

/** The address where Prometheus scrapes the same numbers. */
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
