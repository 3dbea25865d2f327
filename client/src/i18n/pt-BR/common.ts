import type { CommonMessages } from "../messages.ts";
import { plural } from "../plural.ts";

const many = (count: number, one: string, other: string) => plural("pt-BR", count, { one, other });

/** The texts in Brazilian Portuguese that every page may need. */
export const ptBR: CommonMessages = {
  product: "Métricas",
  close: "Fechar",
  copy: "Copiar",
  copied: "Copiado",
  copyFailed: "Não foi possível copiar: selecione o texto e copie manualmente",
  retryNow: "Tentar agora",
  loading: "Carregando…",
  notKnown: "desconhecido",
  notAvailable: "n/d",
  help: (panel) => `Explicar: ${panel}`,
  nav: {
    label: "Páginas",
    overview: "Visão geral",
    workers: "Workers",
    skip: "Ir para o conteúdo",
    reloaded:
      "Só este quadro foi recarregado, e o menu em volta não o alcança mais: recarregue a página inteira para reconectá-los.",
  },
  settings: {
    theme: "Tema",
    light: "Claro",
    dark: "Escuro",
    system: "Sistema",
    language: "Idioma",
    languageFailed:
      "Não foi possível carregar os textos desse idioma; este permanece. Tente de novo ou recarregue a página.",
  },
  zone: {
    toUtc: "Mostrar em UTC",
    toLocal: "Mostrar no horário local",
  },
  missingPage: {
    title: "Esta página não existe",
    text: "O endereço pode estar errado ou ser de outra versão.",
    back: "Ir para a visão geral",
  },
  crashed: {
    title: "Esta parte não pôde ser mostrada",
    text: "Recarregue a página: o plugin pode ter sido atualizado desde que ela foi aberta. Se não adiantar, por favor relate o que está abaixo.",
    reload: "Recarregar",
  },
  connection: {
    label: "Conexão",
    connecting: "Conectando…",
    live: "Ao vivo",
    every: (pace) => `a cada ${pace}`,
    stale: "Desatualizado",
    polling: "Por consulta",
    reconnecting: "Reconectando…",
    waiting: (time) => `Reconectando em ${time}`,
    paused: "Pausado",
    hidden: "Em repouso enquanto a aba está oculta",
    pause: "Pausar",
    resume: "Retomar",
    announce: {
      connecting: "Conectando",
      live: "Ao vivo: os números estão sendo atualizados",
      stale: "Desatualizado: não chegam números novos",
      polling: "Os números estão sendo consultados em vez de transmitidos",
      waiting: "Conexão perdida, reconectando",
      paused: "Pausado",
      hidden: "",
    },
    staleText: (age) =>
      `A conexão está aberta, mas os últimos números são de ${age}. Podem já não valer.`,
    silentText:
      "A conexão está aberta, mas ainda não chegou nenhum número. Se continuar assim, um proxy pode estar retendo a transmissão.",
    bufferedText:
      "A transmissão ao vivo está sem dados, então os números são consultados. Um proxy entre aqui e o servidor pode estar acumulando os dados: desligue o buffering para /api/metrics/sse (nginx: proxy_buffering off).",
    slowText:
      "O servidor envia números ao vivo raramente, então eles são consultados nos intervalos. Um sseInterval menor no manifest.yaml faz com que cheguem sozinhos.",
  },
  errors: {
    network: {
      title: "O servidor não responde",
      text: "Verifique se o runtime está em execução e se esta máquina consegue alcançá-lo. Se sua sessão terminou, recarregue a página para entrar. Novas tentativas são automáticas.",
    },
    ended: {
      title: "O servidor encerrou a transmissão ao vivo",
      text: "Ele pode estar reiniciando ou recarregando plugins. Novas tentativas são automáticas.",
    },
    unauthorized: {
      title: "Você não está autenticado (401)",
      text: "Sua sessão pode ter terminado: entre novamente e volte a esta página.",
    },
    forbidden: {
      title: "Você não pode ler as métricas (403)",
      text: "Peça a quem administra este servidor que permita à sua conta usar o plugin de métricas.",
    },
    missing: {
      title: "Os endpoints de métricas não existem aqui (404)",
      text: "O plugin pode estar desativado ou montado em outro lugar: verifique enabled e base no manifest.yaml.",
    },
    unavailable: {
      title: "Não é possível ler o pool de workers (503)",
      text: "O plugin está em execução, mas não consegue ler o pool do runtime agora. Ele se recupera sozinho; caso contrário, procure por “metrics” no log do servidor.",
    },
    busy: {
      title: "Há transmissões ao vivo demais abertas (503)",
      text: "Feche as páginas de que não precisa. Esta tentará novamente sozinha.",
    },
    html: {
      title: "O servidor enviou uma página em vez de dados",
      text: "Há uma página de login ou um proxy no caminho, ou as rotas do plugin não foram carregadas: entre novamente ou verifique o roteamento de /api/metrics.",
    },
    malformed: {
      title: "A resposta do servidor não pode ser entendida",
      text: "As páginas e o plugin podem ser de versões diferentes: recarregue esta página; se continuar, atualize o plugin.",
    },
    http: {
      title: "O servidor recusou",
      text: "Procure o motivo no log do servidor. Novas tentativas são automáticas.",
    },
    status: (status) => `HTTP ${status}`,
    serverSays: "O servidor diz:",
    lastKnown: (age) => `O que você vê é de ${age}.`,
  },
  overview: {
    title: "Visão geral",
    utilization: "Utilização",
    utilizationOf: (active, size) => `${active} ativos de ${size} vagas`,
    noSize: "O tamanho do pool não é conhecido",
    level: {
      ok: "Normal",
      high: "Alta",
      critical: "Crítica",
      over: "Acima da capacidade",
    },
    overBy: (count) => many(count, "# worker acima da capacidade", "# workers acima da capacidade"),
    held: (age) => `Últimos números: ${age}`,
    workers: "Workers",
    active: "Ativos",
    idle: "Ociosos",
    creating: "Em criação",
    total: "Total",
    size: "Tamanho",
    free: "Vagas livres",
    slotsSummary: (total, size) => `${total} de ${size} vagas em uso`,
    uptime: "Tempo de atividade",
    uptimeHint: "desde o início do processo do runtime",
    snapshot: "Leitura",
    age: (age) => `recebida ${age}`,
    exact: "Mostrar o valor exato",
    short: "Mostrar o valor curto",
  },
  chart: {
    fromTo: (min, max, last) => `de ${min} a ${max}, agora ${last}`,
    window: "Janela de tempo",
    minutes: (count) => many(count, "# min", "# min"),
    minutesLong: (count) => many(count, "# minuto", "# minutos"),
    lastMinutes: (count) => many(count, "último minuto", "últimos # minutos"),
    workers: "Workers ao longo do tempo",
    utilization: "Utilização ao longo do tempo",
    requests: "Requisições ao longo do tempo",
    noData: "sem dados",
    table: "Tabela de dados",
    time: "Horário",
    summaryEmpty: "Ainda não há dados nesta janela.",
    summary: (name, window, min, max, last) =>
      `${name}, ${window}: de ${min} a ${max}, agora ${last}.`,
    gaps: (count) => many(count, "# intervalo sem dados.", "# intervalos sem dados."),
  },
  prometheus: {
    title: "Prometheus",
    address: "Endereço de coleta",
    config: "Configuração de coleta",
    off: "O endereço de coleta está desligado. Defina prometheus: true no manifest.yaml do plugin e reinicie o runtime.",
    unknown: "Não foi possível verificar o endereço de coleta.",
    queries: "PromQL",
    queriesOf: (panel) => `PromQL para: ${panel}`,
    copyQuery: (query) => `Copiar ${query}`,
  },
};
