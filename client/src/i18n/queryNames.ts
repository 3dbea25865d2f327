import type { Locale } from "./locales.ts";

const en = {
  utilization: "Current utilization (%)",
  average: "5-minute average (%)",
  active: "Active workers",
  idle: "Idle workers",
  creating: "Workers being created",
  free: "Remaining capacity",
  used: "Slots used (%)",
  total: "All workers",
  trend: "Change (workers per minute)",
  uptime: "Uptime (hours)",
  restarts: "Restarts in the last hour",
  rate: "Requests per second",
  hits: "Share of hits",
  evictions: "Evictions per minute",
  retired: "Retired per minute",
  failed: "Failed and still held, most in 5 minutes",
};

/** What a PromQL expression of the pages answers. */
export type QueryName = keyof typeof en;

const ptBR: Record<QueryName, string> = {
  utilization: "Utilização atual (%)",
  average: "Média de 5 minutos (%)",
  active: "Workers ativos",
  idle: "Workers ociosos",
  creating: "Workers em criação",
  free: "Capacidade restante",
  used: "Vagas usadas (%)",
  total: "Todos os workers",
  trend: "Variação (workers por minuto)",
  uptime: "Tempo de atividade (horas)",
  restarts: "Reinícios na última hora",
  rate: "Requisições por segundo",
  hits: "Proporção de acertos",
  evictions: "Remoções por minuto",
  retired: "Retirados por minuto",
  failed: "Com falha e ainda mantidos, máximo em 5 minutos",
};

/** The names of the PromQL expressions in each language; they load with the sheets that show them. */
export const QUERY_NAMES: Record<Locale, Record<QueryName, string>> = { en, "pt-BR": ptBR };
