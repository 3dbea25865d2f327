import { visible } from "../format/visible.ts";

/** An app's name and its version with the `@`; the version is empty where there is none. */
export function splitApp(app: string): [name: string, version: string] {
  const at = app.lastIndexOf("@");
  return at > 0 ? [app.slice(0, at), app.slice(at)] : [app, ""];
}

interface AppNameProps {
  app: string;
  /** Whether it may take some lines; else it is cut to one. */
  wraps: boolean;
}

/** An app's name in a table; where there is no room for it, the version stays. */
export function AppName({ app, wraps }: AppNameProps) {
  const [name, version] = splitApp(visible(app));
  return (
    <bdi className={`flex min-w-0 max-w-full ${wraps ? "flex-wrap leading-[1.0625rem]" : ""}`}>
      <span className={wraps ? "line-clamp-2 break-words" : "truncate"}>{name}</span>
      <span className="max-w-full shrink-0 truncate">{version}</span>
    </bdi>
  );
}
