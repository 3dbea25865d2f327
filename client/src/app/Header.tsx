import { useStore } from "../data/store.ts";
import { setLocale, useLocale, useMessages } from "../i18n/language.ts";
import { LOCALES, type Locale } from "../i18n/locales.ts";
import { Icon } from "../ui/Icon.tsx";
import { Activity, Monitor, Moon, Sun } from "../ui/icons.ts";
import { Select } from "../ui/Select.tsx";
import { setTheme, THEMES, theme } from "../ui/theme.ts";
import { Nav } from "./Nav.tsx";

const ICONS = { light: Sun, dark: Moon, system: Monitor };
const LANGUAGES: Record<Locale, string> = { en: "English", "pt-BR": "Português" };

function ThemeButton() {
  const t = useMessages();
  const current = useStore(theme);
  const next = THEMES[(THEMES.indexOf(current) + 1) % THEMES.length] ?? "system";
  return (
    <button
      type="button"
      className="control"
      aria-label={`${t.settings.theme}: ${t.settings[current]}`}
      title={`${t.settings.theme}: ${t.settings[current]}`}
      onClick={() => setTheme(next)}
    >
      <Icon node={ICONS[current]} className="size-3.5" />
      <span className="hidden sm:inline">{t.settings[current]}</span>
    </button>
  );
}

function LanguageSelect() {
  const t = useMessages();
  const locale = useLocale();
  const choose = (value: string) => setLocale(LOCALES.find((each) => each === value) ?? "en");
  const options = LOCALES.map((value) => ({ value, text: LANGUAGES[value] }));
  return <Select label={t.settings.language} value={locale} options={options} onChange={choose} />;
}

/** The header of the pages outside the shell. */
export function Header() {
  const t = useMessages();
  return (
    <header className="border-b bg-card">
      <div className="page flex flex-wrap items-center gap-x-5 gap-y-2 px-4 py-2.5 sm:px-6">
        <h1 className="flex items-center gap-2 text-[0.9375rem] font-semibold tracking-tight">
          <span className="grid size-7 place-items-center rounded-lg bg-primary text-primary-foreground">
            <Icon node={Activity} className="size-4" />
          </span>
          {t.product}
        </h1>
        <div className="order-last w-full sm:order-none sm:w-auto">
          <Nav />
        </div>
        <div className="ml-auto flex items-center gap-2">
          <LanguageSelect />
          <ThemeButton />
        </div>
      </div>
    </header>
  );
}
