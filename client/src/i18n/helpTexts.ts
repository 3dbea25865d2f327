import type { Locale } from "./locales.ts";

const en = {
  utilization: {
    ok: "below 60%",
    high: "60% or more",
    critical: "80% or more",
    over: "more than the pool's size",
  },
  capacity: {
    active: "in use, as the pool counts it",
    idle: "ready for a request",
    creating: "starting up",
    total: "active, idle and creating",
    size: "the most the pool is meant to hold",
    free: "size less total",
  },
  capacityOver:
    "The runtime's pool can hold up to twice its size for a while; if it stays so, raise the pool's size.",
  charts:
    "The charts begin when the page was opened, and keep 15 minutes. Where no numbers came, there is a gap.",
  activity: {
    rate: "mean of the last seconds",
    response: "last 100 requests",
    evictions: "pushed out of the full pool",
    heldFailures: "failed to start or crashed, and still held by the pool",
    failed: "the pool's own counter, which misses most failures to start",
    unaccounted:
      "created, neither retired nor live: threads that the pool has lost sight of, and failed starts that it has replaced",
  },
};

/** The explanations of the panels' words in one language. */
export type HelpTexts = typeof en;

const ptBR: HelpTexts = {
  utilization: {
    ok: "abaixo de 60%",
    high: "60% ou mais",
    critical: "80% ou mais",
    over: "mais que o tamanho do pool",
  },
  capacity: {
    active: "em uso, como o pool os conta",
    idle: "prontos para uma requisição",
    creating: "iniciando",
    total: "ativos, ociosos e em criação",
    size: "o máximo previsto para o pool",
    free: "tamanho menos total",
  },
  capacityOver:
    "O pool do runtime pode chegar por algum tempo ao dobro do seu tamanho; se continuar assim, aumente o tamanho do pool.",
  charts:
    "Os gráficos começam quando a página foi aberta e guardam 15 minutos. Onde não chegaram números, há um intervalo vazio.",
  activity: {
    rate: "média dos últimos segundos",
    response: "últimas 100 requisições",
    evictions: "expulsos do pool cheio",
    heldFailures: "não iniciaram ou caíram, e o pool ainda os mantém",
    failed: "o contador do próprio pool, que não vê a maioria das falhas ao iniciar",
    unaccounted:
      "criados, nem retirados nem vivos: threads que o pool perdeu de vista e inícios com falha que ele substituiu",
  },
};

/** The explanations in each language; they load with the sheets that show them. */
export const HELP_TEXTS: Record<Locale, HelpTexts> = { en, "pt-BR": ptBR };
