import { createElement, type ReactElement, type SVGProps } from "react";

/** The shape of an icon, as lucide writes it. */
export interface IconData {
  node: readonly (readonly [tag: string, attributes: Record<string, string>])[];
}

const FRAME = {
  xmlns: "http://www.w3.org/2000/svg",
  width: 24,
  height: 24,
  viewBox: "0 0 24 24",
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 2,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;

/**
 * Makes an icon's component. The build puts it in the place of lucide-react's own factory, which
 * builds every icon anew at every drawing: with hundreds of icons in a table that counts, and so
 * does its size.
 */
export default function createIcon({ node }: IconData) {
  const shapes = node.map(([tag, attributes]) => createElement(tag, attributes));
  return (props: SVGProps<SVGSVGElement>): ReactElement =>
    createElement("svg", { ...FRAME, ...props }, ...shapes);
}
