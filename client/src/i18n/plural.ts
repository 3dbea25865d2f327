/** A text for each plural form of a language; `other` is the default. */
export type PluralForms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

const rules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

/**
 * The form for `count`, with `#` replaced by the number in the locale's format.
 *
 * @example plural("en", 2, { one: "# worker", other: "# workers" }) // "2 workers"
 */
export function plural(locale: string, count: number, forms: PluralForms): string {
  const rule = rules.get(locale) ?? new Intl.PluralRules(locale);
  rules.set(locale, rule);
  const form = forms[rule.select(count)] ?? forms.other;
  const number = numbers.get(locale) ?? new Intl.NumberFormat(locale);
  numbers.set(locale, number);
  return form.replace("#", () => number.format(count));
}
