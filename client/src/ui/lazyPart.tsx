import { CatchBoundary } from "@tanstack/react-router";
import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { reloadIfUpgraded } from "../browser/upgrade.ts";
import { isFlowing } from "../data/feed/connection.ts";
import { feed } from "../data/feed/pageFeed.ts";
import { Crash } from "./Crash.tsx";

/** The waits before further attempts, in ms. */
const WAITS_MS = [500, 1_000, 2_000, 4_000];

/** Resolves once numbers arrive: then the server can be reached. */
export async function connected(): Promise<void> {
  const flows = () => isFlowing(feed.store.get().connection.phase);
  if (flows()) return;
  await new Promise<void>((done) => {
    const stop = feed.store.subscribe(() => {
      if (!flows()) return;
      stop();
      done();
    });
  });
}

/** How attempts are repeated; tests replace it. */
interface Attempts {
  waits: readonly number[];
  /** Resolves when the server can be reached. */
  isReachable(): Promise<void>;
  /** Whether the page reloads instead, for newer pages. */
  reloads(): Promise<boolean>;
}

const ATTEMPTS: Attempts = { waits: WAITS_MS, isReachable: connected, reloads: reloadIfUpgraded };

/**
 * Loads a part. After a failure it retries once the connection works again; it gives up after four retries,
 * or if the server has newer pages by now.
 */
export async function loadPersistently<T>(
  load: () => Promise<T>,
  { waits, isReachable, reloads }: Attempts = ATTEMPTS,
): Promise<T> {
  for (const wait of waits) {
    try {
      return await load();
    } catch (thrown) {
      await new Promise((done) => setTimeout(done, wait));
      await isReachable();
      if (await reloads()) throw thrown;
    }
  }
  return load();
}

/** A component that is loaded when it is first drawn, by {@link loadPersistently}. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await loadPersistently(load) }));
}

interface LazyBoundaryProps {
  /** What takes the part's place until it is loaded. */
  fallback: ReactNode;
  children: ReactNode;
}

/**
 * Contains a part that is loaded later. If its file is missing, because the plugin was updated since
 * the page was opened, only this part shows an error.
 */
export function LazyBoundary({ fallback, children }: LazyBoundaryProps) {
  return (
    <CatchBoundary getResetKey={() => ""} errorComponent={Crash}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </CatchBoundary>
  );
}
