import type { PartResult } from "./report.ts";

/** What the READMEs say of the results, by their files. */
export const SENTENCES: Record<string, (results: Record<string, PartResult>) => string> = {
  "README.md": english,
  "README.pt-BR.md": portuguese,
};

const LINE = 120;

function english(results: Record<string, PartResult>): string {
  const { one, sixteen, faster, lighter, few, many, rise } = figuresOf(results, "en");
  const effect =
    rise === undefined
      ? "makes no detectable difference to the 99th percentile of an app's request times"
      : `adds ${rise} ms to the 99th percentile of an app's request times`;
  return wrap(
    `Scraping 15 workers over HTTP is ${one} times (one connection) and ${sixteen} times (sixteen connections) as fast as serving the same families with prom-client, and writing the seven documented families takes 1/${faster} of its time and allocates 1/${lighter} of its bytes. Sending one event a second to 1,000 feed clients takes ${few} times (15 workers) and ${many} times (500 workers) less CPU time than a Hono \`streamSSE\` loop per client. Scraping every second ${effect}.`,
  );
}

function portuguese(results: Record<string, PartResult>): string {
  const { one, sixteen, faster, lighter, few, many, rise } = figuresOf(results, "pt-BR");
  const effect =
    rise === undefined
      ? "não causa diferença detectável no percentil 99 do tempo das requisições de um app"
      : `acrescenta ${rise} ms ao percentil 99 do tempo das requisições de um app`;
  return wrap(
    `Uma coleta (scrape) de 15 workers por HTTP é ${one} vezes (uma conexão) e ${sixteen} vezes (dezesseis conexões) mais rápida que servir as mesmas famílias com o prom-client, e escrever as sete famílias documentadas leva 1/${faster} do tempo e aloca 1/${lighter} dos bytes. Um evento por segundo para 1.000 clientes do feed consome ${few} vezes (15 workers) e ${many} vezes (500 workers) menos tempo de CPU que um laço \`streamSSE\` do Hono por cliente. Uma coleta por segundo ${effect}.`,
  );
}

function figuresOf(results: Record<string, PartResult>, language: string) {
  const of = (part: string, name: string) => results[part]?.headline?.[name] ?? Number.NaN;
  const rounded = (value: number, digits: number) =>
    value.toLocaleString(language, { maximumFractionDigits: digits });
  const rise = of("host", "rise");
  return {
    one: rounded(of("scrape", "one"), 1),
    sixteen: rounded(of("scrape", "sixteen"), 1),
    faster: rounded(of("exposition", "faster"), 0),
    lighter: rounded(of("exposition", "lighter"), 0),
    few: rounded(of("feed", "few"), 0),
    many: rounded(of("feed", "many"), 0),
    rise: rise < of("host", "detectable") ? undefined : rounded(rise, 2),
  };
}

function wrap(text: string): string {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line.length + word.length < LINE) lines[lines.length - 1] = line ? `${line} ${word}` : word;
    else lines.push(word);
  }
  return lines.join("\n");
}
