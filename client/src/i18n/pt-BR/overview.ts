import type { OverviewMessages } from "../messages.ts";
import { plural } from "../plural.ts";

const many = (count: number, one: string, other: string) => plural("pt-BR", count, { one, other });

/** The texts of the Overview page in Brazilian Portuguese. */
export const overview: OverviewMessages = {
  verdict: {
    checked: "Verificados: requisições, erros, tempos de resposta, workers, remoções e a fila.",
    checkedEarly:
      "Verificados: requisições, erros, workers, remoções e a fila. Os tempos de resposta vêm em um minuto.",
    severity: { critical: "Crítico", warning: "Aviso", info: "Nota" },
  },
  window: {
    title: "Janela de tempo",
    minutes: (count) => many(count, "# min", "# min"),
    minutesLong: (count) => many(count, "# minuto", "# minutos"),
    all: "Tudo",
  },
  vitals: {
    title: "Agora",
    of: (whole) => `de ${whole}`,
    requestRate: { label: "Requisições/s", hint: "último minuto" },
    errorRate: { label: "Taxa de erros", hint: "último minuto" },
    responseMs: { label: "Resposta média", hint: "último minuto, com sucesso" },
    busy: { label: "Workers ocupados", hint: "atendendo uma requisição, média" },
    fewSlots: "vagas insuficientes para os apps em uso",
    failed: { label: "Com falha", hint: "caíram ou não iniciaram, ainda no pool" },
    blocked: { label: "Bloqueados", hint: "o event loop não responde" },
    queue: { label: "Fila", hint: "requisições aguardando, ttl 0" },
  },
  overview: {
    utilization: "Utilização",
    utilizationHint: "usados nos últimos 60 s; um pool cheio, por si só, não é um problema",
    calm: "Sem pressão",
    utilizationOf: (active, size) => `${active} de ${size} vagas ativas`,
    noSize: "O tamanho do pool é desconhecido",
    level: {
      ok: "Normal",
      high: "Alta",
      critical: "Crítica",
      over: "Acima da capacidade",
    },
    overBy: (count) => many(count, "# worker acima da capacidade", "# workers acima da capacidade"),
    lastUpdate: (age) => `Última atualização: ${age}`,
    workers: "Workers",
    active: "Ativos",
    idle: "Ociosos",
    creating: "Em criação",
    total: "Total",
    size: "Tamanho",
    free: "Vagas livres",
    slotsSummary: (total, size) => `${total} de ${size} vagas em uso`,
    uptime: "Uptime",
    uptimeHint: "desde o início do processo do runtime",
    snapshot: "Leitura",
    received: (age) => `recebida ${age}`,
    workersChart: "Workers ao longo do tempo",
    utilizationChart: "Utilização ao longo do tempo",
  },
};
