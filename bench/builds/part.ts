import { root } from "../../scripts/root.ts";
import { Child } from "../child.ts";
import { spread } from "../noise.ts";
import { goal, type PartOptions, type PartResult, plusMinus, round } from "../result.ts";
import { interleave, ratios } from "../rounds.ts";
import { PATH } from "../scrape/contestants.ts";
import { wrk } from "../wrk.ts";

const BUILDS = ["this build", "this build again", "the other build"] as const;
type Build = (typeof BUILDS)[number];

interface Server {
  child: Child;
  url: string;
}

/** What is compared; of `higher` ones more is better. */
const FIGURES = [
  { what: "scrape in process, 15 workers, us", measure: inProcess(15), higher: false },
  { what: "scrape in process, 500 workers, us", measure: inProcess(500), higher: false },
  { what: "scrape over HTTP, 1 connection, requests/s", measure: overHttp(1), higher: true },
  { what: "scrape over HTTP, 16 connections, requests/s", measure: overHttp(16), higher: true },
] as const;

/** A difference that a run on a quiet machine does not explain. */
const SLOWER = 1.05;

/** Scrapes of two builds by turns. `this build again` shows the noise. */
export async function buildsPart({ quick, against = "" }: PartOptions): Promise<PartResult> {
  const folders = [root, root, against];
  const servers = await Promise.all(folders.map(start));
  const rows: string[][] = [];
  const goals: PartResult["goals"] = [];
  const figures: Record<string, unknown> = {};
  for (const { what, measure, higher } of FIGURES) {
    const results = await interleave(BUILDS, quick ? 2 : 24, (build) => measure(serverOf(build)));
    const slower = (build: Build) => {
      const both = [results["this build"], results[build]] as const;
      return spread(higher ? ratios(both[1], both[0]) : ratios(both[0], both[1])).median;
    };
    const again = slower("this build again");
    const cells = BUILDS.map((build) => plusMinus(spread(results[build])));
    rows.push([what, ...cells, `${round(again)}x`, `${round(slower("the other build"))}x`]);
    goals.push(goal(`${what}: not slower`, slower("the other build"), { atMost: SLOWER }));
    figures[what] = results;
  }
  await Promise.all(servers.map(({ child }) => child.stop()));
  return {
    title: "Two builds side by side, ± MAD",
    columns: ["", ...BUILDS, "this takes, of again", "of the other"],
    rows,
    goals,
    notes: [`the other build: ${against}`],
    figures,
  };

  function serverOf(build: Build): Server {
    const server = servers[BUILDS.indexOf(build)];
    if (server === undefined) throw new Error(`no server of ${build}`);
    return server;
  }
}

async function start(folder: string): Promise<Server> {
  const child = new Child(`${import.meta.dir}/server.ts`, [folder], { core: 0 });
  return { child, url: `http://127.0.0.1:${await child.ready<number>()}${PATH}` };
}

function inProcess(workers: number) {
  return ({ child }: Server) => child.ask<number>(String(workers));
}

function overHttp(connections: number) {
  return async ({ child, url }: Server) => {
    await child.ask("15"); // gives the server its pool of 15 workers again
    return (await wrk(url, connections, 1)).requestsPerSecond;
  };
}
