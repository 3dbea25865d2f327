import type { DetailsMessages } from "../messages.ts";
import { plural } from "../plural.ts";

const many = (count: number, one: string, other: string) => plural("pt-BR", count, { one, other });

/** The texts of what Workers loads on a click, and of problems, in Brazilian Portuguese. */
export default {
  problems: {
    forbidden: {
      title: "Você não tem permissão para ver as métricas (403)",
      text: "Peça a quem administra este servidor acesso ao plugin de métricas.",
    },
    missing: {
      title: "Endpoints de métricas não encontrados (404)",
      text: "O plugin pode estar desativado ou montado em outro lugar: verifique enabled e base no manifest.yaml.",
    },
    unavailable: {
      title: "Não é possível ler o pool de workers (503)",
      text: "O plugin não consegue ler o pool do runtime. Ele se recupera sozinho; caso contrário, procure “metrics” no log do servidor.",
    },
    busy: {
      title: "Há feeds ao vivo demais abertos (503)",
      text: "Feche as páginas de que não precisa. Novas tentativas são automáticas.",
    },
    malformed: {
      title: "Resposta inesperada do servidor",
      text: "As páginas e o plugin podem ter versões diferentes. Recarregue a página; se não resolver, atualize o plugin.",
    },
  },
  menus: {
    sortBy: "Ordenar por",
    troubleFirst: "Problemas primeiro",
    ascending: "Crescente",
    descending: "Decrescente",
    resetColumns: "Automático (as que couberem)",
    exportCsv: "CSV: linhas e colunas exibidas",
    exportJson: "JSON: linhas exibidas, todos os campos",
    exportGroups: "Inclui os workers dos grupos recolhidos, na ordem dos grupos.",
  },
  keys: {
    title: "Atalhos do teclado",
    close: "Fechar",
    search: "Ir para a busca",
    help: "Mostrar esta lista",
    arrows: "Mover entre as linhas",
    sideways: "Mover dentro da linha",
    pages: "Mover dez linhas",
    ends: "Ir para a primeira ou a última linha",
    open: "Abrir os detalhes ou um grupo",
    escape: "Fechar os detalhes ou um menu, limpar a busca",
  },
  details: {
    title: "Worker",
    ended: "Encerrado",
    endedText: (age) =>
      `Este worker foi encerrado ${age}, enquanto você observava. Abaixo estão seus últimos valores conhecidos.`,
    unknown: "Não há worker com este ID",
    unknownText:
      "Ele pode ter sido encerrado antes de esta página ser aberta, ou o endereço está errado.",
    looking: "Procurando este worker…",
    close: "Fechar detalhes",
    blocked: (time) => `Bloqueado desde as ${time}`,
    blockedText: (age) =>
      `Seu event loop respondeu pela última vez ${age}. Memória e CPU abaixo são daquele momento.`,
    history: "Desde que esta página foi aberta",
    historyHint: (count, from, to) =>
      many(count, `# leitura às ${to}`, `# leituras das ${from} às ${to}`),
    range: (min, max) => `de ${min} a ${max}`,
    requestRate: "Requisições por segundo",
    errorRate: "Erros por segundo",
    response: "Resposta média",
    cpu: "CPU de um núcleo",
    memory: "Memória (rss)",
    heap: "heap",
    json: "Copiar como JSON",
    lastResponse: "Última resposta",
    logs: "Este ID é o workerId no log do runtime.",
    predecessors: "Workers anteriores deste app",
    predecessorsHint:
      "Os encerrados desde que esta página foi aberta e os com falha que o pool ainda mantém.",
    noPredecessors: "Nenhum desde que esta página foi aberta.",
    until: (time) => `até ${time}`,
    requests: (count) => many(count, "# requisição", "# requisições"),
    errors: (count) => many(count, "# erro", "# erros"),
    endings: {
      failed: "caiu ou não iniciou",
      retired: "encerrado pelo pool",
      evicted: "removido para dar lugar a outro app",
      lost: "perdido pelo pool",
      unknown: "encerrado",
    },
  },
} satisfies DetailsMessages;
