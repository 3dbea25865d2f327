import type { CommonMessages } from "../messages.ts";

/** The texts in Brazilian Portuguese that every page may need. */
export default {
  product: "Métricas",
  copy: "Copiar",
  copied: "Copiado",
  copyFailed: "Não foi possível copiar: selecione o texto e copie manualmente",
  retryNow: "Tentar agora",
  loading: "Carregando…",
  unknown: "desconhecido",
  justNow: "agora mesmo",
  notAvailable: "n/d",
  precision: {
    exact: "Mostrar o valor exato",
    short: "Mostrar o valor abreviado",
  },
  nav: {
    label: "Páginas",
    overview: "Visão geral",
    workers: "Workers",
    skip: "Ir para o conteúdo",
    reloaded:
      "Só este quadro foi recarregado, e o menu não o alcança mais. Recarregue a página inteira.",
  },
  settings: {
    theme: "Tema",
    light: "Claro",
    dark: "Escuro",
    system: "Sistema",
    language: "Idioma",
    languageFailed: "Não foi possível carregar esse idioma. Tente de novo ou recarregue a página.",
  },
  zone: {
    toUtc: "Mostrar em UTC",
    toLocal: "Mostrar no horário local",
  },
  missingPage: {
    title: "Página não encontrada",
    text: "O endereço pode estar errado ou ser de outra versão.",
    back: "Ir para a visão geral",
  },
  crashed: {
    title: "Não foi possível exibir esta parte",
    text: "O plugin pode ter sido atualizado: recarregue a página. Se não resolver, informe a mensagem abaixo.",
    reload: "Recarregar",
  },
  connection: {
    label: "Conexão",
    connecting: "Conectando…",
    live: "Ao vivo",
    every: (interval) => `a cada ${interval}`,
    stale: "Desatualizado",
    polling: "Consultando",
    short: {
      stale: "Desatualizado",
      waiting: "Sem conexão",
      paused: "Em pausa",
      trouble: (count) => `${count} com falha ou bloqueados`,
    },
    reconnecting: "Reconectando…",
    waiting: (time) => `Reconectando em ${time}`,
    paused: "Em pausa",
    hidden: "Em pausa enquanto esta aba está oculta",
    pause: "Pausar",
    resume: "Retomar",
    announce: {
      connecting: "Conectando",
      live: "Ao vivo: os números estão sendo atualizados",
      stale: "Desatualizado: não estão chegando números novos",
      polling: "Consultando: o feed ao vivo está sem dados",
      waiting: "Conexão perdida, reconectando",
      paused: "Em pausa",
      hidden: "",
    },
    staleText: (age) =>
      `A conexão está aberta, mas a última atualização foi ${age}: os números podem estar desatualizados.`,
    silentText:
      "A conexão está aberta, mas ainda não chegou nenhum número. Se isso continuar, um proxy pode estar retendo o feed.",
    bufferedText:
      "O feed ao vivo está sem dados, por isso esta página faz consultas periódicas. Um proxy pode estar retendo o feed: desative o buffering para /api/metrics/sse (nginx: proxy_buffering off).",
    refusedText: (reason) =>
      `Esta página faz consultas periódicas em vez de usar o feed ao vivo. ${reason}. Novas tentativas são automáticas.`,
    slowText:
      "As atualizações ao vivo são raras, por isso esta página faz consultas entre uma e outra. Um sseInterval menor no manifest.yaml aumenta a frequência.",
  },
  errors: {
    network: {
      title: "O servidor não está respondendo",
      text: "Verifique se o runtime está em execução e acessível a partir desta máquina. Se sua sessão expirou, recarregue a página para entrar. Novas tentativas são automáticas.",
    },
    ended: {
      title: "O servidor encerrou o feed ao vivo",
      text: "Ele pode estar reiniciando ou recarregando plugins. Novas tentativas são automáticas.",
    },
    unauthorized: {
      title: "Você não está autenticado (401)",
      text: "Sua sessão pode ter expirado. Entre novamente e volte a esta página.",
    },
    signIn: "Entrar",
    html: {
      title: "O servidor enviou uma página em vez de dados",
      text: "Pode haver uma página de login ou um proxy no caminho, ou as rotas do plugin não foram carregadas. Entre novamente ou verifique o roteamento de /api/metrics.",
    },
    http: {
      title: "O servidor recusou a requisição",
      text: "Procure o motivo no log do servidor. Novas tentativas são automáticas.",
    },
    status: (status) => `HTTP ${status}`,
    serverMessage: "Mensagem do servidor:",
    lastUpdate: (age) => `A última atualização dos números desta página foi ${age}.`,
  },
  chart: {
    fromTo: (min, max, last) => `de ${min} a ${max}, agora ${last}`,
  },
} satisfies CommonMessages;
