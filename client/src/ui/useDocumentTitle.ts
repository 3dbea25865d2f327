import { useEffect } from "react";
import { useMessages } from "../i18n/language.ts";

/** Sets the tab's title to a name and the product's. */
export function useDocumentTitle(name: string): void {
  const { product } = useMessages();
  useEffect(() => {
    document.title = `${name} · ${product}`;
  }, [name, product]);
}
