/** What is shown when the texts of no language could be loaded: in both, and part of the entry. */
export const FALLBACK = {
  text: "The pages couldn't be loaded. · Não foi possível carregar as páginas.",
  reload: "Reload · Recarregar",
};
