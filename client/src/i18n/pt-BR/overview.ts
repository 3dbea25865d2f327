import type { OverviewMessages } from "../messages.ts";
import { plural } from "../plural.ts";

const many = (count: number, one: string, other: string) => plural("pt-BR", count, { one, other });

/** The texts of the Overview page in Brazilian Portuguese. */
export default {
  verdict: {
    checked: "Verificados: requisições, erros, tempos de resposta, workers, remoções e a fila.",
    checkedEarly:
      "Verificados: requisições, erros, workers, remoções e a fila. Os tempos de resposta aparecem em até um minuto.",
    severity: { critical: "Crítico", warning: "Aviso", info: "Nota" },
  },
  window: {
    title: "Janela de tempo",
    minutes: (count) => many(count, "# min", "# min"),
    minutesLong: (count) => many(count, "# minuto", "# minutos"),
    all: "Tudo",
  },
  vitals: {
    lastUpdate: (age) => `Última atualização: ${age}`,
    title: "Agora",
    requestRate: { label: "Requisições/s", hint: "último minuto" },
    errorRate: { label: "Taxa de erros", hint: "último minuto" },
    responseMs: { label: "Resposta média", hint: "último minuto, com sucesso" },
    busy: {
      label: "Workers ocupados",
      hint: "média de 1 minuto",
      of: (size) => `de ${size} vagas, média de 1 minuto`,
    },
    fewSlots: "vagas insuficientes para os apps em uso",
    failed: { label: "Com falha", hint: "caíram ou não iniciaram, ainda no pool" },
    blocked: { label: "Bloqueados", hint: "o event loop não responde" },
    queue: {
      label: "Fila",
      hint: "requisições aguardando, ttl 0",
      of: (limit) => `limite ${limit}, apps com ttl 0`,
    },
  },
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
      slow: (mean, earlier, period) =>
        `resposta média de ${mean} ${period}; antes era de ${earlier}`,
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
        `${active} de ${size} vagas em uso, e há requisições aguardando workers`,
      noWorkers: (requests, period) =>
        many(
          requests,
          `Não há workers: # requisição ficou sem nenhum ${period}`,
          `Não há workers: # requisições ficaram sem nenhum ${period}`,
        ),
      queueFull: (depth, limit) =>
        `A fila dos apps com ttl 0 está cheia e recusa requisições: ${depth} de ${limit}`,
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
} satisfies OverviewMessages;
