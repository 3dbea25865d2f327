import type { ProblemMessages } from "../messages.ts";

export default {
  problems: {
    silentText:
      "A conexão está aberta, mas ainda não chegou nenhum número. Se isso continuar, um proxy pode estar retendo o feed.",
    bufferedText:
      "O feed ao vivo está sem dados, por isso esta página faz consultas periódicas. Um proxy pode estar retendo o feed: desative o buffering para /api/metrics/sse (nginx: proxy_buffering off).",
    refusedText: (reason) =>
      `Esta página faz consultas periódicas em vez de usar o feed ao vivo. ${reason}. Novas tentativas são automáticas.`,
    slowText:
      "As atualizações ao vivo são raras, por isso esta página faz consultas entre uma e outra. Um sseInterval menor no manifest.yaml aumenta a frequência.",
    errors: {
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
  },
} satisfies ProblemMessages;
