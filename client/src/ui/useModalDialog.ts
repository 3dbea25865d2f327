import { type RefObject, useLayoutEffect, useRef } from "react";

/** A ref for a `<dialog>`, which is opened over the page before the first paint. */
export function useModalDialog(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return dialog;
}
