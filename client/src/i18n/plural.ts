/** A text for each plural form that a language has; `other` stands in for those left out. */
export type PluralForms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

const rules = new Map<string, Intl.PluralRules>();

/**
 * The form for `count`, with its `#` replaced by the number as the locale writes it.
 *
 * @example plural("en", 2, { one: "# worker", other: "# workers" }) // "2 workers"
 */
export function plural(locale: string, count: number, forms: PluralForms): string {
  const rule = rules.get(locale) ?? new Intl.PluralRules(locale);
  rules.set(locale, rule);
  const form = forms[rule.select(count)] ?? forms.other;
  return form.replace("#", () => new Intl.NumberFormat(locale).format(count));
}
