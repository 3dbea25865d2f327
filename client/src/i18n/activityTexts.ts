import { useLocale } from "./language.ts";
import type { Locale } from "./locales.ts";

const en = {
  title: "Pool activity",
  hint: "Rates from what was seen here, totals since the pool began",
  none: "This runtime's pool does not tell its activity. Everything else on this page still works.",
  waiting: "Waiting for the first activity…",
  streamOnly: "Activity comes only with the live stream, which is silent.",
  old: (age: string) => `These numbers are from ${age}: activity comes only with the live stream.`,
  notTold: "not told",
  rate: "Requests per second",
  requests: "Requests",
  hits: "Found a live worker",
  misses: "Needed a new worker",
  hitRate: (percent: string) => `${percent} hits`,
  response: "Mean response",
  lifecycle: "Workers' lives",
  created: "Created",
  retired: "Retired",
  evictions: "Evicted",
  heldFailures: "Failed",
  failed: "Counted as failed by the pool",
  unaccounted: "Unaccounted",
  queue: "Queue for apps with ttl 0",
  queueDepth: "Waiting",
  queueLimit: "Limit",
  concurrency: "At a time",
  queueFull: "The queue is full: further requests are refused.",
};

/** The texts of the panel of pool activity. */
export type ActivityTexts = typeof en;

const ptBR: ActivityTexts = {
  title: "Atividade do pool",
  hint: "Taxas do que foi visto aqui, totais desde o início do pool",
  none: "O pool deste runtime não informa sua atividade. Todo o resto desta página continua funcionando.",
  waiting: "Aguardando a primeira atividade…",
  streamOnly: "A atividade só chega com a transmissão ao vivo, que está sem dados.",
  old: (age) => `Estes números são de ${age}: a atividade só chega com a transmissão ao vivo.`,
  notTold: "não informado",
  rate: "Requisições por segundo",
  requests: "Requisições",
  hits: "Encontraram um worker vivo",
  misses: "Precisaram de um worker novo",
  hitRate: (percent) => `${percent} de acertos`,
  response: "Resposta média",
  lifecycle: "Vida dos workers",
  created: "Criados",
  retired: "Retirados",
  evictions: "Removidos",
  heldFailures: "Com falha",
  failed: "Contados como falhos pelo pool",
  unaccounted: "Sem registro",
  queue: "Fila dos apps com ttl 0",
  queueDepth: "Aguardando",
  queueLimit: "Limite",
  concurrency: "Simultâneas",
  queueFull: "A fila está cheia: novas requisições são recusadas.",
};

/** The texts in each language; they load with the panel, after the first view. */
export const ACTIVITY_TEXTS: Record<Locale, ActivityTexts> = { en, "pt-BR": ptBR };

/** The panel's texts in the pages' language. */
export function useActivityTexts(): ActivityTexts {
  return ACTIVITY_TEXTS[useLocale()];
}
