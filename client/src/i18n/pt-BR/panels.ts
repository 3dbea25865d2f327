import type { PanelMessages } from "../messages.ts";
import { plural } from "../plural.ts";

const many = (count: number, one: string, other: string) => plural("pt-BR", count, { one, other });

/** The texts of what Overview loads after its first paint, in Brazilian Portuguese. */
export const panels: PanelMessages = {
  journal: {
    between: (from, to) => `entre ${from} e ${to}`,
    created: "worker criado",
    failed: "worker caiu ou não iniciou",
    blocked: "worker bloqueado",
    unblocked: "worker voltou a responder",
    ended: "worker encerrado",
    endings: {
      retired: "worker encerrado pelo pool",
      evicted: "worker removido para dar lugar a outro app",
      lost: "worker perdido pelo pool",
    },
    version: "versão vista pela primeira vez",
    restarted: "O runtime reiniciou",
    withinCapacity: (total, size) =>
      many(
        total,
        `De volta à capacidade: # worker em um pool de ${size}`,
        `De volta à capacidade: # workers em um pool de ${size}`,
      ),
  },
  activity: {
    title: "Atividade do pool",
    hint: "Taxas observadas por esta página, totais desde a criação do pool",
    none: "O pool deste runtime não informa sua atividade. O restante desta página continua funcionando.",
    waiting: "Aguardando a primeira atividade…",
    streamOnly: "A atividade só vem pela transmissão ao vivo, que está sem dados.",
    outdated: (age) => `Última atualização ${age}: a atividade só vem pela transmissão ao vivo.`,
    notReported: "não informado",
    requests: "Requisições",
    hitRate: (percent) => `${percent} de acertos`,
    lifecycle: "Ciclo de vida dos workers",
    queue: "Fila dos apps com ttl 0",
    names: {
      requests: "Requisições",
      hits: "Atendidas por um worker ativo",
      misses: "Precisaram de um worker novo",
      response: "Espera média por um worker",
      created: "Criados",
      retired: "Encerrados",
      evictions: "Removidos",
      heldFailures: "Com falha",
      failed: "Falhas contadas pelo pool",
      unaccounted: "Sem registro",
      queueDepth: "Aguardando",
      queueLimit: "Limite",
      concurrency: "Simultâneas",
    },
    hints: {
      response: "nas últimas 100 requisições",
      evictions: "removidos porque o pool estava cheio",
      heldFailures: "não iniciaram ou caíram, e o pool ainda os mantém",
      failed: "o contador do próprio pool, que não registra a maioria das falhas ao iniciar",
      unaccounted:
        "criados, mas nem encerrados nem vivos: threads que o pool perdeu de vista e inícios com falha que ele substituiu",
    },
  },
  help: {
    button: (panel) => `Explicar: ${panel}`,
    capacity: {
      active: "em uso, na contagem do pool",
      idle: "prontos para uma requisição",
      creating: "iniciando",
      total: "ativos, ociosos e em criação",
      size: "o máximo de workers previsto para o pool",
      free: "tamanho menos total",
    },
    capacityOver:
      "O pool do runtime pode chegar, por algum tempo, ao dobro do seu tamanho. Se isso continuar, aumente o tamanho do pool.",
    charts:
      "Os gráficos começam quando esta página foi aberta e guardam 15 minutos. Um intervalo vazio significa que não chegaram números.",
  },
  prometheus: {
    title: "Prometheus",
    address: "URL de coleta",
    config: "Configuração de coleta",
    off: "O endpoint do Prometheus está desativado. Defina prometheus: true no manifest.yaml do plugin e reinicie o runtime.",
    unknown: "Não foi possível verificar o endpoint do Prometheus.",
    queries: "PromQL desta página",
    copyQuery: (query) => `Copiar ${query}`,
  },
  queryNames: {
    utilization: "Utilização atual (%)",
    average: "Média de 5 minutos (%)",
    active: "Workers ativos",
    idle: "Workers ociosos",
    creating: "Workers em criação",
    free: "Capacidade restante",
    used: "Vagas em uso (%)",
    total: "Todos os workers",
    trend: "Variação (workers por minuto)",
    uptime: "Tempo de atividade (horas)",
    restarts: "Reinícios na última hora",
    rate: "Requisições por segundo",
    hits: "Taxa de acertos",
    evictions: "Remoções por minuto",
    retired: "Encerrados por minuto",
    failed: "Com falha e ainda mantidos, máximo em 5 minutos",
  },
};
