import { useEffect, useState } from "react";
import { MOUNT } from "../../browser/mount.ts";
import { whileVisible } from "../../browser/whileVisible.ts";
import { endpoints, scrapeState } from "../../data/api.ts";
import { useMessages } from "../../i18n/language.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { scrapeConfig } from "./scrapeConfig.ts";

type ScrapeState = Awaited<ReturnType<typeof scrapeState>> | "asking";

/** How often it is asked whether the scrape address answers, in ms: the plugin may be reloaded. */
const ASK_EVERY_MS = 60_000;

/** Whether the scrape address answers, kept true. */
function useScrapeState(): ScrapeState {
  const [state, setState] = useState<ScrapeState>("asking");
  useEffect(() => {
    // An answer that comes too late is dropped: breaking it off would be an error in the console.
    const ask = () => void scrapeState(MOUNT).then(setState, () => setState("unknown"));
    return whileVisible(ask, ASK_EVERY_MS);
  }, []);
  return state;
}

/** Where Prometheus finds the same numbers. */
export function PrometheusPanel() {
  const t = useMessages();
  const state = useScrapeState();
  const address = endpoints(MOUNT).prometheus;
  return (
    <Panel title={t.prometheus.title}>
      {state === "off" ? (
        <Notice tone="info">{t.prometheus.off}</Notice>
      ) : (
        <>
          <p className="label mb-1">{t.prometheus.address}</p>
          <div className="flex flex-wrap items-center gap-2">
            <code className="min-w-0 flex-1 basis-64 rounded-md bg-muted px-2.5 py-1.5 font-mono text-xs break-all select-all">
              {address}
            </code>
            <CopyButton
              className="control"
              text={address}
              label={`${t.copy}: ${t.prometheus.address}`}
              caption={t.copy}
            />
            <CopyButton
              className="control"
              text={scrapeConfig(address)}
              label={`${t.copy}: ${t.prometheus.config}`}
              caption={t.prometheus.config}
            />
          </div>
          {state === "unknown" && (
            <p className="mt-2 text-muted-foreground">{t.prometheus.unknown}</p>
          )}
        </>
      )}
    </Panel>
  );
}
