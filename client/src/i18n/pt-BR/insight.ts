import type { InsightMessages } from "../messages.ts";
import { plural } from "../plural.ts";

const many = (count: number, one: string, other: string) => plural("pt-BR", count, { one, other });

/** The texts on what is wrong and what happened in Brazilian Portuguese. */
export const insight: InsightMessages = {
  insight: {
    verdict: {
      ok: "Nenhum problema",
      unknown: "Sem números atuais",
      wrong: (count) => many(count, "# problema", "# problemas"),
      since: (time) => `desde ${time}`,
      lastSeconds: (count) => many(count, "no último segundo", "nos últimos # segundos"),
      lastMinutes: (count) => many(count, "no último minuto", "nos últimos # minutos"),
    },
    facts: {
      failing: (errors, requests, period) =>
        many(
          requests,
          `${errors} de # requisição falhou ${period}`,
          `${errors} de # requisições falharam ${period}`,
        ),
      crashLoop: (failures, period) =>
        many(
          failures,
          `falhas em série: # worker falhou ${period}`,
          `falhas em série: # workers falharam ${period}`,
        ),
      failed: (workers) =>
        many(workers, "# worker caiu ou não iniciou", "# workers caíram ou não iniciaram"),
      blocked: "o event loop de um worker está bloqueado",
      slow: (mean, earlier, period) => `resposta média de ${mean} ${period}, antes ${earlier}`,
      exhausted: (evictions, requests, period) =>
        many(
          requests,
          `O pool está esgotado: ${evictions} de # requisição removeu um worker ${period}`,
          `O pool está esgotado: ${evictions} de # requisições removeram um worker ${period}`,
        ),
      thrash: (evictions, requests, period) =>
        many(
          requests,
          `Os workers se removem uns aos outros: ${evictions} de # requisição removeu um ${period}`,
          `Os workers se removem uns aos outros: ${evictions} de # requisições removeram um ${period}`,
        ),
      pressure: (active, size) =>
        `${active} de ${size} vagas em uso, e há requisições à espera de workers`,
      noWorkers: (requests, period) =>
        many(
          requests,
          `Não há workers: # requisição ficou sem nenhum ${period}`,
          `Não há workers: # requisições ficaram sem nenhum ${period}`,
        ),
      queueFull: (depth, limit) =>
        `A fila dos apps com ttl 0 está cheia, requisições são recusadas: ${depth} de ${limit}`,
      queueFilling: (depth, limit) =>
        `A fila dos apps com ttl 0 está enchendo: ${depth} de ${limit}`,
      overCapacity: (total, size) =>
        many(
          total,
          `Acima da capacidade: # worker em um pool de ${size}`,
          `Acima da capacidade: # workers em um pool de ${size}`,
        ),
      started: (time) => `O runtime foi iniciado às ${time}`,
      restarted: (time) => `O runtime reiniciou às ${time}`,
      restartLoop: (restarts, period) =>
        many(
          restarts,
          `O runtime reiniciou # vez ${period}`,
          `O runtime reiniciou # vezes ${period}`,
        ),
      unreadable: "Não é possível ler o pool de workers",
      feedFull: "Há feeds ao vivo demais abertos: esta página consulta o servidor periodicamente",
      polling: "O feed ao vivo está sem dados: esta página consulta o servidor periodicamente",
      instances: (count) =>
        many(
          count,
          "As respostas vêm de # instância",
          "As respostas vêm de # instâncias: os números são de uma por vez",
        ),
      clockAhead: (duration) =>
        `O relógio do servidor está ${duration} adiantado em relação a este dispositivo`,
      clockBehind: (duration) =>
        `O relógio do servidor está ${duration} atrasado em relação a este dispositivo`,
    },
  },
};
