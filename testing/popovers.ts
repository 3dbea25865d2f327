/** What a browser does for a popover, and happy-dom does not: call it after `setUpDom`. */
export function supportPopovers(): void {
  const toggle = (popover: HTMLElement, newState: "open" | "closed") => {
    for (const type of ["beforetoggle", "toggle"]) {
      popover.dispatchEvent(Object.assign(new Event(type), { newState }));
    }
  };
  Object.assign(HTMLElement.prototype, {
    showPopover(this: HTMLElement) {
      toggle(this, "open");
    },
    hidePopover(this: HTMLElement) {
      toggle(this, "closed");
    },
  });
  Object.assign(CSS, { supports: () => true });
}
