import { LOADS, type LoadName } from "./loads.ts";
import { neededAt, POLICIES, runOf } from "./results.ts";

const WIDTH = 840;
const PANEL = { width: 350, height: 150, left: 40, top: 84, columnGap: 70, rowGap: 74 } as const;
const TITLES: Record<LoadName, string> = {
  steady: "Steady load",
  bursty: "Bursts",
  daily: "One day",
  growing: "Growing load",
};
const { max } = POLICIES.shipped.behavior;

const STYLE = `
    text { font: 12px system-ui, sans-serif; fill: #59636e; }
    .title { font-weight: 600; fill: #1f2328; }
    .grid { stroke: #d1d9e0; }
    .needed { fill: #d1d9e0; }
    path.shipped, path.utilization { fill: none; stroke-width: 2; }
    path.shipped { stroke: #0969da; }
    path.utilization { stroke: #bc4c00; stroke-dasharray: 5 3; }
    @media (prefers-color-scheme: dark) {
      text { fill: #9198a1; }
      .title { fill: #f0f6fc; }
      .grid { stroke: #3d444d; }
      .needed { fill: #3d444d; }
      path.shipped { stroke: #4493f8; }
      path.utilization { stroke: #f0883e; }
    }
  `;

/** A number of pods from a moment on. */
type Step = readonly [at: number, pods: number];

/** The SVG of docs/scaling.md: pods over time, for each load, as needed and as two autoscalers have it. */
export function scalingPicture(): string {
  const loads = Object.keys(LOADS) as LoadName[];
  const height = PANEL.top + 2 * PANEL.height + PANEL.rowGap + 36;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title description">
  <title id="title">Pods over time by two autoscalers</title>
  <desc id="description">Under each of four loads, the kit's autoscaler stays near the number of pods that is needed. One that follows utilization rises to its maximum of ${max}.</desc>
  <style>${STYLE}</style>
${legend()}
${loads.map(panel).join("\n")}
</svg>
`;
}

function legend(): string {
  const [x, y] = [PANEL.left, 24];
  return `  <rect class="needed" x="${x}" y="${y - 10}" width="24" height="12"/><text x="${x + 32}" y="${y}">needed for the busy workers</text>
  <path class="shipped" d="M${x + 230} ${y - 4}h24"/><text x="${x + 262}" y="${y}">the kit's autoscaler</text>
  <path class="utilization" d="M${x + 420} ${y - 4}h24"/><text x="${x + 452}" y="${y}">by utilization, target 70 %</text>`;
}

function panel(load: LoadName, place: number): string {
  const { width, height } = PANEL;
  const left = PANEL.left + (place % 2) * (width + PANEL.columnGap);
  const top = PANEL.top + Math.floor(place / 2) * (height + PANEL.rowGap);
  const duration = LOADS[load].hours * 3_600;
  const x = (at: number) => Math.round((at / duration) * width * 10) / 10;
  const y = (pods: number) => Math.round(height - (pods / max) * height);
  const line = (steps: readonly Step[]) =>
    `M0 ${y(steps[0]?.[1] ?? 0)}${steps.map(([at, pods]) => `H${x(at)}V${y(pods)}`).join("")}H${width}`;
  const needed = neededSteps(load, duration);
  return `  <g transform="translate(${left} ${top})">
    <text class="title" y="-14">${TITLES[load]}</text><text x="${width}" y="-14" text-anchor="end">pods</text>
    <path class="needed" d="${line(needed)}V${height}H0Z"/>
${[0, max / 2, max].map((pods) => gridline(y(pods), pods)).join("\n")}
    <path class="utilization" d="${line(stepsOf(load, "utilization"))}"/>
    <path class="shipped" d="${line(stepsOf(load, "shipped"))}"/>
    <text y="${height + 18}">0</text><text x="${width}" y="${height + 18}" text-anchor="end">${LOADS[load].hours} h</text>
  </g>`;
}

function gridline(y: number, pods: number): string {
  return `    <path class="grid" d="M0 ${y}H${PANEL.width}"/><text x="-8" y="${y + 4}" text-anchor="end">${pods}</text>`;
}

function stepsOf(load: LoadName, policy: "shipped" | "utilization"): Step[] {
  return changes(runOf(load, policy).moments.map(({ at, pods }) => [at, pods]));
}

function neededSteps(load: LoadName, duration: number): Step[] {
  const minutes = Array.from({ length: duration / 60 }, (_, minute) => minute * 60);
  return changes(minutes.map((at) => [at, neededAt(load, at)]));
}

function changes(steps: readonly Step[]): Step[] {
  return steps.filter(([, pods], i) => pods !== steps[i - 1]?.[1]);
}
