/**
 * Asks an app once a millisecond, in a process of its own: `bun prober.ts <url>`. Told for how many
 * milliseconds, it answers when each request was begun and how long it took.
 */
import { serve } from "../child.ts";
import { steadyRequests } from "../steady-requests.ts";

const [, , url = ""] = Bun.argv;

serve("ready", (message) => steadyRequests(url, 1, Number(message)));
