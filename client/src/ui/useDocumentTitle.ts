import { useEffect } from "react";
import { useMessages } from "../i18n/language.ts";

/** Sets the tab's title: a state, if there is one, the product's name and the page's. */
export function useDocumentTitle(name: string, state: string | null = null): void {
  const { product } = useMessages();
  useEffect(() => {
    document.title = [state, product, name].filter((part) => part !== null).join(" · ");
  }, [name, product, state]);
}
