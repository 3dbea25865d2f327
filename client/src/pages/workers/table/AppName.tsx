import { visible } from "../../../format/visible.ts";
import { splitApp } from "../workerId.ts";

interface AppNameProps {
  app: string;
  /** Whether it may take some lines; else it is cut to one. */
  wraps: boolean;
}

/**
 * An app's name in a table. Where there is no room for all of it the name is cut first, down to six
 * letters or so, then the version.
 */
export function AppName({ app, wraps }: AppNameProps) {
  const [name, version] = splitApp(visible(app));
  if (wraps) {
    return (
      <bdi className="flex min-w-0 max-w-full flex-wrap leading-[1.0625rem]">
        <span className="line-clamp-2 break-words">{name}</span>
        <span className="max-w-full shrink-0 truncate">{version}</span>
      </bdi>
    );
  }
  const least = name.length > 6 ? "min-w-[6ch]" : "shrink-0";
  // Even the thousandth part of a pixel less would cut a version short.
  const rigid = version.length > 8 ? "min-w-0" : "shrink-0";
  return (
    <bdi className="flex min-w-0 max-w-full overflow-hidden">
      <span className={`shrink-[999] truncate ${least}`}>{name}</span>
      <span className={`truncate ${rigid}`}>{version}</span>
    </bdi>
  );
}
