/** The colours of the theme by their token, for the canvas, which does not know CSS variables. */
export function readPalette(): (token: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (token) => style.getPropertyValue(`--${token}`).trim();
}
