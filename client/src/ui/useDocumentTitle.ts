import { useEffect } from "react";
import { useMessages } from "../i18n/language.ts";

/** Names what is shown in the tab's title; without a name it is left as it is. */
export function useTitle(name: string | undefined): void {
  const { product } = useMessages();
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · ${product}`;
  }, [name, product]);
}
