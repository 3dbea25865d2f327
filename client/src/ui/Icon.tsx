import { createElement, memo, type SVGProps } from "react";

/** An icon's shapes, as lucide describes them. */
export type IconNode = readonly (readonly [
  tag: string,
  attributes: Record<string, string | number>,
])[];

interface IconProps extends SVGProps<SVGSVGElement> {
  node: IconNode;
}

/** A decorative icon, beside a text or in a named control; it has no name of its own. */
export const Icon = memo(function Icon({ node, ...props }: IconProps) {
  return (
    <svg
      aria-hidden
      width={24}
      height={24}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      {...props}
    >
      {node.map(([tag, attributes], index) => createElement(tag, { key: index, ...attributes }))}
    </svg>
  );
});
